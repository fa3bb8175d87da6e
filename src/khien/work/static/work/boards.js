// Views over work: copy an address, choose all rows of a page, count what is chosen. All of it works without.
function copy(button) {
  const field = document.getElementById(button.dataset.copy);
  const said = button.querySelector("span");
  const done = () => {
    said.dataset.before ??= said.textContent;
    said.textContent = button.dataset.copied;
    setTimeout(() => (said.textContent = said.dataset.before), 4000);
  };
  field.select();
  if (navigator.clipboard) navigator.clipboard.writeText(field.value).then(done);
  else if (document.execCommand("copy")) done();
}

function count() {
  const form = document.getElementById("hang-loat");
  if (!form) return;
  const boxes = [...document.querySelectorAll('input[name="chon"]')];
  const chosen = boxes.filter((box) => box.checked).length;
  for (const place of form.querySelectorAll("[data-chosen]")) place.textContent = chosen.toLocaleString("vi");
  const all = form.querySelector("[data-choose-page]");
  if (all) all.checked = chosen > 0 && chosen === boxes.length;
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-copy]");
  if (button) copy(button);
});
document.addEventListener("change", (event) => {
  if (event.target.matches("[data-choose-page]")) {
    for (const box of document.querySelectorAll('input[name="chon"]')) box.checked = event.target.checked;
  }
  if (event.target.matches('[data-choose-page], input[name="chon"]')) count();
});
document.addEventListener("htmx:afterSettle", count);
count();
