// Fields that name other entries: what is typed is completed to the entry's short name, which the form sends.
import { suggestions } from './asking.js'
import { combobox } from './combobox.js'
import { isOn } from './switches.js'

const partsOf = text => text.split(',').map(part => part.trim())

function complete(input) {
  input.dataset.ready = 'yes'
  const several = 'several' in input.dataset
  const typed = () => (several ? partsOf(input.value).pop() : input.value.trim())
  const others = () => (several ? partsOf(input.value).slice(0, -1) : [])
  const box = combobox(input, {
    place: input.closest('.field'),
    wait: 80,
    first: true,
    ask: async (_text, signal) => {
      if (!typed()) return []
      const items = await suggestions(typed(), signal, input.dataset.completes)
      const known = new Set(others())
      return [{ title: '', items: items.filter(item => !known.has(item.slug) && item.slug !== input.value.trim()) }]
    },
    go: item => {
      input.value = [...others(), item.slug].join(', ')
      for (const name of ['input', 'change']) input.dispatchEvent(new Event(name, { bubbles: true }))
      box.close()
    },
  })
}

export function setUpReferences() {
  // At the first focus: rows are added while the form is open.
  document.addEventListener('focusin', event => {
    if (event.target.matches('input[data-completes]:not([data-ready])') && isOn('jump')) complete(event.target)
  })
}
