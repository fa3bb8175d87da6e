// The review: document and rows light each other, tabs, filters, keys. Everything works without it by links,
// buttons and forms; it only makes the hands quicker. Words come from the page.
import { watchDrafts } from "./review_drafts.js";
import { watchKeys } from "./review_keys.js";
import { watchLinks } from "./review_links.js";
import { goTo, watchRows } from "./review_rows.js";
import { shownList, visibleRows, watchTabs } from "./review_tabs.js";

const review = document.getElementById("review");
if (review) {
  review.classList.add("is-live");
  watchTabs(review);
  watchDrafts(review); // before the rows: what was typed is back when a form gets the focus
  watchRows(review);
  watchLinks(review);
  watchKeys(review);
  const asked = document.getElementById(location.hash.slice(1))?.closest("[data-row]");
  const first = asked || visibleRows(shownList(review))[0];
  if (first) goTo(review, first, { focus: Boolean(asked) });
}
