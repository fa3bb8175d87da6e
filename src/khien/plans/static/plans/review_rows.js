// The current row: it keeps the focus when an answer of the server exchanges it, forms open ready to type.
import { showTab, shownList, visibleRows } from "./review_tabs.js";

let current = "";
let wanted = "";

export function currentRow() {
  return document.getElementById(current);
}

// Scrolls the list, not the page, where the list is what scrolls.
function reveal(row) {
  const box = row.closest("[data-lists]");
  if (!box || box.scrollHeight <= box.clientHeight + 1) {
    if (row === document.activeElement) row.scrollIntoView({ block: "nearest" });
    return;
  }
  const outer = box.getBoundingClientRect();
  const inner = row.getBoundingClientRect();
  if (inner.top < outer.top) box.scrollTop += inner.top - outer.top;
  else if (inner.bottom > outer.bottom) box.scrollTop += Math.min(inner.bottom - outer.bottom, inner.top - outer.top);
}

function markCurrent(review, row) {
  for (const other of review.querySelectorAll(".row-current")) other.classList.remove("row-current");
  current = row.id;
  row.classList.add("row-current");
}

export function goTo(review, row, { focus = true } = {}) {
  if (!row) return;
  markCurrent(review, row);
  const list = row.closest("[data-list]");
  if (list?.hidden) showTab(review, list.dataset.list);
  if (focus) row.focus({ preventScroll: true });
  reveal(row);
  row.dispatchEvent(new CustomEvent("plans:current", { bubbles: true }));
}

export function step(review, by) {
  const rows = visibleRows(shownList(review));
  const at = rows.indexOf(currentRow());
  goTo(review, at < 0 ? rows[0] : rows[Math.min(rows.length - 1, Math.max(0, at + by))]);
}

export function nextDoubtful(review) {
  const rows = [...review.querySelectorAll("[data-row]")];
  const at = rows.indexOf(currentRow());
  const order = [...rows.slice(at + 1), ...rows.slice(0, at + 1)];
  const next = order.find((row) => "look" in row.dataset);
  if (next) {
    next.hidden = false;
    goTo(review, next);
    return;
  }
  const detail = { text: review.dataset.stepDone, tone: "done" };
  document.dispatchEvent(new CustomEvent("khien:toast", { detail }));
}

// What to go to once the answer is on the page: the row after the one just decided.
export function goOnAfter(review) {
  const rows = visibleRows(shownList(review));
  const next = rows[rows.indexOf(currentRow()) + 1];
  wanted = next ? next.id : current;
}

function clearErrors(form) {
  for (const field of form.querySelectorAll(".is-invalid")) {
    field.classList.remove("is-invalid");
    field.removeAttribute("aria-invalid");
  }
  for (const error of form.querySelectorAll(".form-error, .error-summary")) error.remove();
}

function settle(review) {
  const open = document.querySelector("[data-row-form]:not([data-seen])");
  if (open) {
    open.dataset.seen = "";
    const row = open.closest("[data-row]");
    if (row) goTo(review, row, { focus: false });
    const first = open.querySelector("textarea, input:not([type=hidden])");
    if (first) first.focus({ preventScroll: false });
    return;
  }
  const target = document.getElementById(wanted || current);
  wanted = "";
  const focused = document.activeElement;
  const free = !focused || focused === document.body || "row" in focused.dataset;
  if (target && free) goTo(review, target);
  else if (target) markCurrent(review, target);
}

// Buttons of the cards stand outside the form they belong to (form="acts"); htmx sends only what is inside.
function sendPressedButton(event) {
  const pressed = event.detail.triggeringEvent?.submitter;
  if (event.detail.elt.id === "acts" && pressed?.name) event.detail.parameters[pressed.name] = pressed.value;
}

// A session that ended answers with the sign-in page: it must neither take a row's place nor look like "saved".
function refuseForeignAnswer(review, event) {
  const answered = event.detail.xhr.responseURL;
  if (!answered || new URL(answered).pathname.startsWith("/lam-viec/")) return;
  event.detail.shouldSwap = false;
  const detail = { text: review.dataset.signedOut, tone: "danger" };
  document.dispatchEvent(new CustomEvent("khien:toast", { detail }));
}

export function watchRows(review) {
  document.addEventListener("htmx:beforeSwap", (event) => refuseForeignAnswer(review, event));
  document.addEventListener("htmx:configRequest", sendPressedButton);
  // A closed picker goes away: left in the page it would open again with the next answer.
  document.addEventListener("close", (event) => event.target.closest("#panel > dialog")?.remove(), true);
  document.addEventListener("htmx:afterSettle", () => settle(review));
  document.addEventListener("plans:focus", (event) => {
    const row = document.getElementById(event.detail.value);
    if (row && !wanted) goTo(review, row);
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    const source = event.detail.elt;
    const form = source.closest?.("form");
    if (!form || event.detail.xhr.status >= 400) return;
    if ("agencyForm" in form.dataset) form.closest("dialog")?.close();
    if ("rowForm" in form.dataset) clearErrors(form);
  });
  review.addEventListener("focusin", (event) => {
    const row = event.target.closest("[data-row]");
    if (row && row.id !== current) goTo(review, row, { focus: false });
  });
  review.addEventListener("click", (event) => {
    const row = event.target.closest("[data-row]");
    if (row && !event.target.closest("a, button, input, select, textarea, summary, label")) goTo(review, row);
    const toStep = event.target.closest("[data-step]");
    if (toStep) {
      event.preventDefault();
      nextDoubtful(review);
    }
  });
}
