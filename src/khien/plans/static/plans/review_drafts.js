// A row being added is kept in this browser until it is sent or cleared: closing the form, an answer that redraws
// the list, or a lost session never lose what was typed. A row being edited is saved by the server as one goes.
const KEY = "khien-draft:"; // the shell's own name for what a browser keeps
const UNKEPT = new Set(["hidden", "submit", "button", "reset"]);
const closed = new Map(); // id of a list's foot → the foot as it was before its form opened

function fields(form) {
  return [...form.elements].filter((control) => control.name && !UNKEPT.has(control.type));
}

function read(address) {
  try {
    return JSON.parse(sessionStorage.getItem(KEY + address));
  } catch {
    return null;
  }
}

function forget(address) {
  try {
    sessionStorage.removeItem(KEY + address);
  } catch {
    // was never kept
  }
}

function keep(form) {
  const typed = fields(form).map((control) => [control.name, control.value]);
  try {
    sessionStorage.setItem(KEY + address(form), JSON.stringify(typed));
  } catch {
    // no room or not allowed: the form itself still holds it
  }
}

function address(form) {
  return form.getAttribute("action");
}

function restore(form) {
  const typed = read(address(form));
  if (!typed) return;
  for (const [control, pair] of fields(form).map((control, at) => [control, typed[at]])) {
    if (pair?.[0] === control.name) control.value = pair[1];
  }
}

function markLinks(review) {
  for (const link of review.querySelectorAll("[data-add]")) {
    const note = link.querySelector("[data-draft-note]");
    if (note) note.hidden = !read(link.getAttribute("href"));
  }
}

function isFoot(element) {
  return Boolean(element?.id?.startsWith("add-"));
}

function closeAdd(review, form) {
  const box = form.closest("[id^='add-']");
  const foot = closed.get(box?.id);
  if (!foot || !window.htmx) {
    location.reload();
    return;
  }
  const again = foot.cloneNode(true);
  box.replaceWith(again);
  window.htmx.process(again);
  markLinks(review);
  again.querySelector("a")?.focus();
  if (!read(address(form))) return;
  const detail = { text: review.dataset.draftKept, tone: "done" };
  document.dispatchEvent(new CustomEvent("khien:toast", { detail }));
}

export function watchDrafts(review) {
  markLinks(review);
  document.addEventListener("htmx:beforeSwap", (event) => {
    const { target } = event.detail;
    if (isFoot(target) && !target.querySelector("form")) closed.set(target.id, target.cloneNode(true));
  });
  document.addEventListener("htmx:afterSettle", () => {
    for (const form of review.querySelectorAll("[data-add-form]:not([data-drawn])")) {
      form.dataset.drawn = "";
      restore(form);
    }
    markLinks(review);
  });
  document.addEventListener("htmx:beforeOnLoad", (event) => {
    const form = event.detail.elt.closest?.("[data-add-form]");
    const { xhr } = event.detail;
    const answered = new URL(xhr.responseURL || location.href).pathname;
    if (form && xhr.status < 400 && answered.endsWith(address(form))) forget(address(form));
  });
  review.addEventListener("input", (event) => {
    const form = event.target.closest("[data-add-form]");
    if (form) keep(form);
  });
  review.addEventListener("reset", (event) => {
    if (event.target.matches("[data-add-form]")) forget(address(event.target));
  });
  review.addEventListener("click", (event) => {
    const close = event.target.closest("[data-close-add]");
    if (!close) return;
    event.preventDefault();
    closeAdd(review, close.closest("form"));
  });
}
