// Which cell has the focus, which are selected: a rectangle from where the selection began to the focus.
export class Selection {
  #marked = new Set()
  #from = null

  constructor(table) {
    this.table = table
    this.rows = table.tBodies[0].rows
    this.columns = table.tHead.rows[table.tHead.rows.length - 1].cells.length - 1
    this.current = null
    const first = this.cell(0, 0)
    if (first) first.tabIndex = 0
    this.holder = first
  }

  cell(row, column) { return this.rows[row]?.cells[column + 1] ?? null }

  at(cell) { return { row: cell.parentElement.sectionRowIndex, column: cell.cellIndex - 1 } }

  /** Puts the focus on a cell; `extend` keeps where the selection began. */
  go(row, column, extend = false) {
    row = Math.min(Math.max(row, 0), this.rows.length - 1)
    column = Math.min(Math.max(column, 0), this.columns - 1)
    const cell = this.cell(row, column)
    if (cell !== this.holder) {
      this.holder?.removeAttribute('tabindex')
      cell.tabIndex = 0
      this.holder = cell
    }
    if (!extend || !this.#from) this.#from = { row, column }
    this.current = { row, column }
    this.#mark()
    if (document.activeElement !== cell) cell.focus()
  }

  clear() {
    if (this.current) this.go(this.current.row, this.current.column)
  }

  get cells() { return this.#marked.size ? [...this.#marked] : [this.holder] }

  #mark() {
    const wanted = new Set()
    const { row, column } = this.current
    const from = this.#from
    if (row !== from.row || column !== from.column) {
      for (let r = Math.min(row, from.row); r <= Math.max(row, from.row); r++) {
        for (let c = Math.min(column, from.column); c <= Math.max(column, from.column); c++) wanted.add(this.cell(r, c))
      }
    }
    for (const cell of this.#marked) if (!wanted.has(cell)) cell.removeAttribute('aria-selected')
    for (const cell of wanted) if (!this.#marked.has(cell)) cell.setAttribute('aria-selected', 'true')
    this.#marked = wanted
  }
}
