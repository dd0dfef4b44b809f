// A row of tabs with more than fit: what is left over stands in the menu at its end. Without script the row scrolls.
function fit(row, menu) {
  const tabs = [...row.children]
  for (const tab of tabs) tab.hidden = false
  menu.hidden = true
  const isTooLong = () => row.scrollWidth > row.clientWidth + 1
  if (!isTooLong()) return
  menu.hidden = false
  // From the end on; the one that is open stays, the first and the way to the form as long as there is room for them.
  const rank = tab => (tab === tabs[0] ? 2 : tab.querySelector('[href$="/edit"]') ? 1 : 0)
  const leaving = tabs.filter(tab => !tab.querySelector('[aria-current]')).reverse().sort((one, other) => rank(one) - rank(other))
  for (const tab of leaving) {
    if (!isTooLong()) break
    tab.hidden = true
  }
  const rest = tabs.filter(tab => tab.hidden)
  menu.querySelector('.drop-panel').replaceChildren(...rest.map(tab => tab.querySelector('a').cloneNode(true)))
}

export function setUpTabs() {
  for (const menu of document.querySelectorAll('[data-more-tabs]')) {
    const row = menu.parentElement.querySelector('ul')
    let width = 0
    new ResizeObserver(([seen]) => {
      const now = Math.round(seen.contentRect.width)
      if (now === width) return
      width = now
      menu.open = false
      fit(row, menu)
    }).observe(menu.parentElement)
    fit(row, menu)
  }
}
