// Links within the form (its parts, errors, steps of the drawing) open what is folded and put the caret there.

/** Opens everything around `place`, scrolls to it and gives it, or the first control in it, the focus. */
export function reveal(place) {
  place.dispatchEvent(new CustomEvent('cx:reveal', { bubbles: true }))
  for (let fold = place.closest('details'); fold; fold = fold.parentElement.closest('details')) fold.open = true
  if (place.localName === 'details') place.open = true
  const writable = place.matches('input, select, textarea') ? place : null
  const control = writable?.hidden ? document.getElementById(`${place.id}-search`) : writable
  ;(control ?? place).scrollIntoView({ block: control ? 'center' : 'start' })
  control?.focus({ preventScroll: true })
}

export function setUpReveal(form) {
  document.addEventListener('click', event => {
    const link = event.target.closest('a[href^="#"]')
    if (!link || !link.closest('.entry-form, .form-toc')) return
    const row = /^#step-row-(\d+)$/.exec(link.hash)
    const place = row ? form.querySelectorAll('[data-rows-title] [data-row]')[row[1]]?.querySelector('summary') : document.getElementById(decodeURIComponent(link.hash.slice(1)))
    if (!place) return
    event.preventDefault()
    reveal(place)
    if (row) place.focus({ preventScroll: true })
  })
  if (location.hash.length > 1) document.getElementById(location.hash.slice(1))?.closest('details')?.setAttribute('open', '')
  follow(form)
}

/** Marks in the list of parts the one that is read. */
function follow() {
  const links = new Map([...document.querySelectorAll('.form-toc a')].map(link => [document.getElementById(link.hash.slice(1)), link]))
  const seen = new Set()
  const watch = new IntersectionObserver(entries => {
    for (const entry of entries) seen[entry.isIntersecting ? 'add' : 'delete'](entry.target)
    const first = [...links.keys()].find(part => seen.has(part))
    if (first) for (const [part, link] of links) link.toggleAttribute('data-here', part === first)
  }, { rootMargin: '-15% 0px -50% 0px' })
  for (const part of links.keys()) if (part) watch.observe(part)
}
