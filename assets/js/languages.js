// German, English or both side by side: what is written in, remembered in this browser. Hidden texts are sent all the same.
const KEY = 'cxwiki-written-in'
const NARROW = '(max-width: 48rem)'

const remembered = () => { try { return localStorage.getItem(KEY) } catch { return null } }

export function setUpLanguages(form) {
  const box = document.querySelector('[data-languages]')
  if (!box || !form.querySelector('[data-language]')) return
  const radios = [...box.querySelectorAll('input')]
  const show = value => {
    form.dataset.languages = value
    for (const radio of radios) radio.checked = radio.value === value
  }
  box.hidden = false
  const wrong = form.querySelector('.wrong[data-language], [data-language] .wrong, .clashes')
  show(wrong ? 'both' : remembered() ?? (matchMedia(NARROW).matches ? document.documentElement.lang : 'both'))
  box.addEventListener('change', event => {
    show(event.target.value)
    try { localStorage.setItem(KEY, event.target.value) } catch { /* private window: holds for this page */ }
  })
  form.addEventListener('cx:reveal', event => {
    if (event.target.closest?.(`[data-language]:not([data-language="${form.dataset.languages}"])`)) show('both')
  })
}
