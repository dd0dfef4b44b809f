// Links that change the look act at once, without asking the server: whoever turns the page in the same moment keeps the choice.
import { special } from './page.js'

const YEAR = 365 * 24 * 60 * 60

// The cookie that the link itself would have set (wiki/web/redirects.py).
function keep(theme) {
  const secure = location.protocol === 'https:' ? '; secure' : ''
  document.cookie = `cxwiki_theme=${theme}; path=/; max-age=${YEAR}; samesite=lax${secure}`
}

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
    keep(theme)
  })
}
