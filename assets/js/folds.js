// Groups of the navigation stay folded as the person left them, in this browser; the one with the page shown opens.
const KEY = 'cxwiki.folded'
const folded = () => { try { return new Set(JSON.parse(localStorage.getItem(KEY) || '[]')) } catch { return new Set() } }

/** The page shown stands in sight, however far down its line is. */
function showHere(rail) {
  const here = rail?.querySelector('[aria-current]')?.getBoundingClientRect()
  const space = rail?.getBoundingClientRect()
  if (here && here.bottom > space.bottom - 40) rail.scrollTop += here.bottom - space.bottom + space.height / 3
}

export function setUpFolds() {
  const groups = document.querySelectorAll('details[data-fold]')
  const names = folded()
  for (const group of groups) {
    if (names.has(group.dataset.fold) && !group.querySelector('[aria-current]')) group.open = false
    group.querySelector('summary').addEventListener('click', () => {
      const now = folded()
      if (group.open) now.add(group.dataset.fold)
      else now.delete(group.dataset.fold)
      try { localStorage.setItem(KEY, JSON.stringify([...now])) } catch { /* private window: holds for this page */ }
    })
  }
  showHere(document.querySelector('.rail'))
}
