// Keys: "/" search, "?" this list, Ctrl+K anywhere. Off by data-keys="off" on <html> (the person's setting) or by the switch in the dialog (this device).
import { openDialog } from './dialogs.js'

const store = 'cxwiki-keys'

function wanted() {
  if (document.documentElement.dataset.keys === 'off') return false
  try { return localStorage.getItem(store) !== 'off' } catch { return true }
}

const writing = place => place.isContentEditable || place.matches('input:not([type="checkbox"], [type="radio"], [type="submit"], [type="button"]), textarea, select')

export function setUpKeys() {
  const root = document.documentElement
  const switchBox = document.querySelector('[data-keys-switch]')
  if (!wanted()) root.dataset.keys = 'off'
  if (switchBox) {
    switchBox.checked = wanted()
    switchBox.addEventListener('change', () => {
      root.dataset.keys = switchBox.checked ? 'on' : 'off'
      try { localStorage.setItem(store, switchBox.checked ? 'on' : 'off') } catch { /* private window: holds for this page */ }
    })
  }
  document.addEventListener('keydown', event => {
    if (root.dataset.keys === 'off' || event.defaultPrevented || event.isComposing || document.querySelector('dialog[open]')) return
    if (event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey) {
      event.preventDefault()
      openDialog('palette')
    } else if (!event.ctrlKey && !event.metaKey && !event.altKey && !writing(event.target)) {
      if (event.key === '/') {
        event.preventDefault()
        const box = document.querySelector('.hero .find input') ?? document.getElementById('search')
        box?.focus()
        box?.select()
      } else if (event.key === '?') {
        event.preventDefault()
        openDialog('keys')
      }
    }
  })
}
