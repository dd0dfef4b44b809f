// The guided visit: an address that ends in #visit-3 shows the words of the third stop on its page and points at the place
// they speak of. Loaded by app.js for such addresses alone.
const OPEN = 'dialog[open], details.drop[open], #term-card'
const calm = matchMedia('(prefers-reduced-motion: reduce)')
let panel = null
let light = null
let place = null

const number = () => /^#visit-(\d+)$/.exec(location.hash)?.[1]

/** The first of the named places that can be seen: `|` stands between them. */
function find(names) {
  for (const name of names.split('|').filter(Boolean)) {
    const seen = [...document.querySelectorAll(name)].find(each => each.getClientRects().length && getComputedStyle(each).visibility !== 'hidden')
    if (seen) return seen
  }
  return null
}

/** Lays the light around the place, wherever it is by now. */
function follow() {
  if (!light) return
  const box = place?.getBoundingClientRect()
  light.hidden = !box?.width
  if (!box) return
  const room = 8
  Object.assign(light.style, { left: `${box.left - room}px`, top: `${box.top - room}px`, width: `${box.width + 2 * room}px`, height: `${box.height + 2 * room}px` })
  // The words make way for what they speak of.
  panel.classList.toggle('at-left', box.left + box.width / 2 > innerWidth / 2 && box.bottom > innerHeight / 2)
}

function point() {
  place = find(panel.dataset.at)
  const small = innerWidth < 768
  const box = place?.getBoundingClientRect()
  const tall = box?.height > innerHeight * 0.6
  const far = Math.abs(box?.top ?? 0) > innerHeight * 2
  place?.scrollIntoView({ block: small || tall ? 'start' : 'center', behavior: calm.matches || far ? 'auto' : 'smooth' })
  follow()
}

function take() {
  panel?.remove()
  light?.remove()
  panel = light = place = null
}

async function styled(address) {
  if (document.querySelector(`link[href="${address}"]`)) return
  const sheet = Object.assign(document.createElement('link'), { rel: 'stylesheet', href: address })
  await new Promise(done => { sheet.onload = sheet.onerror = done; document.head.append(sheet) })
}

async function show() {
  const wanted = number()
  if (!wanted) return take()
  const answer = await fetch(new URL(`stops/${wanted}`, document.querySelector('[data-visit]').href), { headers: { 'HX-Request': 'true' } })
  if (!answer.ok || answer.redirected || number() !== wanted) return
  const made = new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector('.visit')
  if (!made) return
  await styled(made.dataset.styles)
  take()
  panel = document.adoptNode(made)
  light = Object.assign(document.createElement('div'), { className: 'visit-light', hidden: true })
  light.setAttribute('aria-hidden', 'true')
  const next = panel.querySelector('[data-visit-leave] [name="next"]')
  next.value = location.pathname + location.search
  document.body.append(light, panel)
  point()
  panel.querySelector('h2').focus({ preventScroll: true })
}

// Escape leaves, unless something else on the page is open and closes by it.
document.addEventListener('keydown', event => {
  if (event.key !== 'Escape' || !panel || document.querySelector(OPEN) || event.target.matches('input, textarea, select')) return
  panel.querySelector('[data-visit-leave]').requestSubmit()
}, true)
addEventListener('scroll', follow, { passive: true })
addEventListener('resize', follow)
new ResizeObserver(follow).observe(document.body)
addEventListener('hashchange', show)
show()
