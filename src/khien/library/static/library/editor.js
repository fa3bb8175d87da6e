// Starts the editor's pickers from data instead of inline scripts, which our security policy refuses.
const CLASSES = new Set(["InlinePanel", "MultipleChooserPanel", "ImageChooser", "DocumentChooser", "PageChooser"]);

function start(place) {
  const name = place.dataset.start;
  const words = JSON.parse(place.dataset.with);
  delete place.dataset.start;
  if (CLASSES.has(name)) new window[name](...words);
  else window[name](...words);
}

function startAll(root) {
  for (const place of root.querySelectorAll("[data-start]")) start(place);
}

document.addEventListener("DOMContentLoaded", () => {
  startAll(document);
  // Rows that the editor adds later bring their own places.
  new MutationObserver((changes) => {
    for (const change of changes) {
      for (const node of change.addedNodes) if (node.nodeType === Node.ELEMENT_NODE) startAll(node);
    }
  }).observe(document.body, { childList: true, subtree: true });
});
