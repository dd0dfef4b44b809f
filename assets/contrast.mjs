// Computes the WCAG 2 contrast of every pair of tokens that meet on screen, in both themes.
const text = 4.5, shape = 3
const grounds = ['paper', 'card', 'hover']
const pairs = [
  ...['ink', 'soft', 'link', 'accent', 'bad', 'good', 'warn'].flatMap(front => grounds.map(ground => [front, ground, text])),
  ['accent-ink', 'accent', text], ['accent-ink', 'accent-strong', text], ['bad-ink', 'bad', text], ['bad-ink', 'bad-strong', text],
  ...['accent', 'good', 'warn', 'bad'].flatMap(tone => [[tone, `${tone}-tint`, text], ['ink', `${tone}-tint`, text], ['soft', `${tone}-tint`, text], ['link', `${tone}-tint`, text]]),
  ...['employees', 'data', 'customers'].flatMap(front => grounds.map(ground => [front, ground, shape])), ['edge', 'paper', shape], ['edge', 'card', shape],
  ['ink', 'ins', text], ['ink', 'del', text], ['soft', 'ins', text], ['soft', 'del', text], ['ink', 'mark', text], ['tip-ink', 'tip', text],
]

function luminance(hex) {
  const full = hex.length === 4 ? hex.replace(/[^#]/g, digit => digit + digit) : hex
  const [r, g, b] = [1, 3, 5].map(at => parseInt(full.slice(at, at + 2), 16) / 255).map(c => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

export function contrast(a, b) {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x)
  return (light + 0.05) / (dark + 0.05)
}

/** Reads the two mixins `light` and `dark` of _tokens.scss; returns one sentence for each pair that is too weak. */
export function checkContrast(source) {
  const faults = []
  for (const theme of ['light', 'dark']) {
    const block = source.match(new RegExp(`@mixin ${theme} \\{([\\s\\S]*?)\\n\\}`))
    const tokens = Object.fromEntries([...block[1].matchAll(/--([\w-]+):\s*(#[0-9a-f]{3,6})\b/g)].map(([, name, value]) => [name, value]))
    for (const [front, ground, least] of pairs) {
      if (!tokens[front] || !tokens[ground]) faults.push(`${theme}: the token ${tokens[front] ? ground : front} is missing`)
      else if (contrast(tokens[front], tokens[ground]) < least) faults.push(`${theme}: ${front} on ${ground} has ${contrast(tokens[front], tokens[ground]).toFixed(2)}, needs ${least}`)
    }
  }
  return faults
}
