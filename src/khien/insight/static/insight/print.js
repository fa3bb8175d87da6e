// "Print on one sheet": the browser's own dialogue.
for (const button of document.querySelectorAll("[data-print]")) button.addEventListener("click", () => window.print());
