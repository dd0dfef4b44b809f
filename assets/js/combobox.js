// A text box that offers what may be meant: the combobox of WAI-ARIA, with a list box in groups.
import { element, later } from './page.js'
import { counted, picture, word } from './wording.js'

const STEP = { ArrowDown: 1, ArrowUp: -1, PageDown: 5, PageUp: -5 }
let made = 0

/**
 * `ask(text, signal)` promises [{ title, items: [{ label, title, note, kind_label, icon, url }] }]; null says that nothing
 * can be told now. `go(item, newTab)` follows one. `eager`: the first is chosen at once and an empty box offers, too;
 * `first`: the first is chosen as soon as something is typed.
 */
export function combobox(input, { place, ask, go, wait, eager = false, first = eager, foot = null }) {
  const id = `find-${++made}`
  const list = element('div', { class: 'find-options', role: 'listbox', id, 'aria-label': input.getAttribute('aria-label') || input.placeholder })
  const told = element('p', { class: 'find-told' })
  const count = element('div', { class: 'visually-hidden', 'aria-live': 'polite' })
  const panel = element('div', { class: 'find-list' }, told, list, ...(foot ? [foot] : []))
  panel.hidden = !eager
  if (place.contains(input) && !place.matches('form')) input.after(panel, count)
  else place.append(panel, count)
  for (const [name, value] of Object.entries({ role: 'combobox', 'aria-autocomplete': 'list', 'aria-expanded': 'false', 'aria-controls': id })) input.setAttribute(name, value)
  let options = []
  let active = -1
  let asked = 0
  let running = null
  let goesOn = null

  function choose(at) {
    options[active]?.place.setAttribute('aria-selected', 'false')
    active = at
    const chosen = options[active]?.place
    if (!chosen) return input.removeAttribute('aria-activedescendant')
    chosen.setAttribute('aria-selected', 'true')
    input.setAttribute('aria-activedescendant', chosen.id)
    chosen.scrollIntoView({ block: 'nearest' })
  }
  function move(steps) {
    if (!options.length) return
    if (Math.abs(steps) > 1) return choose(Math.max(0, Math.min(options.length - 1, active + steps)))
    const count = options.length
    if (eager) return choose(active < 0 ? (steps > 0 ? 0 : count - 1) : (active + steps + count) % count)
    choose((active + 1 + steps + count + 1) % (count + 1) - 1) // beyond the last is the text itself
  }
  function close() {
    soon.stop()
    running?.abort()
    asked++
    goesOn = null
    options = []
    list.replaceChildren()
    choose(-1)
    panel.hidden = !eager
    list.hidden = true
    told.hidden = true
    input.setAttribute('aria-expanded', 'false')
  }
  function render(groups, text) {
    options = []
    list.replaceChildren(...(groups ?? []).filter(group => group.items.length).map((group, number) => {
      const rows = group.items.map(item => option(item, text))
      if (!group.title) return element('div', { role: 'group', 'aria-label': word('more') }, ...rows)
      const title = element('div', { class: 'find-group', role: 'presentation', id: `${id}-group-${number}` }, group.title)
      return element('div', { role: 'group', 'aria-labelledby': title.id }, title, ...rows)
    }))
    const found = options.filter(each => !each.item.plain).length
    told.textContent = groups === null ? word('failed') : found ? '' : text ? word('none') : ''
    told.hidden = !told.textContent
    list.hidden = !options.length
    panel.hidden = !eager && !options.length && !told.textContent
    input.setAttribute('aria-expanded', String(!list.hidden))
    choose(options.length && (eager || first && text) ? 0 : -1)
    count.textContent = told.textContent || (found ? counted(found) : '')
  }
  function option(item, text) {
    const label = element('span', { class: 'find-label' }, ...marked(item.label, text))
    if (item.title && item.title !== item.label) label.append(comma(), element('span', { class: 'find-title' }, element('span', { 'aria-hidden': 'true' }, '→ '), item.title))
    if (item.note) label.append(comma(), element('span', { class: 'find-note' }, item.note))
    const made = element('div', { class: 'find-option', role: 'option', id: `${id}-${options.length}`, 'aria-selected': 'false' }, picture(item.icon), label)
    if (item.kind_label) made.append(element('span', { class: 'find-kind' }, comma(), item.kind_label))
    if (item.url) made.dataset.url = item.url
    options.push({ item, place: made })
    return made
  }
  async function show() {
    const text = input.value.trim()
    running?.abort()
    running = new AbortController()
    const mine = ++asked
    const signal = running.signal
    const groups = await Promise.resolve(ask(text, signal)).catch(() => null)
    if (mine !== asked || signal.aborted || !place.contains(document.activeElement)) return
    render(groups, text)
    if (goesOn && options[active]) go(options[active].item, goesOn.newTab)
    goesOn = null
    running = null
  }
  const soon = later(wait, show)

  input.addEventListener('input', event => {
    goesOn = null
    running?.abort()
    running = new AbortController() // what is shown answers an older text now
    asked++
    if (event.isComposing) return
    if (!input.value.trim() && !eager) close()
    if (input.value.trim()) soon()
    else show()
  })
  input.addEventListener('compositionend', soon)
  input.addEventListener('blur', () => setTimeout(() => { if (!place.contains(document.activeElement)) close() }, 150))
  input.addEventListener('keydown', event => {
    if (event.isComposing || event.altKey) return
    const newTab = event.ctrlKey || event.metaKey
    if (event.key in STEP && !newTab && !event.shiftKey) {
      if (!options.length && event.key !== 'ArrowDown') return
      event.preventDefault()
      if (options.length) move(STEP[event.key])
      else show()
    } else if ((event.key === 'Home' || event.key === 'End') && active >= 0 && !event.shiftKey && !newTab) {
      event.preventDefault()
      choose(event.key === 'Home' ? 0 : options.length - 1)
    } else if (event.key === 'Enter') {
      if (running && first && input.value.trim()) { // the answer to what stands in the box is under way
        event.preventDefault()
        goesOn = { newTab }
      } else if (active >= 0 && !running) {
        event.preventDefault()
        go(options[active].item, newTab)
      }
    } else if (event.key === 'Escape' && !eager && !panel.hidden) {
      event.preventDefault()
      event.stopPropagation()
      close()
    }
  })
  panel.addEventListener('mousedown', event => event.preventDefault()) // the focus stays in the box
  for (const name of ['click', 'auxclick']) {
    panel.addEventListener(name, event => {
      const clicked = options.find(each => each.place.contains(event.target))
      if (clicked && event.button < 2) go(clicked.item, event.ctrlKey || event.metaKey || event.button === 1)
    })
  }
  close()
  return { show, close }
}

/** A pause for those who hear an option. */
const comma = () => element('span', { class: 'visually-hidden' }, ', ')

/** The label with what was typed in it standing out. */
function marked(label, text) {
  const at = text ? label.toLocaleLowerCase().indexOf(text.toLocaleLowerCase()) : -1
  if (at < 0) return [label]
  return [label.slice(0, at), element('b', {}, label.slice(at, at + text.length)), label.slice(at + text.length)].filter(part => part)
}

/** Goes to an address, or opens it beside this page. */
export function follow(url, newTab) {
  if (newTab) window.open(url, '_blank', 'noopener')
  else location.assign(url)
}
