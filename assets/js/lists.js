// Lists that follow their filters without a new page: going back loads the page anew, and what leads back here keeps the filters.
import htmx from 'htmx.org'

export function setUpLists() {
  htmx.config.refreshOnHistoryMiss = true
  document.addEventListener('htmx:pushedIntoHistory', () => {
    const here = location.pathname + location.search
    for (const link of document.querySelectorAll('a[href*="next="]')) {
      const url = new URL(link.href)
      url.searchParams.set('next', here)
      link.href = url.pathname + url.search
    }
  })
}
