// What a person (data-… on <html>) or this device (the switches in the list of keys) has turned off: keys, jump, palette.
const store = name => `cxwiki-${name}`
const root = document.documentElement

function here(name) {
  try { return localStorage.getItem(store(name)) !== 'off' } catch { return true }
}

/** Whether `name` is wanted; `data-keys="off"` also tells the styles. */
export const isOn = name => root.dataset[name] !== 'off'

export function setUpSwitches() {
  for (const box of document.querySelectorAll('[data-switch]')) {
    const name = box.dataset.switch
    const forbidden = !isOn(name)
    if (!here(name)) root.dataset[name] = 'off'
    box.checked = isOn(name)
    box.disabled = forbidden
    box.addEventListener('change', () => {
      root.dataset[name] = box.checked ? 'on' : 'off'
      try { localStorage.setItem(store(name), box.checked ? 'on' : 'off') } catch { /* private window: holds for this page */ }
      document.dispatchEvent(new CustomEvent('cx:switched', { detail: name }))
    })
  }
}
