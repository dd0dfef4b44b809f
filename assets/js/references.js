// Fields that name other entries, departments or functions: titles as chips that can be taken out, and a box to find
// more. The field itself keeps the short names, goes out of sight and is what the form sends.
import { suggestions } from './asking.js'
import { combobox } from './combobox.js'
import { element } from './page.js'
import { isOn } from './switches.js'
import { fold, picture } from './wording.js'

const MOST = 12
const partsOf = text => text.split(',').map(part => part.trim()).filter(Boolean)

function chipped(input) {
  input.dataset.ready = 'yes'
  const several = 'several' in input.dataset
  const any = 'any' in input.dataset
  const titles = new Map(JSON.parse(input.dataset.titles || '[]'))
  const chosen = partsOf(input.value)
  const label = document.querySelector(`label[for="${CSS.escape(input.id)}"]`)
  const search = element('input', { class: 'chip-search', type: 'text', autocomplete: 'off', spellcheck: 'false', placeholder: input.dataset.find, id: `${input.id}-search`, 'data-made': '' })
  for (const name of ['aria-describedby', 'aria-invalid']) if (input.hasAttribute(name)) search.setAttribute(name, input.getAttribute(name))
  const chips = element('ul', { class: 'chip-list' })
  const frame = element('div', { class: 'form-control chip-field', 'data-made': '' }, chips, search)
  input.hidden = true
  input.after(frame)
  if (label) label.htmlFor = search.id
  frame.addEventListener('click', event => { if (event.target === frame || event.target === chips) search.focus() })

  function write() {
    input.value = chosen.join(', ')
    input.dataset.titles = JSON.stringify([...titles])
    for (const name of ['input', 'change']) input.dispatchEvent(new Event(name, { bubbles: true }))
    draw()
  }
  function draw() {
    chips.replaceChildren(...chosen.map((slug, at) => {
      const title = titles.get(slug)
      const out = element('button', { type: 'button', 'aria-label': `${input.dataset.remove}: ${title ?? slug}` }, picture('x-lg'))
      out.addEventListener('click', () => {
        chosen.splice(at, 1)
        write()
        ;(chips.querySelectorAll('button')[at] ?? chips.querySelector('li:last-child button') ?? search).focus()
      })
      return element('li', { class: title ? 'chip-entry' : 'chip-entry unknown' }, element('span', {}, title ?? slug), out)
    }))
    chips.hidden = !chosen.length
    search.hidden = !several && chosen.length > 0
    search.placeholder = chosen.length ? '' : input.dataset.find
  }
  function take(item) {
    const value = any ? `${item.kind}:${item.slug}` : item.slug
    if (!several) chosen.length = 0
    if (!chosen.includes(value)) chosen.push(value)
    titles.set(value, item.title || item.label)
    search.value = ''
    box.close()
    write()
    ;(several ? search : chips.querySelector('button')).focus()
  }
  const box = combobox(search, { place: frame, wait: 80, first: true, eager: false, ask: (text, signal) => offers(input, text, signal, chosen), go: take })
  search.addEventListener('keydown', event => {
    if (event.key === 'Backspace' && !search.value && chosen.length) {
      chosen.pop()
      write()
    } else if (event.key === 'Enter' && search.value) event.preventDefault()
  })
  // What was typed and not chosen is not lost: the server takes titles, too.
  search.addEventListener('change', () => {
    const typed = search.value.trim()
    setTimeout(() => {
      if (!typed || search.value.trim() !== typed || frame.contains(document.activeElement)) return
      chosen.push(...partsOf(typed))
      search.value = ''
      write()
    }, 200)
  })
  draw()
}

async function offers(input, text, signal, chosen) {
  if (!text) return []
  const items = input.list ? listed(input.list, text) : await suggestions(text, signal, input.dataset.completes)
  return [{ title: '', items: items.filter(item => !chosen.includes(item.slug)) }]
}

const listed = (list, text) => [...list.options].map(option => ({ slug: option.value, label: option.label }))
  .filter(item => fold(item.label).includes(fold(text)) || item.slug.includes(text)).slice(0, MOST)

export function setUpReferences(root) {
  if (!isOn('jump')) return
  for (const input of root.querySelectorAll('input[data-titles]:not([data-ready])')) chipped(input)
}
