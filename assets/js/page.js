// What several parts need of the page.

/** The CSRF token: a form's own, else the page's, else ''. */
export function token(form) {
  return form?.querySelector('input[name="csrf_token"]')?.value ?? document.querySelector('meta[name="csrf-token"]')?.content ?? ''
}

/** Says a text to screen readers; `name` is a data attribute of the announcer, which holds the translated text. */
export function say(name, more = '') {
  const place = document.querySelector('[data-announcer]')
  if (!place) return
  place.textContent = ''
  requestAnimationFrame(() => { place.textContent = (place.dataset[name] ?? '') + more })
}

export function later(milliseconds, act) {
  let timer = 0
  const run = (...values) => {
    clearTimeout(timer)
    timer = setTimeout(() => act(...values), milliseconds)
  }
  run.stop = () => clearTimeout(timer)
  return run
}

export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value)
  made.append(...children)
  return made
}

/** True where a plain click would be taken as something else (new tab, download). */
export const special = event => event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey
