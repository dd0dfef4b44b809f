// The search boxes: what may be meant while somebody types. Without this script, or switched off, they are plain forms.
import { suggestions } from './asking.js'
import { combobox, follow } from './combobox.js'
import { recent, setUpRecent } from './recent.js'
import { isOn } from './switches.js'
import { word } from './wording.js'

/** What is offered before anything is typed: entries read lately, then what the person watches. */
export async function atFirst(signal) {
  const visited = recent().slice(0, 5)
  const watched = document.querySelector('meta[name="csrf-token"]') ? await suggestions('', signal).catch(() => []) : []
  const seen = new Set(visited.map(item => item.url))
  return [{ title: word('recent'), items: visited }, { title: word('watched'), items: watched.filter(item => !seen.has(item.url)).slice(0, 5) }]
}

/** What the server finds, people apart. */
export async function found(text, signal) {
  const items = await suggestions(text, signal)
  const people = items.filter(item => item.kind === 'person')
  return [{ title: word('entries'), items: items.filter(item => item.kind !== 'person') }, { title: word('people'), items: people }]
}

/** The way to the page of results, which looks into every text. */
export const everywhere = text => ({
  label: word('everywhere').replace('{text}', text), icon: 'search', plain: true,
  url: `${document.querySelector('form.find[data-suggest]').action}?q=${encodeURIComponent(text)}`,
})

function setUpBox(form) {
  const input = form.querySelector('input')
  const box = combobox(input, {
    place: form,
    wait: 80,
    ask: async (text, signal) => {
      if (!text) return atFirst(signal)
      const groups = await found(text, signal)
      return [...groups, { title: '', items: [everywhere(text)] }]
    },
    go: (item, newTab) => follow(item.url, newTab),
  })
  // Reached by Tab the box stays quiet: a list that opens by itself would be in the way.
  input.addEventListener('click', () => { if (input.getAttribute('aria-expanded') === 'false') box.show() })
}

/** A box with something in it has a way to empty it; the way to the palette makes room. */
function setUpClear(form) {
  const input = form.querySelector('input')
  const button = form.querySelector('.find-clear')
  if (!button) return
  const show = () => { button.hidden = !input.value }
  input.addEventListener('input', show)
  button.addEventListener('click', () => {
    input.value = ''
    input.dispatchEvent(new Event('input', { bubbles: true }))
    input.focus()
  })
  show()
}

/** On the home page the box in the head comes when the large one leaves the window. */
function setUpHero() {
  const large = document.querySelector('.home .hero .find')
  if (!large) return
  const bar = document.querySelector('.top').offsetHeight
  new IntersectionObserver(
    ([seen]) => document.body.classList.toggle('past-hero', !seen.isIntersecting), { rootMargin: `-${bar}px 0px 0px` },
  ).observe(large)
}

export function setUpFinding() {
  setUpHero()
  document.querySelectorAll('form.find').forEach(setUpClear)
  setUpRecent(isOn('jump'))
  if (isOn('jump')) for (const form of document.querySelectorAll('form.find[data-suggest]')) setUpBox(form)
}
