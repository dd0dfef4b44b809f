// [data-open="ID"] opens a <dialog>; a click beside it closes it.
export function openDialog(id) {
  const dialog = document.getElementById(id)
  if (dialog instanceof HTMLDialogElement && !dialog.open) dialog.showModal()
}

export function setUpDialogs() {
  for (const opener of document.querySelectorAll('[data-open][hidden]')) opener.hidden = false
  document.addEventListener('click', event => {
    const opener = event.target.closest('[data-open]')
    if (opener) openDialog(opener.dataset.open)
    else if (event.target instanceof HTMLDialogElement) {
      const box = event.target.getBoundingClientRect()
      const inside = event.clientX >= box.left && event.clientX <= box.right && event.clientY >= box.top && event.clientY <= box.bottom
      if (!inside) event.target.close()
    }
  })
}
