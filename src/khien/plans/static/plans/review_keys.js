// Keys of the review. They sleep while something is being typed, while a dialog is open, and with Ctrl or Alt.
import { currentRow, goOnAfter, nextDoubtful, step } from "./review_rows.js";
import { lists, showTab } from "./review_tabs.js";

function press(selector, root = document) {
  const button = root?.querySelector(selector);
  if (button) button.click();
  return Boolean(button);
}

function accept(review) {
  const row = currentRow();
  if (!row) return step(review, 0);
  goOnAfter(review);
  if (!press("[data-accept]", row)) step(review, 1);
  return undefined;
}

const ACTS = {
  j: (review) => step(review, 1),
  ArrowDown: (review) => step(review, 1),
  k: (review) => step(review, -1),
  ArrowUp: (review) => step(review, -1),
  n: (review) => nextDoubtful(review),
  e: () => press("[data-edit]", currentRow()),
  d: () => press("[data-drop]", currentRow()),
  a: () => press("[data-unsure]", currentRow()) || press(".chip", currentRow()),
  u: () => press("[data-undo]"),
  U: () => press("[data-redo]"),
  "?": () => press('[data-open="keys"]'),
  "/": () => document.getElementById("row-filter")?.focus(),
};

function typing(target) {
  return Boolean(target.closest?.("input, textarea, select, [contenteditable]"));
}

function onKey(review, event) {
  if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  const { target, key } = event;
  if (key === "Escape") {
    const form = target.closest?.("[data-row-form]");
    if (form) press("[data-leave], [data-close-add]", form);
    else if (target.id === "row-filter") target.blur();
    return;
  }
  if (typing(target)) return;
  const onControl = target.closest?.("a, button, summary");
  if (key === "Enter") {
    if (onControl) return;
    event.preventDefault();
    accept(review);
    return;
  }
  if (/^[1-8]$/.test(key)) {
    const list = lists(review)[Number(key) - 1];
    if (list) showTab(review, list.dataset.list);
    return;
  }
  const act = ACTS[key.length === 1 && key !== "U" ? key.toLowerCase() : key];
  if (!act || (onControl && key.startsWith("Arrow"))) return;
  event.preventDefault();
  act(review);
}

export function watchKeys(review) {
  document.addEventListener("keydown", (event) => onKey(review, event));
}
