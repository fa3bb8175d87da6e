// Changes theme, text size and density at once and lets the server remember; language reloads the page.
const ATTRIBUTES = { theme: "data-theme", text: "data-text", density: "data-density" };

function show(name, value) {
  const root = document.documentElement;
  if (value && value !== "auto") root.setAttribute(ATTRIBUTES[name], value);
  else root.removeAttribute(ATTRIBUTES[name]);
  for (const button of document.querySelectorAll(`form[data-appearance] button[name="${name}"]`)) {
    button.setAttribute("aria-pressed", String(button.value === value));
  }
}

export function watchAppearance() {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    const button = event.submitter;
    if (!(form instanceof HTMLFormElement) || !form.matches("[data-appearance]")) return;
    form.elements.next.value = location.pathname + location.search; // htmx may have moved on since the page came
    if (!button || !(button.name in ATTRIBUTES)) return;
    event.preventDefault();
    show(button.name, button.value);
    const data = new FormData(form);
    data.set(button.name, button.value);
    fetch(form.action, { method: "POST", body: data, redirect: "manual", credentials: "same-origin" }).catch(() => {});
  });
}
