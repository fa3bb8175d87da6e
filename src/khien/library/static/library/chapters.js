// Chapters of a booklet: dragged to their place, or moved with the arrow buttons without a journey to the server.
// Without this script the buttons send the form and the server moves the line; what is kept is the order of the
// hidden fields in either case.
const list = document.querySelector("[data-chapters] [data-list]");

function marked() {
  const lines = [...list.children];
  lines.forEach((line, n) => {
    line.querySelector("[data-up]").disabled = n === 0;
    line.querySelector("[data-down]").disabled = n === lines.length - 1;
  });
}

function moved(button, line, other, place) {
  if (!other) return;
  other[place](line);
  marked();
  (button.disabled ? line.querySelector("button:not([disabled])") : button).focus();
}

if (list) {
  let held = null;
  list.addEventListener("click", (event) => {
    const button = event.target.closest("[data-up], [data-down]");
    if (!button) return;
    event.preventDefault();
    const line = button.closest("li");
    if ("up" in button.dataset) moved(button, line, line.previousElementSibling, "before");
    else moved(button, line, line.nextElementSibling, "after");
  });
  list.addEventListener("dragstart", (event) => {
    held = event.target.closest("li");
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", "");
  });
  list.addEventListener("dragover", (event) => {
    const over = event.target.closest("li");
    if (!held || !over) return;
    event.preventDefault();
    if (over === held) return;
    const box = over.getBoundingClientRect();
    over[event.clientY > box.top + box.height / 2 ? "after" : "before"](held);
  });
  list.addEventListener("drop", (event) => event.preventDefault());
  list.addEventListener("dragend", () => {
    held = null;
    marked();
  });
}
