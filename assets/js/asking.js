// Asks the server for suggestions; what was asked a moment ago is remembered while the page is open.
const kept = new Map()
const MOST = 200
const GOOD_FOR = 60_000

/** Promises [{ label, title, kind, kind_label, url, icon, note }], rejects when the server cannot be asked. */
export async function suggestions(text, signal, kind = '') {
  const address = `${document.getElementById('finding-words').dataset.suggest}?q=${encodeURIComponent(text.slice(0, 100))}${kind && `&kind=${encodeURIComponent(kind)}`}`
  const known = kept.get(address)
  if (known && known.until > Date.now()) return known.found
  const answer = await fetch(address, { headers: { Accept: 'application/json' }, credentials: 'same-origin', signal })
  if (!answer.ok) throw new Error(String(answer.status))
  const found = await answer.json()
  kept.set(address, { found, until: Date.now() + GOOD_FOR })
  if (kept.size > MOST) kept.delete(kept.keys().next().value)
  return found
}
