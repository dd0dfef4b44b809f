// [data-blueprint]: says where more of the drawing is, keeps its head in sight, shows the way through a step.
const wayIn = column => `[data-column="${column}"]:is(.bp-in, .bp-from, .bp-to, .bp-pass)`

function keepEdges(frame, drawing) {
  const arrows = frame.querySelector('.bp-arrows')
  const fit = frame.querySelector('.bp-fit')
  const look = () => {
    const { scrollLeft, scrollWidth, clientWidth } = drawing
    const more = scrollWidth > clientWidth + 2
    frame.classList.toggle('more-before', more && scrollLeft > 2)
    frame.classList.toggle('more-after', more && scrollLeft + clientWidth < scrollWidth - 2)
    arrows.hidden = !more // the buttons stay focusable at either end
    fit.hidden = !more && !fit.querySelector('input').checked
    arrows.firstElementChild.ariaDisabled = String(scrollLeft < 2)
    arrows.lastElementChild.ariaDisabled = String(scrollLeft + clientWidth > scrollWidth - 2)
  }
  drawing.addEventListener('scroll', look, { passive: true })
  new ResizeObserver(look).observe(drawing.querySelector('table'))
  new ResizeObserver(look).observe(drawing)
  arrows.addEventListener('click', event => {
    const way = event.target.closest('[data-scroll]')?.dataset.scroll
    if (!way) return
    const [lane, column] = drawing.querySelectorAll('thead th')
    const columns = Math.max(1, Math.floor((drawing.clientWidth - lane.offsetWidth) / column.offsetWidth))
    drawing.scrollBy({ left: way * columns * column.offsetWidth, behavior: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth' })
  })
}

// A row that scrolls sideways cannot stick to the page: a copy of it does, for eyes only.
function keepHead(frame, drawing) {
  const table = drawing.querySelector('table')
  const copy = document.createElement('div')
  copy.className = 'bp-head'
  copy.ariaHidden = 'true'
  const inner = document.createElement('div')
  inner.className = 'blueprint'
  const head = document.createElement('table')
  head.className = table.className
  head.append(table.tHead.cloneNode(true))
  head.querySelectorAll('a').forEach(link => link.setAttribute('tabindex', '-1'))
  inner.append(head)
  copy.append(inner)
  drawing.before(copy)
  const look = () => {
    const bar = Number.parseFloat(getComputedStyle(copy).top) || 0
    copy.classList.toggle('shown', table.tHead.getBoundingClientRect().bottom < bar + 4 && table.getBoundingClientRect().bottom > bar + 160)
    inner.scrollLeft = drawing.scrollLeft
  }
  drawing.addEventListener('scroll', look, { passive: true })
  document.addEventListener('scroll', look, { passive: true })
  look()
}

function showWays(drawing) {
  const point = target => {
    const step = target?.closest?.('.bp-step')
    drawing.querySelectorAll('.on-way').forEach(each => each.classList.remove('on-way'))
    if (!step || !drawing.contains(step)) return
    const column = Number(step.closest('td').dataset.column)
    step.classList.add('on-way')
    drawing.querySelectorAll(`${wayIn(column)}, ${wayIn(column + 1)}, :is(thead th, .bp-attribute td)[data-column="${column}"]`).forEach(each => each.classList.add('on-way'))
  }
  for (const name of ['pointerover', 'focusin']) drawing.addEventListener(name, event => point(event.target))
  for (const name of ['pointerleave', 'focusout']) drawing.addEventListener(name, () => point(document.activeElement))
}

export function setUpBlueprints() {
  for (const frame of document.querySelectorAll('[data-blueprint]')) {
    const drawing = frame.querySelector('.blueprint')
    keepHead(frame, drawing)
    keepEdges(frame, drawing)
    showWays(drawing)
  }
}
