// a.term[data-card="URL"]: a definition card on hover, focus and tap. It can be pointed at and tabbed into, stays until
// the reader leaves it, and Escape sends it away; one at a time (WCAG 1.4.13).
import { element, special } from './page.js'

const OPEN_AFTER = 250
const CLOSE_AFTER = 300
const known = new Map()
let shown = null // { term, box }
let wanted = null // the term whose card is on its way
let dismissed = null // the focused term whose card was sent away
let timer = 0
let touched = false // by a finger, not a mouse or a key
let wasOpen = false // the card of the term that is pressed

const termAt = target => (target instanceof Element ? target.closest('a[data-card]') : null)
const linksIn = box => [...box.querySelectorAll('a[href]')]

function card(url) {
  if (!known.has(url)) {
    const asked = fetch(url, { credentials: 'same-origin', headers: { 'HX-Request': 'true' } })
      .then(answer => (answer.ok ? answer.text() : Promise.reject(new Error(answer.status))))
    known.set(url, asked.catch(() => { known.delete(url); return '' }))
  }
  return known.get(url)
}

function hide() {
  clearTimeout(timer)
  wanted = null
  if (!shown) return
  shown.term.removeAttribute('aria-describedby')
  shown.box.remove()
  shown = null
}

function soonHide() {
  clearTimeout(timer)
  timer = setTimeout(() => {
    if (!shown || shown.box.matches(':hover') || shown.term.matches(':hover')) return
    if (document.activeElement !== shown.term && !shown.box.contains(document.activeElement)) hide()
  }, CLOSE_AFTER)
}

function place(term, box) {
  const line = term.getClientRects()[0] ?? term.getBoundingClientRect()
  const width = document.documentElement.clientWidth
  const left = Math.max(8, Math.min(line.left, width - box.offsetWidth - 8))
  const fitsBelow = line.bottom + box.offsetHeight + 12 < window.innerHeight
  const below = fitsBelow || line.top < box.offsetHeight + 12
  box.style.left = `${left + window.scrollX}px`
  box.style.top = `${(below ? line.bottom + 6 : line.top - box.offsetHeight - 6) + window.scrollY}px`
}

async function show(term) {
  if (shown?.term === term) return true
  wanted = term
  const html = await card(term.dataset.card)
  if (wanted !== term || !term.isConnected) return true
  hide()
  if (!html) return false
  const box = element('div', { class: 'tip', id: 'term-card', role: 'group', 'aria-label': term.textContent.trim() })
  box.innerHTML = html
  document.body.append(box)
  place(term, box)
  box.addEventListener('pointerenter', () => clearTimeout(timer))
  box.addEventListener('pointerleave', event => { if (event.pointerType !== 'touch') soonHide() })
  term.setAttribute('aria-describedby', box.id)
  shown = { term, box }
  return true
}

/** The card stands at the end of the document; for the Tab key it comes right after its term. */
function tab(event) {
  if (!shown || event.ctrlKey || event.altKey || event.metaKey) return
  const { term, box } = shown
  const links = linksIn(box)
  const at = document.activeElement
  if (at === term && !event.shiftKey && links.length) {
    event.preventDefault()
    links[0].focus()
  } else if (box.contains(at) && event.shiftKey && at === links[0]) {
    event.preventDefault()
    term.focus()
  } else if (box.contains(at) && !event.shiftKey && at === links.at(-1)) {
    dismissed = term
    term.focus()
    hide() // and the browser goes on from the term
  }
}

function escape() {
  if (!shown && !wanted) return
  const within = shown?.box.contains(document.activeElement)
  const term = shown?.term ?? wanted
  if (within || term === document.activeElement) dismissed = term
  if (within) term.focus()
  hide()
}

function onFocus(event) {
  const term = termAt(event.target)
  if (!term && !shown?.box.contains(event.target)) hide()
  if (term && term !== dismissed && !touched) show(term)
}

function onPress(event) {
  const term = termAt(event.target)
  touched = event.pointerType === 'touch'
  wasOpen = Boolean(term) && shown?.term === term
  clearTimeout(timer)
  if (shown && !term && !shown.box.contains(event.target)) hide()
}

/** On a touch screen the first tap shows the card, which holds the link; the second follows it. */
async function onClick(event) {
  const term = termAt(event.target)
  if (!term || !touched || wasOpen || special(event)) return
  event.preventDefault()
  if (!(await show(term))) window.location.assign(term.href)
}

export function setUpCards() {
  document.addEventListener('pointerover', event => {
    const term = termAt(event.target)
    if (!term || event.pointerType === 'touch') return
    clearTimeout(timer)
    timer = setTimeout(() => { if (term.matches(':hover')) show(term) }, OPEN_AFTER)
  })
  document.addEventListener('pointerout', event => {
    if (!termAt(event.target) || event.pointerType === 'touch') return
    if (wanted && wanted !== document.activeElement) wanted = null
    soonHide()
  })
  document.addEventListener('focusin', onFocus)
  document.addEventListener('focusout', event => { if (termAt(event.target) === dismissed) dismissed = null })
  document.addEventListener('keydown', event => {
    touched = false
    if (event.key === 'Escape') escape()
    if (event.key === 'Tab') tab(event)
  })
  document.addEventListener('pointerdown', onPress)
  document.addEventListener('click', onClick)
  window.addEventListener('resize', hide)
  window.addEventListener('pagehide', hide)
}
