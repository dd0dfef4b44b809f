// Pasting and dropping files into an editor: the file goes to the entry, what shows it goes into the text.
import { element, token } from './page.js'

export function setUpUploads(form) {
  const url = form.dataset.uploadUrl
  let waiting = 0
  // Heard on the way down: rows may be added later, and the editor's own pasting comes after.
  form.addEventListener('paste', event => take(event, event.clipboardData), true)
  form.addEventListener('drop', event => take(event, event.dataTransfer), true)
  // The button of the toolbar: the same by choosing a file.
  form.addEventListener('click', event => {
    const button = event.target.closest('[data-insert="upload"]')
    if (!button) return
    const chooser = element('input', { type: 'file', accept: 'image/*' })
    chooser.addEventListener('change', () => send(button.closest('[data-editor]').querySelector('textarea'), chooser.files[0]))
    chooser.click()
  })
  form.addEventListener('dragover', event => { if (areaOf(event) && event.dataTransfer.types.includes('Files')) event.preventDefault() })

  function take(event, carried) {
    const area = areaOf(event)
    const files = [...(carried?.files ?? [])]
    // A word processor puts a picture of the text beside the text: then the text is meant.
    if (!area || !files.length || carried.types.includes('text/plain')) return
    event.preventDefault()
    event.stopImmediatePropagation()
    for (const file of files) send(area, file)
  }

  async function send(area, file) {
    const place = `[${file.name}: ${form.dataset.uploadAdding} ${++waiting}]()`
    insert(area, place)
    const body = new FormData()
    body.set('file', file)
    const headers = { 'X-CSRFToken': token(form), Accept: 'application/json' }
    const answer = await fetch(url, { method: 'POST', body, headers, credentials: 'same-origin' }).catch(() => null)
    const told = await answer?.json().catch(() => null)
    const done = answer?.ok && told?.markdown
    exchange(area, place, done ? told.markdown : '')
    notice(area, done ? '' : told?.detail || form.dataset.uploadFailed)
    if (done && told.markdown.startsWith('!')) describe(form, area, told.markdown)
  }
}

const areaOf = event => event.target.closest?.('[data-editor] textarea')

function insert(area, text) {
  area.focus()
  if (!document.execCommand('insertText', false, text)) area.setRangeText(text, area.selectionStart, area.selectionEnd, 'end')
  area.dispatchEvent(new Event('input', { bubbles: true }))
}

/** Puts `text` where `place` stands, and leaves caret and the rest of the text alone. */
function exchange(area, place, text) {
  const start = area.value.indexOf(place)
  if (start < 0) return
  area.setRangeText(text, start, start + place.length, 'preserve')
  area.dispatchEvent(new Event('input', { bubbles: true }))
}

/** Asks what a picture shows and puts the answer into its Markdown; without an answer it stays as it is. */
function describe(form, area, shown) {
  const ask = element('input', { class: 'form-control', type: 'text', maxlength: '250' })
  const take = element('button', { class: 'btn btn-sm', type: 'button' }, form.dataset.altTake)
  const none = element('button', { class: 'btn btn-sm btn-quiet', type: 'button' }, form.dataset.altNone)
  const box = element('div', { class: 'alt-box', role: 'group' }, element('label', {}, element('span', {}, form.dataset.altAsk), ask), element('div', { class: 'btn-row' }, take, none))
  const end = text => {
    exchange(area, shown, shown.replace(/^!\[[^\]]*\]/, () => `![${text.replace(/[[\]]/g, '').trim()}]`))
    box.remove()
    area.focus()
  }
  take.addEventListener('click', () => (ask.value.trim() ? end(ask.value) : ask.focus()))
  none.addEventListener('click', () => end(''))
  ask.addEventListener('keydown', event => {
    if (event.key !== 'Enter') return
    event.preventDefault()
    take.click()
  })
  area.closest('[data-editor]').after(box)
  ask.focus()
}

/** Says at the editor what went wrong; nothing takes an earlier message away. */
function notice(area, message) {
  const field = area.closest('.field')
  field.querySelector('[data-upload-error]')?.remove()
  if (message) field.append(element('p', { class: 'error', role: 'alert', 'data-upload-error': '' }, message))
}
