// Rows by keyboard: J/K or arrows move, Enter opens the row's first link, Home/End jump.
const STEPS = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 };

function rowsOf(table) {
  return [...table.querySelectorAll("tbody > tr")];
}

function prepare(root) {
  for (const table of root.querySelectorAll("table[data-rows]")) {
    rowsOf(table).forEach((row, index) => row.setAttribute("tabindex", index === 0 ? "0" : "-1"));
  }
}

function move(row, rows, next) {
  if (!next) return;
  for (const other of rows) other.setAttribute("tabindex", "-1");
  next.setAttribute("tabindex", "0");
  next.focus();
}

function onKey(event) {
  const row = event.target;
  if (!(row instanceof HTMLTableRowElement) || event.ctrlKey || event.metaKey || event.altKey) return;
  const table = row.closest("table[data-rows]");
  if (!table) return;
  const rows = rowsOf(table);
  if (event.key in STEPS) move(row, rows, rows[rows.indexOf(row) + STEPS[event.key]]);
  else if (event.key === "Home") move(row, rows, rows[0]);
  else if (event.key === "End") move(row, rows, rows[rows.length - 1]);
  else if (event.key === "Enter") row.querySelector("a[href]")?.click();
  else return;
  event.preventDefault();
}

export function watchRows() {
  prepare(document);
  document.addEventListener("keydown", onKey);
  document.addEventListener("htmx:afterSettle", () => prepare(document));
}
