// How many characters are left is told only where the end is near.
import { element } from './page.js'

const NEAR = 0.85

export function setUpCounting(form) {
  form.addEventListener('input', event => {
    const field = event.target
    if (!field.dataset?.most) return
    const left = Number(field.dataset.most) - [...field.value].length
    const near = left < field.dataset.most * (1 - NEAR)
    const holder = field.closest('.field')
    let note = holder.querySelector('.field-left')
    if (!near) return note?.remove()
    if (!note) {
      note = element('p', { class: 'field-left', role: 'status' })
      holder.append(note)
    }
    note.classList.toggle('over', left < 0)
    note.textContent = (left < 0 ? form.dataset.over : form.dataset.near).replace('{n}', Math.abs(left))
  })
}
