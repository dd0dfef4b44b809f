// The matrix: filled in by keyboard. One listener for the whole table; no act touches more cells than it changes.
import { draw, LETTERS, told, wished } from './matrix_cells.js'
import { Selection } from './matrix_selection.js'
import { Sending } from './matrix_sending.js'
import { element, say } from './page.js'

const narrow = matchMedia('(max-width: 47.99rem)')

class Matrix {
  constructor(table) {
    this.table = table
    this.words = JSON.parse(table.dataset.words)
    this.heads = [...table.tHead.rows[table.tHead.rows.length - 1].cells].slice(1)
    this.columns = this.heads.map(head => head.dataset.c)
    this.readOnly = table.ariaReadOnly === 'true'
    this.selection = new Selection(table)
    this.sending = new Sending(table, (answer, isWaiting) => this.show(answer, isWaiting), why => this.complain(why ? `${this.words.unkept} ${why}` : this.words.lost))
    if (narrow.matches) return
    for (const link of table.tBodies[0].querySelectorAll('th a')) link.tabIndex = -1
    table.addEventListener('keydown', event => this.key(event))
    table.addEventListener('pointerdown', event => this.press(event))
    table.addEventListener('pointerover', event => this.drag(event))
    table.addEventListener('dblclick', event => event.target.closest('tbody td') && this.open())
    table.addEventListener('focusin', event => this.focused(event))
  }

  focused({ target }) {
    if (target.localName === 'td' && target !== this.selection.holder) this.selection.go(...Object.values(this.selection.at(target)))
    else if (target === this.selection.holder && !this.selection.current) this.selection.go(...Object.values(this.selection.at(target)))
  }

  press(event) {
    const cell = event.target.closest('tbody td')
    if (!cell || event.button !== 0) return
    const { row, column } = this.selection.at(cell)
    event.preventDefault()
    this.selection.go(row, column, event.shiftKey)
    this.isDragging = event.pointerType === 'mouse'
    addEventListener('pointerup', () => { this.isDragging = false }, { once: true })
  }

  drag(event) {
    const cell = this.isDragging && event.target.closest('tbody td')
    if (!cell) return
    const { row, column } = this.selection.at(cell)
    this.selection.go(row, column, true)
  }

  key(event) {
    const cell = event.target.closest('td')
    if (!cell) return this.inHead(event)
    const acts = event.ctrlKey || event.metaKey ? this.#command(event) : this.#plain(event)
    if (!acts || event.altKey) return
    event.preventDefault()
    event.stopPropagation()
    acts()
  }

  // The links of a row's head are reached from its first cell with the arrow to the left.
  inHead(event) {
    const link = event.target.closest('tbody th a')
    if (!link || !['ArrowRight', 'ArrowLeft'].includes(event.key)) return
    event.preventDefault()
    const links = [...link.parentElement.querySelectorAll('a')]
    const next = links[links.indexOf(link) + (event.key === 'ArrowRight' ? 1 : -1)]
    if (next) next.focus()
    else if (event.key === 'ArrowRight') this.selection.go(link.closest('tr').sectionRowIndex, 0)
  }

  #command({ key, shiftKey }) {
    const { rows, columns } = this.selection
    const name = key.toLowerCase()
    if (name === 'z') return () => this.turn(shiftKey ? 'redo' : 'undo')
    if (name === 'y') return () => this.turn('redo')
    if (key === 'Home') return () => this.selection.go(0, 0, shiftKey)
    if (key === 'End') return () => this.selection.go(rows.length - 1, columns - 1, shiftKey)
    return null
  }

  #plain({ key, shiftKey }) {
    const { row, column } = this.selection.current ?? { row: 0, column: 0 }
    const page = Math.max(1, Math.floor(this.table.parentElement.clientHeight / this.selection.holder.offsetHeight) - 3)
    const go = (r, c) => () => this.selection.go(r, c, shiftKey)
    switch (key) {
      case 'ArrowUp': return go(row - 1, column)
      case 'ArrowDown': return go(row + 1, column)
      case 'ArrowRight': return go(row, column + 1)
      case 'ArrowLeft': return column === 0 && !shiftKey ? () => [...this.selection.rows[row].cells[0].querySelectorAll('a')].at(-1).focus() : go(row, column - 1)
      case 'Home': return go(row, 0)
      case 'End': return go(row, this.selection.columns - 1)
      case 'PageUp': return go(row - page, column)
      case 'PageDown': return go(row + page, column)
      case 'Enter': case 'F2': return () => this.open()
      case 'Escape': return () => this.selection.clear()
      case 'Delete': case 'Backspace': case ' ': return () => this.fill('', false)
    }
    const letter = key.length === 1 ? key.toUpperCase() : ''
    return LETTERS.includes(letter) && letter ? () => this.fill(letter, shiftKey) : null
  }

  fill(letter, adds) {
    const cells = this.selection.cells
    const open = cells.filter(cell => !this.readOnly && !cell.parentElement.classList.contains('ro'))
    if (!open.length) return this.complain(this.words.fixed)
    const may = open.filter(cell => letter !== 'A' || !this.head(cell).hasAttribute('data-many'))
    if (!may.length) return open.length === 1 && this.head(open[0]).dataset.c.startsWith('d') ? this.open() : this.complain(this.words.person)
    this.quiet()
    const changes = new Map()
    for (const cell of may) {
      const was = wished(cell)
      const now = adds ? LETTERS.split('').filter(each => each === letter || was.includes(each)).join('') : letter
      if (letter === 'A') this.#moved(cell, changes)
      if (now !== was) this.#put(cell, was, now, changes)
    }
    if (changes.size) this.sending.add([...changes.values()])
    say('matrix', cells.length > 1 ? `${letter || this.words.empty}, ${this.words.cells.replace('#', may.length)}` : told(cells[0], this.words))
  }

  // One alone is accountable: who was planned before is not any more.
  #moved(cell, changes) {
    for (const mark of cell.parentElement.querySelectorAll('i.A.p')) {
      const other = mark.closest('td')
      if (other !== cell) this.#put(other, wished(other), wished(other).replace('A', ''), changes)
    }
  }

  #put(cell, was, now, changes) {
    const key = { row: cell.parentElement.dataset.r, column: this.columns[cell.cellIndex - 1] }
    draw(cell, now, this.words)
    cell.classList.remove('no')
    const before = changes.get(cell)
    changes.set(cell, { ...key, was: before?.was ?? was, now })
  }

  turn(way) {
    const changes = this.sending[way]()
    if (!changes) return say('matrix', this.words.nothing)
    for (const { row, column, now } of changes) {
      const cell = this.find(row, column)
      if (cell) draw(cell, now, this.words)
    }
    const first = this.find(changes[0].row, changes[0].column)
    if (first) this.selection.go(...Object.values(this.selection.at(first)))
    say('matrix', way === 'undo' ? this.words.undone : this.words.redone)
  }

  head(cell) { return this.heads[cell.cellIndex - 1] }

  find(row, column) {
    const place = this.columns.indexOf(column)
    return place < 0 ? null : this.table.querySelector(`tr[data-r="${CSS.escape(row)}"]`)?.cells[place + 1] ?? null
  }

  show({ cells, rows, refused, bar }, isWaiting) {
    for (const [row, column, html] of cells) {
      const cell = isWaiting(row, column) ? null : this.find(row, column)
      if (cell) cell.innerHTML = html
    }
    for (const [row, html] of rows) {
      const place = this.table.querySelector(`tr[data-r="${CSS.escape(row)}"] .mx-gaps`)
      if (place && place.innerHTML !== html) place.innerHTML = html
    }
    for (const [row, column, message] of refused) {
      const cell = this.find(row, column)
      if (!cell) continue
      cell.classList.add('no')
      cell.title = message
    }
    if (refused.length) this.complain(`${this.words.unkept} ${[...new Set(refused.map(each => each[2]))].join(' ')}`)
    document.querySelector('.mx-bar').innerHTML = bar
  }

  async open() {
    const cell = this.selection.holder
    const dialog = document.getElementById('mx-cell')
    const url = new URL(this.table.dataset.cell, location.href)
    url.searchParams.set('row', cell.parentElement.dataset.r)
    url.searchParams.set('column', this.columns[cell.cellIndex - 1])
    const answer = await fetch(url, { headers: { 'HX-Request': 'true' } }).catch(() => null)
    if (!answer?.ok) return this.complain(this.words.lost)
    dialog.innerHTML = await answer.text()
    dialog.onsubmit = event => this.#choose(event, dialog)
    dialog.onclose = () => cell.focus()
    dialog.showModal()
    dialog.querySelector('select, a, button')?.focus()
  }

  #choose(event, dialog) {
    const form = event.target.closest('.mx-could')
    if (!form) return
    event.preventDefault()
    const was = form.elements.holder.selectedOptions[0].dataset.was
    this.sending.add([{ row: form.dataset.row, column: form.elements.holder.value, was, now: was.includes('A') ? was : `A${was}` }])
    dialog.close()
  }

  complain(text) {
    this.quiet()
    this.table.parentElement.after(element('p', { class: 'mx-said', role: 'alert' }, text))
  }

  quiet() { document.querySelector('.mx-said')?.remove() }
}

function setUp() {
  const table = document.querySelector('[data-matrix]:not([data-ready])')
  if (!table) return
  table.dataset.ready = ''
  new Matrix(table)
}

setUp()
addEventListener('pageshow', event => event.persisted && location.reload()) // what was planned may have been sent meanwhile
document.addEventListener('htmx:afterSettle', setUp)
