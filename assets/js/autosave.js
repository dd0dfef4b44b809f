// Keeps a draft on the server: two seconds after the last input, at most every fifteen, and when the page is put aside.
import { element, token } from './page.js'

const quiet = 2000
const gap = 15000

export function setUpAutosave(form) {
  const status = form.querySelector('[data-autosave-status]')
  const clock = new Intl.DateTimeFormat(document.documentElement.lang, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
  let timer = 0
  let last = -gap
  let changed = false
  let leaving = false
  let running = null
  let stale = false

  const tell = (state, text) => {
    if (!status) return
    status.dataset.state = state
    status.textContent = text
  }
  const plan = wait => {
    clearTimeout(timer)
    timer = setTimeout(keep, Math.max(wait, last + gap - performance.now()))
  }
  /** After signing in again in another window the form needs the new session's token. */
  async function renew() {
    const page = await fetch(form.action, { credentials: 'same-origin' }).then(answer => answer.text()).catch(() => '')
    const fresh = new DOMParser().parseFromString(page, 'text/html').querySelector('form.entry-form input[name="csrf_token"]')?.value
    if (!fresh) return
    form.elements.csrf_token.value = fresh
    stale = false
  }
  async function keep({ keepalive = false } = {}) {
    clearTimeout(timer)
    if (!changed || leaving) return
    changed = false
    last = performance.now()
    tell('saving', status?.dataset.saving ?? '')
    if (stale) await renew()
    running = new AbortController()
    const answer = await fetch(form.dataset.autosaveUrl, {
      method: 'POST', body: new FormData(form), headers: { 'X-CSRFToken': token(form), Accept: 'application/json' }, credentials: 'same-origin', keepalive, redirect: 'manual', signal: running.signal,
    }).catch(() => null)
    if (leaving) return
    if (answer?.type === 'opaqueredirect' || answer?.status === 401) {
      changed = true
      tell('failed', status?.dataset.signedOut ?? '')
      stale = true
      if (status?.dataset.signIn) status.append(' ', element('a', { href: status.dataset.signIn, target: '_blank', rel: 'noopener' }, status.dataset.signInHere))
      plan(gap)
    } else if (answer?.ok) {
      tell('saved', `${status?.dataset.saved ?? ''} ${clock.format(new Date())}`)
      if (!changed) form.dispatchEvent(new CustomEvent('cx:kept'))
      else plan(quiet)
    } else {
      changed = true
      stale = answer?.status === 400
      tell('failed', status?.dataset.failed ?? '')
      plan(gap)
    }
  }
  const note = () => {
    if (!changed && status?.dataset.state !== 'failed') tell('open', status?.dataset.open ?? '')
    changed = true
    plan(quiet)
  }
  form.addEventListener('input', note)
  form.addEventListener('change', note)
  form.addEventListener('cx:changed', note)
  form.addEventListener('submit', event => {
    leaving = true
    clearTimeout(timer)
    running?.abort() // a late draft must not outlive the save
    if (!stale) return
    event.preventDefault()
    renew().then(() => { stale = false; form.requestSubmit(event.submitter) }) // still signed out: the sign-in page carries the form
  })
  window.addEventListener('pageshow', () => { leaving = false })
  document.addEventListener('visibilitychange', () => { if (document.visibilityState === 'hidden') keep({ keepalive: true }) })
}
