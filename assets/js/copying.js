// [data-copy] puts an address on the clipboard. The old way serves intranets without https.
import { element, say, special } from './page.js'

function copyTheOldWay(text) {
  const box = element('textarea', { readonly: '', class: 'visually-hidden', 'aria-hidden': 'true' })
  box.value = text
  document.body.append(box)
  box.select()
  const done = document.execCommand('copy')
  box.remove()
  return done
}

export function setUpCopying() {
  document.addEventListener('click', async event => {
    const button = event.target.closest('[data-copy]')
    if (!button || special(event)) return
    event.preventDefault()
    const text = new URL(button.dataset.copy, location.href).href
    const done = window.isSecureContext ? await navigator.clipboard.writeText(text).then(() => true, () => copyTheOldWay(text)) : copyTheOldWay(text)
    if (!done) return location.assign(text)
    button.focus()
    say('copied')
    const label = button.querySelector('[data-copy-label]')
    const before = label?.textContent
    button.classList.add('copied')
    if (label) label.textContent = document.querySelector('[data-announcer]').dataset.copied
    setTimeout(() => {
      button.classList.remove('copied')
      if (label) label.textContent = before
    }, 2500)
  })
}
