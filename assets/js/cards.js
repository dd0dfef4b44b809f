// a.term[data-card="URL"]: a definition card on hover, focus and tap. It stays while pointed at, Escape sends it away.
import { element } from './page.js'

const known = new Map()
let shown = null
let timer = 0

async function card(url) {
  if (!known.has(url)) known.set(url, fetch(url, { credentials: 'same-origin', headers: { 'HX-Request': 'true' } }).then(answer => (answer.ok ? answer.text() : '')).catch(() => ''))
  return known.get(url)
}

function hide() {
  clearTimeout(timer)
  if (!shown) return
  shown.term.removeAttribute('aria-describedby')
  shown.box.remove()
  shown = null
}

async function show(term) {
  if (shown?.term === term) return
  const html = await card(term.dataset.card)
  if (!html || !(term.matches(':hover') || term === document.activeElement)) return
  hide()
  const box = element('div', { class: 'tip', id: 'term-card', role: 'tooltip' })
  box.innerHTML = html
  document.body.append(box)
  const at = (term.getClientRects()[0] ?? term.getBoundingClientRect())
  const left = Math.max(8, Math.min(at.left, document.documentElement.clientWidth - box.offsetWidth - 8))
  const below = at.bottom + box.offsetHeight + 12 < window.innerHeight || at.top < box.offsetHeight + 12
  box.style.left = `${left + window.scrollX}px`
  box.style.top = `${(below ? at.bottom + 6 : at.top - box.offsetHeight - 6) + window.scrollY}px`
  box.addEventListener('pointerenter', () => clearTimeout(timer))
  box.addEventListener('pointerleave', soonHide)
  term.setAttribute('aria-describedby', box.id)
  shown = { term, box }
}

function soonHide() {
  clearTimeout(timer)
  timer = setTimeout(() => { if (!shown?.box.matches(':hover') && shown?.term !== document.activeElement) hide() }, 250)
}

export function setUpCards() {
  const term = event => event.target instanceof Element && event.target.closest('a[data-card]')
  document.addEventListener('pointerover', event => {
    const at = term(event)
    if (!at || event.pointerType === 'touch') return
    clearTimeout(timer)
    timer = setTimeout(() => show(at), 220)
  })
  document.addEventListener('pointerout', event => { if (term(event)) soonHide() })
  document.addEventListener('focusin', event => { if (term(event)) show(term(event)); else if (shown && !shown.box.contains(event.target)) hide() })
  document.addEventListener('keydown', event => { if (event.key === 'Escape') hide() })
  // On a touch screen the first tap shows the card, which holds the link; the second follows it.
  let touched = false
  document.addEventListener('pointerdown', event => { touched = event.pointerType === 'touch'; if (shown && !term(event) && !shown.box.contains(event.target)) hide() })
  document.addEventListener('click', event => {
    const at = term(event)
    if (at && touched && shown?.term !== at) {
      event.preventDefault()
      at.focus()
      show(at)
    }
  })
}
