// Two versions that contradict: a choice puts the words into the field at once, where they can be written on.

function fieldOf(form, path) {
  const [name, language, ...more] = path.split('-')
  if (more.length) return null
  const field = form.elements[language && language !== 'de' ? `${name}_${language}` : name]
  return field instanceof HTMLElement && field.matches('textarea, input[type="text"], input:not([type])') ? field : null
}

export function setUpConflicts(form) {
  for (const clash of form.querySelectorAll('[data-clash]')) {
    const field = fieldOf(form, clash.dataset.clash)
    if (!field) continue
    const radios = [...clash.querySelectorAll('input[type="radio"]')]
    const texts = [...clash.querySelectorAll('[data-clash-text]')].map(each => each.innerHTML && each.content.textContent)
    const [theirs, mine] = texts
    const wanted = { theirs, mine, both: [theirs, mine].join(field.localName === 'textarea' ? '\n\n' : ' / ') }
    for (const radio of radios) radio.name = `chosen-${clash.dataset.clash}` // the field says it all; the server need not
    clash.addEventListener('change', event => {
      field.value = wanted[event.target.value]
      field.dispatchEvent(new Event('input', { bubbles: true }))
    })
  }
}
