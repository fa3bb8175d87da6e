// A form that is being sent says so on its button and is not sent twice. A download leaves the page standing,
// so the button is freed again after a while.
const FREED_AFTER = 10000;

function free(form, button) {
  delete form.dataset.sent;
  button?.removeAttribute("aria-busy");
}

export function watchSubmits() {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post") return;
    if (event.submitter?.formTarget === "_blank") return; // a preview in a tab of its own: the form stays to be sent
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "1";
    event.submitter?.setAttribute("aria-busy", "true");
    setTimeout(free, FREED_AFTER, form, event.submitter);
  });
  window.addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[data-sent]")) {
      free(form, form.querySelector("[aria-busy]"));
    }
  });
}
