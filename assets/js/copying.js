// [data-copy] puts an address on the clipboard, or with data-copy-text that text with the address in the place of {url}. The old way serves intranets without https.
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
    const address = new URL(button.dataset.copy, location.href).href
    const text = button.dataset.copyText?.replaceAll('{url}', address) ?? address
    const done = window.isSecureContext ? await navigator.clipboard.writeText(text).then(() => true, () => copyTheOldWay(text)) : copyTheOldWay(text)
    if (!done) return location.assign(address)
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
