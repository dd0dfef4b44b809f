// One editor: buttons, `[[` completion, pasting, preview.
import { subscribe, uninstallTable } from '@github/paste-markdown'
import { element, say, token } from './page.js'
import { tableFrom } from './tables.js'

export function setUpEditors(root) {
  for (const editor of root.querySelectorAll('[data-editor]')) {
    if (editor.dataset.ready) continue
    editor.dataset.ready = 'yes'
    const area = editor.querySelector('textarea')
    pasting(area)
    inserting(editor, area)
    completing(editor)
    previewing(editor, area)
  }
}

/** Puts text at the caret the way typing does, so that undo and autosave see it. */
function type(area, text, selectFrom, selectTo) {
  area.focus()
  const start = area.selectionStart
  if (!document.execCommand('insertText', false, text)) {
    area.setRangeText(text, area.selectionStart, area.selectionEnd, 'end')
    area.dispatchEvent(new Event('input', { bubbles: true }))
  }
  if (selectFrom !== undefined) area.setSelectionRange(start + selectFrom, start + selectTo)
}

function pasting(area) {
  let plain = false
  area.addEventListener('keydown', event => { plain = event.key.toLowerCase() === 'v' && event.shiftKey && (event.ctrlKey || event.metaKey) })
  // Cells of a spreadsheet become a table. (The package's own way carries the clipboard's whole HTML along.)
  area.addEventListener('paste', event => {
    const table = plain || !event.clipboardData || event.clipboardData.files.length ? '' : tableFrom(event.clipboardData)
    if (!table) return
    event.preventDefault()
    event.stopImmediatePropagation()
    const before = area.value.slice(0, area.selectionStart)
    type(area, (before === '' || before.endsWith('\n\n') ? '' : before.endsWith('\n') ? '\n' : '\n\n') + table + '\n')
  })
  subscribe(area, { defaultPlainTextPaste: { urlLinks: false } })
  uninstallTable(area)
}

function inserting(editor, area) {
  editor.addEventListener('click', event => {
    const button = event.target.closest('[data-insert]')
    if (!button) return
    if (button.dataset.insert === 'upload') return
    if (button.dataset.insert === 'table') {
      const name = button.dataset.word
      const before = area.value.slice(0, area.selectionStart)
      const gap = before === '' || before.endsWith('\n\n') ? '' : before.endsWith('\n') ? '\n' : '\n\n'
      const head = `| ${name} 1 | ${name} 2 |\n| --- | --- |\n|  |  |\n`
      type(area, gap + head, gap.length + 2, gap.length + 2 + name.length + 2)
    } else {
      const before = area.value[area.selectionStart - 1]
      type(area, (before && !/[\s([]/.test(before) ? ' ' : '') + '[[')
    }
  })
}

function completing(editor) {
  const expander = editor.querySelector('text-expander')
  const url = editor.dataset.suggestUrl
  if (!expander || !url) return
  let asked = 0
  // A text area stays a text box: the element would make it a combobox, which it may not be.
  expander.addEventListener('text-expander-activate', () => queueMicrotask(() => {
    for (const name of ['role', 'aria-expanded']) expander.querySelector('textarea').removeAttribute(name)
    const list = expander.querySelector('.suggestions')
    if (list) keepOnScreen(list)
    say('some')
  }))
  expander.addEventListener('text-expander-change', event => {
    const text = event.detail.text
    const mine = ++asked
    if (/[\][|]/.test(text) || text.length > 80) forget()
    else if (!text.startsWith('!')) event.detail.provide(offers(text, mine)) // [[!words]] are not to be linked
  })
  // The element holds on to the first [[ of a line and would not see the next one; Escape is how it lets go.
  function forget() {
    expander.querySelector('textarea').dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' }))
  }
  async function offers(text, mine) {
    if (!text.trim()) return { matched: false }
    await new Promise(done => setTimeout(done, 120))
    if (mine !== asked) return { matched: false }
    const answer = await fetch(`${url}${url.includes("?") ? "&" : "?"}q=${encodeURIComponent(text)}`, { headers: { Accept: 'application/json' }, credentials: 'same-origin' }).catch(() => null)
    const found = answer?.ok ? (await answer.json()).slice(0, 8) : []
    if (mine !== asked) return { matched: false }
    const list = element('ul', { class: 'suggestions', role: 'listbox', 'aria-label': editor.dataset.suggestLabel })
    found.forEach((item, at) => {
      const option = element('li', { role: 'option', id: `completion-${mine}-${at}`, 'data-value': `[[${item.kind}:${item.slug}|${item.label}]]` }, element('span', {}, item.label))
      const kind = item.kind_label ?? item.kind
      option.append(element('small', {}, item.title !== item.label ? `${item.title} · ${kind}` : kind))
      list.append(option)
    })
    return { matched: found.length > 0, fragment: list }
  }
  expander.addEventListener('text-expander-value', event => { event.detail.value = event.detail.item.dataset.value })
  expander.addEventListener('text-expander-committed', event => event.detail.input.dispatchEvent(new Event('input', { bubbles: true })))
}

function keepOnScreen(list) {
  const { bottom, right } = list.getBoundingClientRect()
  list.classList.toggle('above', bottom > window.innerHeight)
  list.style.marginLeft = `${Math.min(0, document.documentElement.clientWidth - 8 - right)}px`
}

function previewing(editor, area) {
  const tabs = [...editor.closest('.field').querySelectorAll('[role="tab"][data-show]')]
  const url = editor.dataset.previewUrl
  if (!tabs.length || !url) return
  const panes = { text: editor.querySelector('[data-editor-text]'), preview: editor.querySelector('.editor-preview') }
  const bar = editor.querySelector('.editor-bar')
  let shownText = null

  async function render() {
    if (shownText === area.value) return
    const text = area.value
    panes.preview.setAttribute('aria-busy', 'true')
    const body = new FormData()
    body.set('text', text)
    const answer = await fetch(url, { method: 'POST', body, headers: { 'X-CSRFToken': token(area.form) }, credentials: 'same-origin' }).catch(() => null)
    panes.preview.removeAttribute('aria-busy')
    if (!answer?.ok) {
      shownText = null
      panes.preview.replaceChildren(element('p', { class: 'soft' }, editor.dataset.previewFailed))
      return
    }
    shownText = text
    const html = await answer.text()
    if (html.trim()) panes.preview.innerHTML = html
    else panes.preview.replaceChildren(element('p', { class: 'soft' }, editor.dataset.previewEmpty))
  }
  function show(name) {
    for (const tab of tabs) {
      const mine = tab.dataset.show === name
      tab.setAttribute('aria-selected', String(mine))
      tab.tabIndex = mine ? 0 : -1
    }
    panes.text.hidden = name !== 'text'
    panes.preview.hidden = name !== 'preview'
    if (bar) bar.hidden = name === 'preview'
    if (name === 'preview') render()
  }
  for (const tab of tabs) {
    tab.addEventListener('click', () => show(tab.dataset.show))
    tab.addEventListener('keydown', event => {
      if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return
      const other = tabs.find(each => each !== tab)
      other.focus()
      show(other.dataset.show)
    })
  }
}
