// Keys: "/" search, "?" this list, Ctrl+K anywhere.
import { openDialog } from './dialogs.js'
import { openPalette } from './palette.js'
import { isOn } from './switches.js'

const writing = place => place.isContentEditable || place.matches('input:not([type="checkbox"], [type="radio"], [type="submit"], [type="button"]), textarea, select')

export function setUpKeys() {
  document.addEventListener('keydown', event => {
    if (!isOn('keys') || event.defaultPrevented || event.isComposing || document.querySelector('dialog[open]')) return
    if (event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey) {
      if (!isOn('palette')) return
      event.preventDefault()
      openPalette()
    } else if (!event.ctrlKey && !event.metaKey && !event.altKey && !writing(event.target)) {
      if (event.key === '/') {
        event.preventDefault()
        const large = document.querySelector('.home:not(.past-hero) .hero .find input')
        const box = large ?? document.getElementById('search')
        box?.focus({ preventScroll: !large }) // the head is always in view; the page stays where it was read
        box?.select()
      } else if (event.key === '?') {
        event.preventDefault()
        openDialog('keys')
      }
    }
  })
}
