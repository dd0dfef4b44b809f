// As-you-type: the search box offers entries; the palette (Ctrl+K) offers pages and entries.
import { element, later, say } from './page.js'

let made = 0

async function suggestions(url, text) {
  const answer = await fetch(`${url}?q=${encodeURIComponent(text)}`, { headers: { Accept: 'application/json' }, credentials: 'same-origin' })
  return answer.ok ? (await answer.json()).slice(0, 8) : []
}

function pages(text) {
  const wanted = text.toLocaleLowerCase()
  return [...document.querySelectorAll('.rail a')]
    .map(link => ({ label: link.querySelector('.label').textContent, url: link.href, kind: '' }))
    .filter(page => page.label.toLocaleLowerCase().includes(wanted))
}

/** Makes a box a combobox over `source(text)`, a promise of [{label, title, kind, url}]. */
function complete(input, source, fromStart = false) {
  const list = element('ul', { class: 'find-list', role: 'listbox', id: `find-list-${++made}`, 'aria-label': input.getAttribute('aria-label') })
  list.hidden = true
  input.closest('form').append(list)
  for (const [name, value] of Object.entries({ role: 'combobox', 'aria-autocomplete': 'list', 'aria-expanded': 'false', 'aria-controls': list.id })) input.setAttribute(name, value)
  let asked = 0
  let active = -1

  const choose = place => {
    const options = [...list.children]
    active = options.length ? (place + options.length + 1) % (options.length + 1) : -1
    if (active === options.length) active = -1
    options.forEach((option, at) => option.setAttribute('aria-selected', String(at === active)))
    if (active < 0) input.removeAttribute('aria-activedescendant')
    else {
      input.setAttribute('aria-activedescendant', options[active].id)
      options[active].scrollIntoView({ block: 'nearest' })
    }
  }
  const close = () => {
    asked++
    active = -1
    list.hidden = true
    input.setAttribute('aria-expanded', 'false')
    input.removeAttribute('aria-activedescendant')
  }
  const show = async () => {
    const text = input.value.trim()
    if (!fromStart && text.length < 2) return close()
    const mine = ++asked
    const found = await source(text).catch(() => [])
    if (mine !== asked || document.activeElement !== input) return
    list.replaceChildren(...found.map((item, at) => {
      const name = element('span', {}, item.title && item.title !== item.label ? `${item.label} → ${item.title}` : item.label)
      const option = element('li', { role: 'option', id: `${list.id}-${at}`, 'aria-selected': 'false', 'data-url': item.url }, name)
      const kind = item.kind_label ?? item.kind
      if (kind) option.append(element('small', {}, kind))
      return option
    }))
    list.hidden = !found.length
    input.setAttribute('aria-expanded', String(!!found.length))
    choose(fromStart && text && found.length ? 0 : -1)
    if (text) say(found.length ? 'some' : 'none')
  }
  const soon = later(140, show)
  const go = (option, event) => {
    if (event.ctrlKey || event.metaKey) window.open(option.dataset.url, '_blank', 'noopener')
    else location.assign(option.dataset.url)
  }

  input.addEventListener('input', soon)
  input.addEventListener('focus', () => { if (fromStart) show() })
  input.addEventListener('blur', () => setTimeout(() => { if (document.activeElement !== input) close() }, 120))
  input.addEventListener('keydown', event => {
    if (event.isComposing) return
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      if (list.hidden) return void soon()
      event.preventDefault()
      choose(active + (event.key === 'ArrowDown' ? 1 : -1))
    } else if (event.key === 'Enter' && active >= 0 && !list.hidden) {
      event.preventDefault()
      go(list.children[active], event)
    } else if (event.key === 'Escape' && !list.hidden && !fromStart) {
      event.preventDefault()
      event.stopPropagation()
      close()
    }
  })
  list.addEventListener('mousedown', event => event.preventDefault())
  list.addEventListener('click', event => {
    const option = event.target.closest('[role="option"]')
    if (option) go(option, event)
  })
}

export function setUpFinding() {
  const forms = [...document.querySelectorAll('form.find[data-suggest]')]
  for (const form of forms) complete(form.querySelector('input'), text => suggestions(form.dataset.suggest, text))
  const palette = document.querySelector('#palette .find')
  if (!palette || !forms.length) return
  palette.addEventListener('submit', event => event.preventDefault())
  const url = forms[0].dataset.suggest
  complete(palette.querySelector('input'), async text => [...pages(text), ...(text.length > 1 ? await suggestions(url, text).catch(() => []) : [])], true)
}
