// Repeatable rows: add, remove and move without a round trip; names and ids are numbered in order.
// Without this script the same buttons submit add=<list>, remove|up|down=<list>-<n>.
import { setUpEditors } from './editors.js'

export function setUpRows(box) {
  const list = box.querySelector(':scope > [data-rows-list]')
  const voice = box.querySelector(':scope > [data-rows-say]')
  const rows = () => [...list.querySelectorAll(':scope > [data-row]')]
  const blank = rows()[0]?.cloneNode(true)
  const blankName = box.dataset.rows
  if (blank) empty(blank)

  const numbered = ['name', 'id', 'for', 'value', 'aria-describedby', 'aria-labelledby', 'aria-controls', 'href', 'data-rows']
  const rename = (root, name, to) => {
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
  function number() {
    const all = rows()
    all.forEach((row, at) => {
      rename(row, box.dataset.rows, `${box.dataset.rows}-${at}`)
      for (const place of row.querySelectorAll(':scope > legend [data-row-number], :scope > details > summary [data-row-number]')) place.textContent = at + 1
      for (const button of row.querySelectorAll(':scope > .row-tools > button')) button.setAttribute('aria-label', button.getAttribute('aria-label').replace(/\d+(?!.*\d)/, at + 1))
      const [up, down] = [row.querySelector('[data-row-up]'), row.querySelector('[data-row-down]')]
      if (up) up.disabled = at === 0
      if (down) down.disabled = at === all.length - 1
    })
    const none = box.querySelector(':scope > [data-rows-empty]')
    if (none) none.hidden = all.length > 0
    box.dispatchEvent(new CustomEvent('cx:changed', { bubbles: true }))
  }
  const tell = (what, more = '') => { if (voice) voice.textContent = `${voice.dataset[what]} ${more}` }

  box.addEventListener('click', event => {
    const button = event.target.closest('button')
    if (!button || button.closest('[data-rows]') !== box) return
    const row = button.closest('[data-row]')
    if (button.hasAttribute('data-row-add') && blank) {
      event.preventDefault()
      const fresh = blank.cloneNode(true)
      rename(fresh, blankName, `${box.dataset.rows}-${rows().length}`)
      fresh.classList.add('fresh')
      const fold = fresh.querySelector(':scope > details')
      if (fold) fold.open = true
      list.append(fresh)
      number()
      setUpEditors(fresh)
      for (const inner of fresh.querySelectorAll('[data-rows]')) setUpRows(inner)
      fresh.querySelector('.row-fields :is(input:not([type="hidden"]), select, textarea)')?.focus()
      tell('added', rows().length)
    } else if (button.hasAttribute('data-row-remove')) {
      event.preventDefault()
      const next = row.nextElementSibling ?? row.previousElementSibling
      row.remove()
      number()
      ;(next?.querySelector('[data-row-remove]') ?? box.querySelector(':scope > .rows-foot [data-row-add]'))?.focus()
      tell('removed')
    } else if (button.hasAttribute('data-row-up') || button.hasAttribute('data-row-down')) {
      event.preventDefault()
      const up = button.hasAttribute('data-row-up')
      if (up) row.previousElementSibling?.before(row)
      else row.nextElementSibling?.after(row)
      number()
      ;(button.disabled ? row.querySelector(up ? '[data-row-down]' : '[data-row-up]') : button)?.focus()
      tell('moved', rows().indexOf(row) + 1)
    }
  })

  const titled = box.dataset.rowsTitle
  if (titled) {
    list.addEventListener('input', event => {
      const row = event.target.closest('[data-row]')
      const title = row?.querySelector('[data-row-title]')
      const names = [...row?.querySelectorAll('input') ?? []].filter(field => field.name.endsWith(`-${titled}`) || field.name.endsWith(`-${titled}_en`))
      if (title && names.includes(event.target)) title.textContent = names.find(field => field.lang === document.documentElement.lang && field.value)?.value || names.find(field => field.value)?.value || title.dataset.blank
    })
  }

  list.addEventListener('pointerdown', event => {
    const grip = event.target.closest('[data-row-grip]')
    if (!grip || grip.closest('[data-rows]') !== box || event.button !== 0) return
    event.preventDefault()
    const row = grip.closest('[data-row]')
    row.classList.add('dragging')
    grip.setPointerCapture(event.pointerId)
    const move = moved => {
      const before = row.previousElementSibling
      const after = row.nextElementSibling
      const middle = part => part.getBoundingClientRect().top + part.offsetHeight / 2
      if (before && moved.clientY < middle(before)) before.before(row)
      else if (after && moved.clientY > middle(after)) after.after(row)
    }
    const end = () => {
      grip.removeEventListener('pointermove', move)
      row.classList.remove('dragging')
      number()
      tell('moved', rows().indexOf(row) + 1)
    }
    grip.addEventListener('pointermove', move)
    grip.addEventListener('lostpointercapture', end, { once: true })
  })
}

/** Takes the values and the errors out of a row. */
function empty(row) {
  for (const part of row.querySelectorAll('.error, .stale')) part.remove()
  for (const part of row.querySelectorAll('[data-ready]')) delete part.dataset.ready
  for (const part of row.querySelectorAll('[data-row-title]')) part.textContent = part.dataset.blank
  for (const field of row.querySelectorAll('input, select, textarea')) {
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
  for (const inner of row.querySelectorAll('[data-rows-list]')) inner.querySelectorAll(':scope > [data-row]').forEach((each, at) => { if (at) each.remove() })
}
