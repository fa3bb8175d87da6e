// Native dialogs: [data-open="id"] opens one, [data-close] closes the one around it; one that arrives
// with data-open-now (an htmx fragment) opens itself. Without script, [data-open] is a link to a page.
function openNow(root) {
  for (const dialog of root.querySelectorAll("dialog[data-open-now]:not([open])")) dialog.showModal();
}

export function watchDialogs() {
  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-open]");
    const target = opener && document.getElementById(opener.dataset.open);
    if (target instanceof HTMLDialogElement) {
      event.preventDefault();
      target.showModal();
      return;
    }
    const dialog = event.target.closest("dialog");
    if (dialog && (event.target.closest("[data-close]") || event.target === dialog)) {
      if (event.target.closest("[data-close]")) event.preventDefault();
      dialog.close();
    }
  });
  document.addEventListener("htmx:afterSwap", (event) => openNow(event.target.parentElement || document));
  openNow(document);
}
