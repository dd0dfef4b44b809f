// The board of tasks: cards moved with mouse or finger (SortableJS) and with the keyboard from their grip. After each
// move the server sends the columns as they are now, so that what others did meanwhile is seen, too. Without this
// script every card has a menu with the same moves.
import Sortable from 'sortablejs'
import { token } from './page.js'

const board = document.querySelector('[data-board]')
if (board) setUpBoard(board)

function setUpBoard(box) {
  const body = box.querySelector('[data-kb-body]')
  const voice = box.querySelector('[data-kb-say]')
  const isOrdered = 'kbOrdered' in box.dataset
  const lists = () => [...body.querySelectorAll('[data-kb-list]')]
  const cards = list => [...list.querySelectorAll(':scope > [data-card-id]')]
  const nameOf = list => list.closest('section').querySelector('[data-kb-name]').textContent
  const tell = (words, parts = {}) => {
    voice.textContent = words.replace(/\{(\w+)\}/g, (_, name) => parts[name] ?? '')
  }
  const placeOf = card => {
    const list = card.parentElement
    return { column: nameOf(list), place: cards(list).indexOf(card) + 1, all: cards(list).length }
  }
  const sortables = []
  let picked = null

  function begin() {
    for (const each of sortables.splice(0)) each.destroy()
    for (const grip of body.querySelectorAll('[data-kb-grip]')) grip.hidden = false
    for (const list of lists()) {
      sortables.push(Sortable.create(list, {
        group: 'tasks', draggable: '[data-card-id]:has([data-kb-grip])', filter: 'details', preventOnFilter: false,
        delay: 120, delayOnTouchOnly: true, animation: matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 120,
        sort: isOrdered, onEnd: ({ item, from, oldIndex, newIndex }) => {
          if (item.parentElement !== from || oldIndex !== newIndex) send(item, from.dataset.kbList)
        },
      }))
    }
  }

  /** Puts a card where it stands now into the books; the columns come back as they are. */
  async function send(card, seen, viaKeys = false) {
    const list = card.parentElement
    const above = card.previousElementSibling
    const data = new URLSearchParams({ task: card.dataset.cardId, state: list.dataset.kbList, seen })
    if (isOrdered) data.set('after', above ? above.dataset.cardId : '0')
    const at = placeOf(card)
    let text = ''
    body.inert = true
    try {
      const answer = await fetch(box.dataset.board, { method: 'POST', body: data, headers: { 'X-CSRFToken': token(), 'HX-Request': 'true' } })
      if (answer.ok || answer.status === 409) text = await answer.text()
    } catch { /* told below */ }
    body.inert = false
    if (!text) {
      tell(box.dataset.failed)
      return show(problem(box.dataset.failed))
    }
    body.innerHTML = text
    begin()
    const refused = body.querySelector('[data-kb-problem]')
    if (refused) tell(refused.textContent)
    else tell(box.dataset.dropped, at)
    if (viaKeys) body.querySelector(`[data-card-id="${card.dataset.cardId}"] [data-kb-grip]`)?.focus()
  }
  const problem = words => Object.assign(document.createElement('p'), { className: 'kb-problem', textContent: words })
  const show = note => body.prepend(note)

  function pick(card) {
    picked = { card, list: card.parentElement, next: card.nextElementSibling }
    card.classList.add('picked')
    tell(box.dataset.picked, { title: card.querySelector('.kb-head a').textContent })
  }
  function putBack() {
    picked.list.insertBefore(picked.card, picked.next)
    drop()
    tell(box.dataset.back)
  }
  function drop() {
    picked.card.classList.remove('picked')
    picked.card.querySelector('[data-kb-grip]').focus()
    picked = null
  }
  function step(key) {
    const { card } = picked
    const all = lists()
    const at = all.indexOf(card.parentElement)
    if (key === 'ArrowUp' || key === 'ArrowDown') {
      if (!isOrdered) return
      if (key === 'ArrowUp') card.previousElementSibling?.before(card)
      else card.nextElementSibling?.after(card)
    } else {
      const to = all[at + (key === 'ArrowRight' ? 1 : -1)]
      if (!to) return
      to.prepend(card)
    }
    card.querySelector('[data-kb-grip]').focus()
    card.scrollIntoView({ block: 'nearest' })
    tell(box.dataset.at, placeOf(card))
  }

  body.addEventListener('keydown', event => {
    const grip = event.target.closest('[data-kb-grip]')
    if (!grip) return
    const card = grip.closest('[data-card-id]')
    if (!picked) {
      if (event.key !== ' ' && event.key !== 'Enter') return
      event.preventDefault()
      return pick(card)
    }
    if (event.key.startsWith('Arrow')) step(event.key)
    else if (event.key === 'Escape') putBack()
    else if (event.key === ' ' || event.key === 'Enter') {
      const { list, next } = picked
      const moved = list !== card.parentElement || next !== card.nextElementSibling
      drop()
      if (moved) send(card, list.dataset.kbList, true)
      else tell(box.dataset.back)
    } else return
    event.preventDefault()
  })
  body.addEventListener('focusout', event => {
    // Who leaves with a card in the hand puts it back; while it is moved the focus comes back to its grip at once.
    if (picked && event.relatedTarget && !picked.card.contains(event.relatedTarget)) putBack()
  })

  begin()
}
