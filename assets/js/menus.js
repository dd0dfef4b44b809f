// Menus are <details class="drop">; they close on Escape, on a click elsewhere and when the focus leaves.
export function setUpMenus() {
  const open = () => document.querySelectorAll('details.drop[open]')
  document.addEventListener('click', event => {
    for (const menu of open()) if (!menu.contains(event.target)) menu.open = false
  })
  document.addEventListener('keydown', event => {
    if (event.key !== 'Escape') return
    for (const menu of open()) {
      const inside = menu.contains(document.activeElement)
      menu.open = false
      if (inside) menu.querySelector('summary').focus()
    }
  })
  document.addEventListener('focusout', event => {
    const menu = event.target.closest('details.drop[open]')
    if (menu && event.relatedTarget && !menu.contains(event.relatedTarget)) menu.open = false
  })
}
