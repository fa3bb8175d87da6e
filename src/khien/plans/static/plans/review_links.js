// The place of a row in the document and the row of a place: hovering lights the other side, a click goes there.
import { goTo } from "./review_rows.js";
import { showSide } from "./review_tabs.js";

function placeOf(row) {
  return row?.dataset.at ? document.getElementById(row.dataset.at) : null;
}

function rowsAt(review, place) {
  return [...review.querySelectorAll("[data-row]")].filter((row) => row.dataset.at === place.id);
}

function placeUnder(review, target) {
  const place = target.closest?.(".paper p[id], .paper tr[id]");
  return place && review.contains(place) ? place : null;
}

function light(elements, name) {
  for (const old of document.querySelectorAll(`.${name}`)) old.classList.remove(name);
  for (const element of elements) element.classList.add(name);
}

// In a text file a table's row stands as one cell a line: from its number to where the next row begins.
const NUMBER = 8;
const MOST_CELLS = 12;

function extent(place) {
  const found = [place];
  if (place.tagName !== "P" || place.textContent.trim().length > NUMBER) return found;
  let next = place.nextElementSibling;
  while (next?.tagName === "P" && !next.classList.contains("has-rows") && found.length < MOST_CELLS) {
    found.push(next);
    next = next.nextElementSibling;
  }
  return found;
}

function showPlace(review, row) {
  const place = placeOf(row);
  light(place ? extent(place) : [], "is-here");
  const paper = review.querySelector("[data-paper]");
  if (!place || !paper || !paper.offsetParent) return;
  const box = paper.getBoundingClientRect();
  const at = place.getBoundingClientRect();
  if (at.top < box.top + 40 || at.bottom > box.bottom - 40) {
    paper.scrollTop += at.top - box.top - Math.min(120, box.height / 3);
  }
}

function mark(review) {
  const places = new Set([...review.querySelectorAll("[data-row]")].map((row) => row.dataset.at));
  for (const place of review.querySelectorAll(".paper p[id], .paper tr[id]")) {
    place.classList.toggle("has-rows", places.has(place.id));
  }
}

export function watchLinks(review) {
  mark(review);
  document.addEventListener("htmx:afterSettle", () => mark(review));
  review.addEventListener("mouseover", (event) => {
    const row = event.target.closest("[data-row]");
    const place = row ? placeOf(row) : placeUnder(review, event.target);
    light(place && row ? [place] : [], "is-lit");
    if (!row && place) for (const other of rowsAt(review, place)) other.classList.add("is-lit");
  });
  review.addEventListener("mouseleave", () => light([], "is-lit"));
  review.addEventListener("plans:current", (event) => showPlace(review, event.target));
  review.addEventListener("click", (event) => {
    if (event.target.closest(".paper a")) return;
    const toPlace = event.target.closest("[data-show]");
    if (toPlace) {
      event.preventDefault();
      showSide(review, "document");
      showPlace(review, toPlace.closest("[data-row]"));
      return;
    }
    const toFinding = event.target.closest("[data-to-finding]");
    if (toFinding) {
      event.preventDefault();
      goTo(review, document.getElementById(toFinding.getAttribute("href").slice(1)));
      return;
    }
    const place = placeUnder(review, event.target);
    const row = place && rowsAt(review, place)[0];
    if (row) {
      row.hidden = false;
      showSide(review, "rows");
      goTo(review, row);
    }
  });
}
