// A comparison: n and p, and the buttons beside the heading, lead from change to change.
import { isOn } from './switches.js'

export function setUpChanges() {
  const changes = [...document.querySelectorAll('[data-change]')]
  const jump = document.querySelector('[data-change-jump]')
  if (!jump || changes.length < 2) return
  jump.hidden = false
  const go = step => {
    const at = changes.findIndex(change => change.contains(document.activeElement))
    const next = changes[at < 0 ? (step > 0 ? 0 : changes.length - 1) : (at + step + changes.length) % changes.length]
    next.focus({ preventScroll: true })
    next.scrollIntoView({ block: 'start' })
  }
  jump.addEventListener('click', event => {
    const button = event.target.closest('[data-to]')
    if (button) go(Number(button.dataset.to))
  })
  document.addEventListener('keydown', event => {
    if (!isOn('keys') || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.target.closest('input, textarea, select, dialog')) return
    if (event.key === 'n' || event.key === 'p') {
      event.preventDefault()
      go(event.key === 'n' ? 1 : -1)
    }
  })
}
