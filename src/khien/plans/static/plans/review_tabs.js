// One list at a time, a filter over its rows, and on a phone one side at a time.
let shown = "task";

function fold(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/gi, "d").toLowerCase();
}

export function lists(review) {
  return [...review.querySelectorAll("[data-list]")];
}

export function shownList(review) {
  return review.querySelector(`[data-list="${shown}"]`);
}

export function visibleRows(list) {
  return list ? [...list.querySelectorAll("[data-row]")].filter((row) => !row.hidden) : [];
}

// Sideways only: the page must not move because a tab was chosen.
function showWhole(tab) {
  const bar = tab.closest("ul");
  const outer = bar.getBoundingClientRect();
  const inner = tab.getBoundingClientRect();
  if (inner.left < outer.left) bar.scrollLeft -= outer.left - inner.left + 16;
  else if (inner.right > outer.right) bar.scrollLeft += inner.right - outer.right + 16;
}

export function showTab(review, code) {
  if (!review.querySelector(`[data-list="${code}"]`)) return;
  shown = code;
  for (const list of lists(review)) list.hidden = list.dataset.list !== code;
  for (const tab of review.querySelectorAll("[data-tab]")) {
    const here = tab.dataset.tab === code;
    tab.setAttribute("aria-selected", String(here));
    tab.setAttribute("tabindex", here ? "0" : "-1");
    if (here) showWhole(tab);
  }
}

export function showSide(review, side) {
  review.dataset.view = side;
  for (const link of review.querySelectorAll("[data-side]")) {
    if (link.dataset.side === side) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
}

export function filter(review) {
  const wanted = fold(document.getElementById("row-filter")?.value || "").split(/\s+/).filter(Boolean);
  const doubtful = document.getElementById("only-doubtful")?.checked;
  for (const list of lists(review)) {
    let seen = 0;
    const rows = [...list.querySelectorAll("[data-row]")];
    for (const row of rows) {
      const text = wanted.length ? fold(row.textContent) : "";
      const fits = wanted.every((word) => text.includes(word)) && (!doubtful || "look" in row.dataset || row.classList.contains("row-editing"));
      row.hidden = !fits;
      if (fits) seen += 1;
    }
    const nothing = list.querySelector("[data-nothing]");
    if (nothing) nothing.hidden = seen > 0 || rows.length === 0;
  }
}

function onTabKey(review, event) {
  const tabs = [...review.querySelectorAll("[data-tab]")];
  const at = tabs.indexOf(event.target);
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (at < 0 || !step) return;
  event.preventDefault();
  const next = tabs[(at + step + tabs.length) % tabs.length];
  showTab(review, next.dataset.tab);
  next.focus();
}

function codeFromAddress(review) {
  const found = document.getElementById(location.hash.slice(1))?.closest("[data-list]");
  return found && review.contains(found) ? found.dataset.list : "";
}

export function watchTabs(review) {
  const firstWithRows = lists(review).find((list) => list.querySelector("[data-row]"));
  const doubtful = "onlyDoubtful" in review.dataset && lists(review).find((list) => list.querySelector("[data-look]"));
  showSide(review, "rows");
  showTab(review, codeFromAddress(review) || (doubtful || firstWithRows)?.dataset.list || "task");
  filter(review);
  review.addEventListener("click", (event) => {
    const tab = event.target.closest("[data-tab]");
    const side = event.target.closest("[data-side]");
    if (!tab && !side) return;
    event.preventDefault();
    if (tab) {
      showTab(review, tab.dataset.tab);
      review.querySelector("[data-lists]").scrollTop = 0;
    } else showSide(review, side.dataset.side);
  });
  review.addEventListener("keydown", (event) => onTabKey(review, event));
  review.addEventListener("input", (event) => {
    if (event.target.id === "row-filter" || event.target.id === "only-doubtful") filter(review);
  });
  document.addEventListener("htmx:afterSettle", () => {
    showTab(review, shown);
    filter(review);
  });
}
