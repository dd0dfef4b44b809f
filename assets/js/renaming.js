// A preferred label that is written anew: the old word is offered as a further label, and only then.
export function setUpRenaming(form) {
  const offer = form.querySelector('[data-keep-old]')
  const list = form.querySelector('[data-rows="labels"] [data-rows-list]')
  if (!offer || !list) return
  const labels = () => [...list.querySelectorAll('[data-row]')].map(row => {
    const value = name => row.querySelector(`[name$="-${name}"]`)?.value ?? ''
    return { language: value('language'), text: value('text').trim(), status: value('status') }
  })
  const before = labels().filter(label => label.status === 'preferred' && label.text)
  const check = () => {
    const now = labels()
    const gone = before.filter(old => !now.some(label => label.language === old.language && label.text.toLowerCase() === old.text.toLowerCase()))
    offer.hidden = !gone.length
    if (gone.length) offer.querySelector('label').textContent = offer.dataset.said.replace('{name}', gone.map(label => label.text).join('”, “'))
  }
  form.addEventListener('input', check)
  form.addEventListener('cx:changed', check)
  check()
}
