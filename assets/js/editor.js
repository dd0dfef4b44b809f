// Only on edit pages. The text stays in a plain text area: what is not touched comes back as it was.
import '@github/markdown-toolbar-element'
import '@github/text-expander-element'
import { setUpAutosave } from './autosave.js'
import { setUpEditors } from './editors.js'
import { setUpReferences } from './references.js'
import { setUpRows } from './rows.js'
import { setUpUploads } from './uploads.js'

for (const form of document.querySelectorAll('form[data-autosave-url]')) setUpAutosave(form)
for (const rows of document.querySelectorAll('[data-rows]')) setUpRows(rows)
for (const form of document.querySelectorAll('form[data-upload-url]')) setUpUploads(form)
setUpReferences()
setUpEditors(document)
