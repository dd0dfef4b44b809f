// What was filled in: undone and redone here, planned on the server in portions. Only what changed travels.
import { later, token } from './page.js'

const PAUSE = 300
const AGAIN = 3000
const KEPT = 'cxwiki-matrix'
const MOST_KEPT = 200

export class Sending {
  #known = new Map() // cell → letters the server knows as wished
  #wanted = new Map() // cell → letters wished here and not yet confirmed
  #underway = false
  #done = []
  #undone = []

  /** `table`: data-fill says where to; `shown(answer, isWaiting)` and `lost(why)` tell the page. */
  constructor(table, shown, lost) {
    this.table = table
    this.shown = shown
    this.lost = lost
    this.soon = later(PAUSE, () => this.#send())
    addEventListener('pagehide', () => this.#send(true))
    this.#recall()
  }

  /** One act: [{row, column, was, now}]. */
  add(changes) {
    this.#done.push(changes)
    this.#undone = []
    this.#plan(changes)
  }

  undo() { return this.#turn(this.#done, this.#undone) }
  redo() { return this.#turn(this.#undone, this.#done) }

  /** Without a place in the undo list: chosen in a dialog. */
  plan(changes) { this.#plan(changes) }

  #turn(from, to) {
    const changes = from.pop()?.map(each => ({ ...each, was: each.now, now: each.was }))
    if (!changes) return null
    to.push(changes)
    this.#plan(changes)
    return changes
  }

  #plan(changes) {
    for (const { row, column, was, now } of changes) {
      const key = `${row} ${column}`
      if (!this.#known.has(key)) this.#known.set(key, was)
      this.#wanted.set(key, now)
    }
    this.#keep()
    this.soon()
  }

  async #send(leaving = false) {
    if (this.#underway && !leaving) return
    const sent = [...this.#wanted].filter(([key, now]) => now !== this.#known.get(key))
    if (!sent.length) return
    this.#underway = true
    const changes = sent.map(([key, now]) => [...key.split(' '), this.#known.get(key), now])
    const headers = { 'Content-Type': 'application/json', Accept: 'application/json', 'X-CSRFToken': token() }
    try {
      const answer = await fetch(this.table.dataset.fill, { method: 'POST', headers, body: JSON.stringify({ changes }), keepalive: leaving })
      if (answer.status >= 500) throw new Error(String(answer.status))
      if (!answer.ok) return this.lost((await answer.json().catch(() => ({}))).detail ?? '') // signed out, say: trying again does not help
      this.#take(await answer.json(), sent)
      if ([...this.#wanted].length) this.soon()
    } catch {
      this.lost('')
      setTimeout(() => this.soon(), AGAIN)
    } finally {
      this.#underway = false
    }
  }

  // What was changed again meanwhile stays as it is here; it is sent next.
  #take(answer, sent) {
    for (const [key, now] of sent) {
      this.#known.delete(key)
      if (this.#wanted.get(key) === now) this.#wanted.delete(key)
      else this.#known.set(key, now)
    }
    this.shown(answer, (row, column) => this.#wanted.has(`${row} ${column}`))
  }

  // The list outlives a reload, as long as something is planned.
  #keep() {
    this.#done = this.#done.slice(-MOST_KEPT)
    try { sessionStorage.setItem(KEPT, JSON.stringify([this.#done, this.#undone.slice(-MOST_KEPT)])) } catch { /* a list of this page only, then */ }
  }

  #recall() {
    if (document.querySelector('[data-planned="0"]')) return sessionStorage.removeItem(KEPT)
    try { [this.#done, this.#undone] = JSON.parse(sessionStorage.getItem(KEPT) ?? '[[],[]]') } catch { /* nothing kept */ }
  }
}
