// Forms with data-guard: the browser asks before a page with unsaved changes is left. A draft kept by autosave counts as saved;
// data-changed: the server shows what it has not saved.
const passing = name => name === 'csrf_token' || name === 'hints_shown' || name.startsWith('pasted-')
const state = form => JSON.stringify([...new FormData(form)].filter(([name]) => !passing(name)).map(([name, value]) => [name, value instanceof File ? value.name + value.size : value]))

export function setUpGuards() {
  const guarded = [...document.querySelectorAll('form[data-guard]')].map(form => {
    const watch = { form, saved: 'changed' in form.dataset ? '' : state(form), leaving: false }
    form.addEventListener('submit', () => { watch.leaving = true })
    form.addEventListener('cx:kept', () => { watch.saved = state(form) })
    return watch
  })
  if (!guarded.length) return
  window.addEventListener('pageshow', () => { for (const watch of guarded) watch.leaving = false })
  window.addEventListener('beforeunload', event => {
    if (guarded.some(watch => !watch.leaving && state(watch.form) !== watch.saved)) event.preventDefault()
  })
}
