// Cells of the matrix as wiki/matrix/markup.py writes them: <i class="R p">R<u> planned</u></i>.
// p planned, e planned to end, q asked, t through others, x does not hold; without a second class: in force.
export const LETTERS = 'ARCI'

const MEMBER = / t\b/

/** The letters the column itself is to hold: what one fills in. */
export function wished(cell) {
  let found = ''
  for (const { className } of cell.children) if (!MEMBER.test(className) && !className.includes(' e')) found += className[0]
  return found
}

/** Shows `now` as planned against what is in force; the server's answer replaces it. */
export function draw(cell, now, words) {
  const parts = {}
  for (const part of cell.children) {
    const state = MEMBER.test(part.className) ? 'member' : part.className.slice(2)
    parts[part.className[0]] = { state: state === 'e' || state === 'x' ? '' : state, html: part.outerHTML }
  }
  let html = ''
  for (const letter of LETTERS) {
    const { state, html: before } = parts[letter] ?? {}
    const isWished = now.includes(letter)
    if (state === '') html += isWished ? `<i class=${letter}>${letter}</i>` : made(letter, 'e', words)
    else if (state === 'q') html += before
    else if (isWished) html += made(letter, 'p', words)
    else if (state === 'member') html += before
  }
  cell.innerHTML = html
}

const made = (letter, state, words) => `<i class="${letter} ${state}">${letter}<u> ${words[state]}</u></i>`

/** The letters in words, for the ear. */
export const told = (cell, words) => cell.textContent.trim() || words.empty
