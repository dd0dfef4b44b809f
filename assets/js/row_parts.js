// What rows are made of: their names and numbers, a blank one, values carried from one to another.

const numbered = ['name', 'id', 'for', 'value', 'aria-describedby', 'aria-labelledby', 'aria-controls', 'href', 'list', 'data-row-note']

/** Gives everything in `root` that is named `name`-<n> the name `to`. */
export function rename(root, name, to) {
  const pattern = new RegExp(`(?<![\\w-])${name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}-\\d+(?!\\d)`, 'g')
  for (const part of [root, ...root.querySelectorAll('*')]) {
    for (const attribute of numbered) {
      const before = part.getAttribute(attribute)
      if (before === null || (attribute === 'value' && part.localName !== 'button')) continue
      const after = before.replace(pattern, to)
      if (after !== before) part.setAttribute(attribute, after)
    }
  }
}

/** A field the person fills in: no search box of a list of references. */
export const isControl = field => field.type !== 'hidden' && !field.hidden && !field.disabled

/** A row like `row` without its values and errors; nothing without a row. */
export function blankOf(row) {
  if (!row) return null
  const blank = row.cloneNode(true)
  for (const part of blank.querySelectorAll('.error, .stale')) part.remove()
  for (const part of blank.querySelectorAll('.wrong')) part.classList.remove('wrong')
  for (const part of blank.querySelectorAll('[data-ready]')) delete part.dataset.ready
  for (const part of blank.querySelectorAll('[data-titles]')) part.dataset.titles = '[]'
  for (const part of blank.querySelectorAll('[data-row-title]')) part.textContent = part.dataset.blank
  for (const part of blank.querySelectorAll('[data-row-note]')) part.textContent = ''
  for (const field of blank.querySelectorAll('input, select, textarea')) {
    field.removeAttribute('aria-invalid')
    if (field.type === 'checkbox' || field.type === 'radio') {
      field.removeAttribute('checked')
      field.checked = false
    } else if (field.localName === 'select') {
      field.querySelectorAll('option[selected]').forEach(option => option.removeAttribute('selected'))
      field.selectedIndex = 0
    } else if (field.localName === 'textarea') {
      field.defaultValue = ''
      field.value = ''
    } else {
      field.setAttribute('value', '')
      field.value = ''
    }
  }
  return blank
}

/** Carries the values of those fields of `from` that are wanted into the same fields of `to`; never what tells rows apart. */
export function transfer(from, to, wanted) {
  const bare = name => name.replace(/-\d+-/, '-0-')
  const places = new Map([...to.querySelectorAll('[name]')].map(field => [bare(field.name), field]))
  for (const field of from.querySelectorAll('input, select, textarea')) {
    const place = field.name && places.get(bare(field.name))
    if (!place || /-key$/.test(field.name) || !wanted(field)) continue
    if (field.type === 'checkbox' || field.type === 'radio') place.checked = field.checked
    else place.value = field.value
    if (field.dataset.titles) place.dataset.titles = field.dataset.titles
  }
}
