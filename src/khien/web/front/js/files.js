// A chosen file is named beside our own button: the browser's own words come in the language of the browser.
export function watchFiles() {
  document.addEventListener("change", (event) => {
    const line = event.target.closest("[data-file-pick]")?.querySelector("[data-file-name]");
    if (!line) return;
    line.dataset.none ??= line.textContent;
    line.textContent = [...event.target.files].map((file) => file.name).join(", ") || line.dataset.none;
  });
}
