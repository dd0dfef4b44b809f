// The words and pictures of what finding.js and palette.js make, from the page's own language.
const words = () => document.getElementById('finding-words')?.dataset ?? {}

export const word = name => words()[name] ?? ''

export const counted = number => (number === 1 ? word('one') : word('many').replace('{n}', number))

/** A picture of the sprite; decoration. */
export function picture(name) {
  const space = 'http://www.w3.org/2000/svg'
  const made = document.createElementNS(space, 'svg')
  made.setAttribute('class', 'icon')
  made.setAttribute('aria-hidden', 'true')
  const use = document.createElementNS(space, 'use')
  use.setAttribute('href', `${words().icons}#${name || 'chevron-right'}`)
  made.append(use)
  return made
}

/** A text as it is compared: case, accents, ü/ue, ß/ss make no difference. */
export const fold = text => text.toLowerCase().replace(/[äöüß]/g, letter => ({ ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss' })[letter]).normalize('NFD').replace(/\p{M}/gu, '')
