// A document to print: its button opens the browser's dialog. Without script the browser's own menu does the same.
for (const button of document.querySelectorAll('[data-print]')) {
  button.hidden = false
  button.addEventListener('click', () => window.print())
}
