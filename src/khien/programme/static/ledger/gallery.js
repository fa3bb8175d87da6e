// [data-lightbox]: photos open large over the page; arrows turn, Escape closes. Without script each photo is a link to
// a page of its own.
const lists = document.querySelectorAll("[data-lightbox]");
const box = document.createElement("dialog");
const image = document.createElement("img");
let links = [];
let at = 0;

function show(index) {
  at = (index + links.length) % links.length;
  const link = links[at];
  image.src = link.dataset.large;
  image.alt = link.querySelector("img").alt;
}

if (lists.length && typeof box.showModal === "function") {
  box.className = "lightbox";
  box.append(image);
  document.body.append(box);
  box.addEventListener("click", () => box.close());
  box.addEventListener("close", () => {
    image.removeAttribute("src");
    links[at]?.focus();
  });
  box.addEventListener("keydown", (event) => {
    if (event.key === "ArrowRight") show(at + 1);
    if (event.key === "ArrowLeft") show(at - 1);
  });
  for (const list of lists) {
    list.addEventListener("click", (event) => {
      const link = event.target.closest("a[data-large]");
      if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      links = [...list.querySelectorAll("a[data-large]")];
      box.setAttribute("aria-label", link.querySelector("img").alt);
      show(links.indexOf(link));
      box.showModal();
    });
  }
}
