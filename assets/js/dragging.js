// Rows moved with mouse or finger, by their grip; the window follows at its edges.
const EDGE = 90
const PACE = 14

export function dragging(box, list, moved) {
  list.addEventListener('pointerdown', event => {
    const grip = event.target.closest('[data-row-grip]')
    if (!grip || grip.closest('[data-rows]') !== box || event.button !== 0) return
    event.preventDefault()
    const row = grip.closest('[data-row]')
    let at = event.clientY
    let frame = 0
    row.classList.add('dragging')
    grip.setPointerCapture(event.pointerId)

    const place = () => {
      const [before, after] = [row.previousElementSibling, row.nextElementSibling]
      const middle = part => part.getBoundingClientRect().top + part.offsetHeight / 2
      // The neighbour moves: a row taken out and put in again would lose hold of the pointer.
      if (before && at < middle(before)) row.after(before)
      else if (after && at > middle(after)) row.before(after)
    }
    const follow = () => {
      if (at < EDGE) scrollBy(0, -PACE)
      else if (at > innerHeight - EDGE) scrollBy(0, PACE)
      place()
      frame = requestAnimationFrame(follow)
    }
    const move = each => {
      at = each.clientY
      place()
    }
    const end = () => {
      cancelAnimationFrame(frame)
      grip.removeEventListener('pointermove', move)
      row.classList.remove('dragging')
      moved(row)
    }
    frame = requestAnimationFrame(follow)
    grip.addEventListener('pointermove', move)
    grip.addEventListener('lostpointercapture', end, { once: true })
  })
}
