// The menu "Share": what needs the address people use, which only the browser knows, and paper.
export function setUpSharing() {
  for (const button of document.querySelectorAll('[data-copy-text], [data-print]')) button.hidden = false
  for (const link of document.querySelectorAll('a[data-mail]')) {
    const words = link.dataset.words.replaceAll('{url}', new URL(link.dataset.mail, location.href).href)
    link.href += `&body=${encodeURIComponent(words)}`
  }
  document.addEventListener('click', event => {
    if (!event.target.closest('[data-print]')) return
    for (const menu of document.querySelectorAll('details.drop[open]')) menu.open = false
    window.print()
  })
}
