// The review: document and rows light each other, tabs, filters, keys. Everything works without it by links,
// buttons and forms; it only makes the hands quicker. Words come from the page.
import { watchKeys } from "./review_keys.js";
import { watchLinks } from "./review_links.js";
import { watchRows } from "./review_rows.js";
import { watchTabs } from "./review_tabs.js";

const review = document.getElementById("review");
if (review) {
  review.classList.add("is-live");
  watchTabs(review);
  watchRows(review);
  watchLinks(review);
  watchKeys(review);
}
