// The command palette (Ctrl+K): pages, actions, entries and people in one list.
import { combobox, follow } from './combobox.js'
import { atFirst, everywhere, found } from './finding.js'
import { isOn } from './switches.js'
import { fold, word } from './wording.js'

const OF_TAB = { edit: 'pencil', discussion: 'chat-left-text', history: 'clock-history', 'used-in': 'link-45deg' }
let box = null
let offered = null

/** What may be done with this page is what its tabs and menus offer. */
function ofThisPage() {
  const tabs = [...document.querySelectorAll('main article.entry .tabs li a:not([aria-current])')]
    .map(link => ({ label: link.firstChild.textContent.trim(), url: link.href, words: link.pathname.split('/').pop(), icon: OF_TAB[link.pathname.split('/').pop()] }))
  const acts = [...document.querySelectorAll('main .title-actions .drop-panel a')]
    .map(link => ({ label: link.textContent.trim(), url: link.href, icon: link.querySelector('use')?.getAttribute('href').split('#')[1] }))
  const buttons = [...document.querySelectorAll('main .title-actions form button')]
    .map(button => ({ label: button.textContent.trim(), press: button, icon: button.querySelector('use')?.getAttribute('href').split('#')[1] }))
  return [...tabs, ...buttons, ...acts]
}

function choices() {
  const at = encodeURIComponent(location.pathname + location.search)
  offered ??= fetch(`${word('palette')}?at=${at}`, { headers: { Accept: 'application/json' }, credentials: 'same-origin' })
    .then(answer => (answer.ok ? answer.json() : []))
    .catch(() => { offered = null; return [] })
  return offered
}

const matching = (items, text) => {
  const wanted = fold(text).split(/\s+/).filter(part => part)
  return items.filter(item => {
    const words = ` ${fold(`${item.label} ${item.words ?? ''}`).replace(/[^\p{L}\p{N}]+/gu, ' ')}`
    return wanted.every(part => words.includes(` ${part}`))
  })
}

async function ask(text, signal) {
  const [all, more] = await Promise.all([choices(), text ? (isOn('jump') ? found(text, signal) : []) : atFirst(signal)])
  const local = [
    { title: word('thisPage'), items: matching(ofThisPage(), text) },
    { title: word('pages'), items: matching(all.filter(item => item.group === 'page'), text) },
    { title: word('actions'), items: matching(all.filter(item => item.group === 'act'), text) },
  ]
  if (!text) return [more[0], local[0], more[1], ...local.slice(1)]
  return [...local.map(group => ({ ...group, items: group.items.slice(0, 6) })), ...more, { title: '', items: [everywhere(text)] }]
}

const ACTS = {
  print: () => window.print(),
  keys: () => document.getElementById('keys').showModal(),
  copy: () => {
    const link = Object.assign(document.createElement('a'), { className: 'visually-hidden', href: location.href })
    link.dataset.copy = location.href
    document.body.append(link)
    link.click()
    setTimeout(() => link.remove(), 3000)
  },
  post: item => [...document.forms].find(form => form.method === 'post' && new URL(form.action).pathname === new URL(item.url, location.href).pathname)?.requestSubmit(),
}
for (const theme of ['light', 'dark', 'auto']) ACTS[`theme-${theme}`] = () => document.querySelector(`.looks a[data-theme-to="${theme}"]`)?.click()

function go(item, newTab) {
  if (item.url && !item.act) return follow(item.url, newTab)
  document.getElementById('palette').close()
  if (item.press) item.press.click()
  else ACTS[item.act]?.(item)
}

export function openPalette() {
  const dialog = document.getElementById('palette')
  if (!dialog || dialog.open || !isOn('palette')) return
  const input = dialog.querySelector('input')
  input.value = ''
  dialog.showModal()
  input.focus()
  box.show()
}

export function setUpPalette() {
  const dialog = document.getElementById('palette')
  if (!dialog) return
  const form = dialog.querySelector('form')
  form.addEventListener('submit', event => event.preventDefault())
  box = combobox(dialog.querySelector('input'), { place: form, wait: 60, eager: true, ask, go, foot: dialog.querySelector('.find-foot') })
  dialog.addEventListener('close', () => box.close())
  dialog.querySelector('[data-palette-close]').addEventListener('click', () => dialog.close())
  const openers = document.querySelectorAll('[data-palette-open]')
  const mac = /Mac|iPhone|iPad/.test(navigator.platform)
  for (const opener of openers) {
    if (mac) opener.querySelector('kbd')?.replaceChildren('⌘ K')
    opener.addEventListener('click', openPalette)
  }
  const show = () => { for (const opener of openers) opener.hidden = !isOn('palette') }
  document.addEventListener('cx:switched', show)
  show()
}
