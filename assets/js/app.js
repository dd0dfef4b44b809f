// The shell of every page. Each part stands alone; without this script the page reads, searches and submits all the same.
import htmx from 'htmx.org'
import { setUpBlueprints } from './blueprint.js'
import { setUpCards } from './cards.js'
import { setUpChanges } from './changes.js'
import { setUpContents } from './contents.js'
import { setUpCopying } from './copying.js'
import { setUpDialogs } from './dialogs.js'
import { setUpFinding } from './finding.js'
import { setUpFolds } from './folds.js'
import { setUpGuards } from './guard.js'
import { setUpKeys } from './keys.js'
import { setUpLists } from './lists.js'
import { setUpMenus } from './menus.js'
import { setUpPalette } from './palette.js'
import { setUpSharing } from './sharing.js'
import { setUpSwitches } from './switches.js'
import { setUpTabs } from './tabs.js'
import { setUpTheme } from './theme.js'
import { token } from './page.js'

window.htmx = htmx
document.addEventListener('htmx:configRequest', event => {
  const value = token(event.target.closest('form'))
  if (value && event.detail.verb !== 'get') event.detail.headers['X-CSRFToken'] = value
})

setUpTheme()
setUpMenus()
setUpFolds()
setUpDialogs()
setUpSwitches()
setUpKeys()
setUpFinding()
setUpPalette()
setUpCopying()
setUpGuards()
setUpCards()
setUpLists()
setUpBlueprints()
setUpTabs()
setUpContents()
setUpSharing()
setUpChanges()
document.querySelector('[data-focus]')?.focus()
// The guided visit (visit.js) is fetched by those who are on it.
const visit = document.querySelector('[data-visit]')
const visited = () => { if (visit && location.hash.startsWith('#visit-')) import(visit.dataset.visit) }
addEventListener('hashchange', visited)
visited()
