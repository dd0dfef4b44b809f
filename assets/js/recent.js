// The entries last read in this browser. They never leave it: signed in they are kept until signing out, for anybody else
// until the tab is closed.
import { element } from './page.js'
import { picture } from './wording.js'

const MOST = 8
const home = () => document.querySelector('.brand')?.pathname ?? '/'
const name = () => `cxwiki-recent:${home()}`
const signedIn = () => !!document.querySelector('meta[name="csrf-token"]')

function store() {
  try { return signedIn() ? localStorage : sessionStorage } catch { return null }
}

export function recent() {
  try { return JSON.parse(store()?.getItem(name()) ?? '[]').filter(item => item.url !== location.pathname) } catch { return [] }
}

export function forgetRecent() {
  for (const each of ['localStorage', 'sessionStorage']) {
    try { window[each].removeItem(name()) } catch { /* no storage, nothing kept */ }
  }
}

/** The card of the home page; it is there once there is something to show. */
function fillCard() {
  const card = document.querySelector('[data-recent-card]')
  const items = card ? recent().slice(0, 5) : []
  if (!items.length) return
  card.querySelector('[data-recent-list]').replaceChildren(...items.map(item => {
    const link = element('a', { href: item.url }, item.label)
    return element('li', {}, element('span', { class: 'row-icon' }, picture(item.icon)), element('span', { class: 'row-text' }, link), element('small', {}, item.kind_label))
  }))
  card.hidden = false
}

/** Notes the entry this page shows, forgets what somebody left who has signed out. */
export function setUpRecent(wanted) {
  if (!wanted || !signedIn()) {
    try { localStorage.removeItem(name()) } catch { /* no storage, nothing kept */ }
  }
  if (!wanted) return forgetRecent()
  fillCard()
  document.querySelector('[data-forget-recent]')?.addEventListener('click', forgetRecent)
  document.addEventListener('submit', event => { if (event.target.matches('[data-sign-out]')) forgetRecent() })
  const tab = document.querySelector('main article.entry .tabs li:first-child a[aria-current="page"]')
  if (!tab || tab.pathname !== location.pathname) return
  const crumb = document.querySelector('.rail a[aria-current="page"]')
  const item = {
    label: document.querySelector('main h1').textContent.trim(),
    url: tab.pathname,
    kind_label: crumb?.querySelector('.label')?.textContent ?? '',
    icon: crumb?.querySelector('use')?.getAttribute('href').split('#')[1] ?? '',
  }
  try { store()?.setItem(name(), JSON.stringify([item, ...recent().filter(each => each.url !== item.url)].slice(0, MOST))) } catch { /* full or forbidden: not kept */ }
}
