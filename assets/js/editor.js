// Only on edit pages. The text stays in a plain text area: what is not touched comes back as it was.
import '@github/markdown-toolbar-element'
import '@github/text-expander-element'
import { setUpAutosave } from './autosave.js'
import { setUpConflicts } from './conflicts.js'
import { setUpCounting } from './counting.js'
import { setUpEditors } from './editors.js'
import { setUpLanguages } from './languages.js'
import { setUpReferences } from './references.js'
import { setUpRenaming } from './renaming.js'
import { setUpReveal } from './reveal.js'
import { setUpRows } from './rows.js'
import { setUpUploads } from './uploads.js'

for (const rows of document.querySelectorAll('[data-rows]')) setUpRows(rows) // first: a blank row is one without what follows
for (const form of document.querySelectorAll('form[data-autosave-url]')) setUpAutosave(form)
for (const form of document.querySelectorAll('form[data-upload-url]')) setUpUploads(form)
for (const form of document.querySelectorAll('form.entry-form')) {
  for (const setUp of [setUpLanguages, setUpReveal, setUpCounting, setUpConflicts, setUpRenaming]) setUp(form)
}
setUpReferences(document)
setUpEditors(document)
