// Repeatable rows: added, copied, split and moved without a round trip; names and ids are numbered in order.
// Without this script the same buttons submit add=<list>, after|copy|remove|up|down=<list>-<n>.
import { dragging } from './dragging.js'
import { setUpEditors } from './editors.js'
import { setUpReferences } from './references.js'
import { blankOf, isControl, rename, transfer } from './row_parts.js'

export function setUpRows(box) {
  const list = box.querySelector('[data-rows-list]')
  const voice = box.querySelector('[data-rows-say]')
  const undo = box.querySelector('[data-rows-undo]')
  const folds = box.querySelector('[data-folds]')
  const name = box.dataset.rows
  const rows = () => [...list.querySelectorAll(':scope > [data-row]')]
  const blank = blankOf(rows()[0])

  function number() {
    const all = rows()
    all.forEach((row, at) => {
      rename(row, name, `${name}-${at}`)
      for (const place of row.querySelectorAll('[data-row-number]')) place.textContent = at + 1
      for (const button of row.querySelectorAll('[data-row-act]')) {
        for (const attribute of ['aria-label', 'title']) button.setAttribute(attribute, button.getAttribute(attribute).replace(/\d+(?!.*\d)/, at + 1))
      }
      const [up, down] = [row.querySelector('[data-row-act="up"]'), row.querySelector('[data-row-act="down"]')]
      if (up) up.disabled = at === 0
      if (down) down.disabled = at === all.length - 1
    })
    const none = box.querySelector('[data-rows-empty]')
    if (none) none.hidden = all.length > 0
    if (list.localName === 'tbody') list.parentElement.hidden = !all.length
    if (folds) folds.hidden = all.length < 2
    box.dispatchEvent(new CustomEvent('cx:changed', { bubbles: true }))
  }
  const titleOf = row => row.querySelector('[data-row-title]')?.textContent ?? [...row.querySelectorAll('input')].find(field => isControl(field) && field.value)?.value ?? ''
  const tell = (what, row) => {
    const at = row?.isConnected ? ` ${rows().indexOf(row) + 1} / ${rows().length}` : ''
    if (voice) voice.textContent = `${voice.dataset[what]}${at}${row ? `: ${titleOf(row)}` : ''}`
  }

  function put(after, fill) {
    const fresh = blank.cloneNode(true)
    rename(fresh, name, `${name}-${rows().length}`)
    fill?.(fresh)
    fresh.classList.add('fresh')
    if (after) after.after(fresh)
    else list.append(fresh)
    number()
    setUpEditors(fresh)
    setUpReferences(fresh)
    retitle(fresh)
    const fold = fresh.querySelector('details')
    if (fold) fold.open = true
    ;[...fresh.querySelectorAll('input, select, textarea')].find(field => isControl(field) && field.checkVisibility() && !(fill && field.value))?.focus()
    return fresh
  }
  function remove(row) {
    const before = row.previousElementSibling
    const next = row.nextElementSibling ?? before
    if (undo) {
      undo.querySelector('[data-rows-gone]').textContent = `${voice.dataset.removed}: ${titleOf(row) || '–'}`
      undo.hidden = false
      undo.querySelector('button').onclick = () => {
        undo.hidden = true
        if (before?.isConnected) before.after(row)
        else list.prepend(row)
        number()
        row.querySelector('[data-row-act="remove"]').focus()
        tell('back', row)
      }
    }
    tell('removed', row)
    row.remove()
    number()
    ;(next?.querySelector('[data-row-act="remove"]') ?? box.querySelector('[data-row-act="add"]'))?.focus()
  }
  function move(row, up) {
    if (up) row.previousElementSibling?.before(row)
    else row.nextElementSibling?.after(row)
    number()
    tell('moved', row)
  }
  /** What stands behind the caret of the field written in last becomes a row of its own, by the same person at the same place. */
  function split(row) {
    const field = row.lastWritten
    if (!field || field.selectionStart === null) return
    const [first, second] = [field.value.slice(0, field.selectionStart).trimEnd(), field.value.slice(field.selectionStart).trimStart()]
    if (!second) return
    const fresh = put(row, made => {
      transfer(row, made, part => part === row.querySelector('select') || part.matches('[data-titles]'))
      const place = made.querySelector(`[name="${CSS.escape(field.name.replace(/-\d+-/, `-${rows().length}-`))}"]`)
      if (place) place.value = second
    })
    field.value = first
    field.dispatchEvent(new Event('input', { bubbles: true }))
    tell('split', fresh)
  }

  const acts = {
    add: () => tell('added', put(null)),
    after: row => tell('added', put(row)),
    copy: row => tell('copied', put(row, made => transfer(row, made, () => true))),
    remove,
    up: (row, button) => stay(row, button, true),
    down: (row, button) => stay(row, button, false),
    split,
  }
  function stay(row, button, up) {
    move(row, up)
    ;(button.disabled ? row.querySelector(`[data-row-act="${up ? 'down' : 'up'}"]`) : button)?.focus()
  }

  box.addEventListener('click', event => {
    const button = event.target.closest('[data-row-act]')
    if (!button || button.closest('[data-rows]') !== box) return
    if (!blank && ['add', 'after', 'copy'].includes(button.dataset.rowAct)) return
    event.preventDefault()
    acts[button.dataset.rowAct](button.closest('[data-row]'), button)
  })
  box.addEventListener('keydown', event => {
    if (!event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || !['ArrowUp', 'ArrowDown'].includes(event.key)) return
    const row = event.target.closest('[data-row]')
    if (!row || event.target.localName === 'select') return
    event.preventDefault()
    const held = document.activeElement
    move(row, event.key === 'ArrowUp')
    held.focus()
    row.scrollIntoView({ block: 'nearest' })
  })
  box.addEventListener('focusin', event => {
    const row = event.target.closest('[data-row]')
    if (row && event.target.matches('textarea, input[data-most]')) row.lastWritten = event.target
  })

  // Who has no title of its own is called as the entry it names.
  function entryOf(row) {
    const field = box.dataset.rowsElse && row.querySelector(`input[name$="-${box.dataset.rowsElse}"]`)
    return field?.value && new Map(JSON.parse(field.dataset.titles || '[]')).get(field.value)
  }

  function retitle(row) {
    const title = row.querySelector('[data-row-title]')
    if (!title) return
    const names = [...row.querySelectorAll('input')].filter(field => field.name.endsWith(`-${box.dataset.rowsTitle}`) || field.name.endsWith(`-${box.dataset.rowsTitle}_en`))
    title.textContent = names.find(field => field.lang === document.documentElement.lang && field.value)?.value || names.find(field => field.value)?.value || entryOf(row) || title.dataset.blank
    const note = row.querySelector('[data-row-note]')
    const choice = note && row.querySelector(`select[name="${CSS.escape(note.dataset.rowNote)}"]`)
    if (choice) note.textContent = choice.value ? choice.selectedOptions[0].textContent : ''
  }
  if (box.dataset.rowsTitle) list.addEventListener('input', event => retitle(event.target.closest('[data-row]')))
  for (const [selector, open] of [['[data-unfold-all]', true], ['[data-fold-all]', false]]) {
    box.querySelector(selector)?.addEventListener('click', () => { for (const fold of list.querySelectorAll('details.row-fold')) fold.open = open })
  }
  dragging(box, list, row => {
    number()
    tell('moved', row)
  })
}
