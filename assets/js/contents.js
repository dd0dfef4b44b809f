// Tabs that scroll show the one that is open. [data-toc]: the line of the section that is being read is marked; without script the list is a list of links.
export function setUpContents() {
  for (const tab of document.querySelectorAll('.tabs li:has(> [aria-current])')) {
    tab.parentElement.scrollLeft = tab.offsetLeft - tab.parentElement.offsetLeft - (tab.parentElement.clientWidth - tab.offsetWidth) / 2
  }
  const lines = new Map()
  for (const link of document.querySelectorAll('[data-toc] a[href^="#"]')) {
    const place = document.getElementById(decodeURIComponent(link.hash.slice(1)))
    if (place) lines.set(place, link)
  }
  if (!lines.size) return
  const places = [...lines.keys()]
  const mark = () => {
    const line = window.innerHeight * .3
    const passed = places.filter(place => place.getBoundingClientRect().top <= line)
    const atEnd = window.innerHeight + window.scrollY >= document.documentElement.scrollHeight - 2
    const now = atEnd && window.scrollY > 0 ? places.at(-1) : passed.at(-1) ?? places[0]
    for (const [place, link] of lines) {
      if (place === now) link.setAttribute('aria-current', 'true')
      else link.removeAttribute('aria-current')
    }
  }
  let waiting = false
  const soon = () => {
    if (waiting) return
    waiting = true
    requestAnimationFrame(() => { waiting = false; mark() })
  }
  document.addEventListener('scroll', soon, { passive: true })
  window.addEventListener('resize', soon)
  mark()
}
