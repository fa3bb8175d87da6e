// The navigation on a phone (opened by the last button of the bottom bar) and folded on a desk.
const FOLDED = "khien-side-folded";

function remembered() {
  try {
    return localStorage.getItem(FOLDED) === "1";
  } catch {
    return false; // storage may be forbidden; the menu simply stays open
  }
}

function remember(folded) {
  try {
    localStorage.setItem(FOLDED, folded ? "1" : "0");
  } catch {
    // nothing to keep it in
  }
}

function watchFold(button) {
  const apply = (folded) => {
    document.documentElement.classList.toggle("side-folded", folded);
    button.setAttribute("aria-expanded", String(!folded));
  };
  apply(remembered());
  button.addEventListener("click", () => {
    const folded = !document.documentElement.classList.contains("side-folded");
    apply(folded);
    remember(folded);
  });
}

export function watchSide() {
  const side = document.getElementById("side");
  if (!side) return;
  const fold = document.querySelector("[data-fold]");
  if (fold) watchFold(fold);
  const opener = document.querySelector("[data-side-open]");
  const set = (open) => {
    side.classList.toggle("is-open", open);
    opener.setAttribute("aria-expanded", String(open));
    if (open) side.querySelector("a").focus();
    else opener.focus();
  };
  if (!opener) return;
  opener.setAttribute("role", "button");
  opener.setAttribute("aria-expanded", "false");
  opener.addEventListener("click", (event) => {
    event.preventDefault();
    set(!side.classList.contains("is-open"));
  });
  side.addEventListener("click", (event) => {
    if (!event.target.closest("[data-side-close]")) return;
    event.preventDefault();
    set(false);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && side.classList.contains("is-open")) set(false);
  });
}
