// Links that change the look act at once and are followed in the background.
import { special } from './page.js'

export function setUpTheme() {
  document.addEventListener('click', event => {
    const link = event.target.closest('a[data-theme-to]')
    if (!link || special(event)) return
    event.preventDefault()
    const theme = link.dataset.themeTo
    document.documentElement.dataset.bsTheme = theme
    const scheme = document.querySelector('meta[name="color-scheme"]')
    if (scheme) scheme.content = theme === 'auto' ? 'light dark' : theme
    for (const bar of document.querySelectorAll('meta[name="theme-color"]')) bar.content = getComputedStyle(document.querySelector('.top')).backgroundColor
    for (const other of document.querySelectorAll('.looks a')) {
      if (other.dataset.themeTo === theme) other.setAttribute('aria-current', 'true')
      else other.removeAttribute('aria-current')
    }
    // The toggle that was used is hidden now; its counterpart takes the focus.
    if (!link.checkVisibility()) [...link.parentElement.querySelectorAll('a[data-theme-to]')].find(other => other.checkVisibility())?.focus({ preventScroll: true })
    fetch(link.href, { redirect: 'manual', credentials: 'same-origin', keepalive: true }).catch(() => location.assign(link.href))
  })
}
