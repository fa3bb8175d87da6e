// form[data-autosave="address"]: what is typed is sent there a moment later and confirmed by the form's
// .saved line. If sending fails, a copy waits in this browser, the line says so, and it is tried again.
const PAUSE = 800;
const RETRY = 15000;
const CLASH = "409";

const UNKEPT = new Set(["hidden", "password", "file", "submit", "button"]);

function kept(form) {
  return [...form.elements].filter((control) => control.name && !UNKEPT.has(control.type));
}

function keep(key, form) {
  const typed = kept(form)
    .filter((control) => control.checked || !["checkbox", "radio"].includes(control.type))
    .map((control) => [control.name, control.value]);
  try {
    sessionStorage.setItem(key, JSON.stringify(typed));
  } catch {
    // no room or not allowed: the form itself still holds it
  }
}

// Puts back what a lost line or a closed page kept from being saved. Says whether there was anything.
function restore(key, form) {
  let typed = null;
  try {
    typed = JSON.parse(sessionStorage.getItem(key));
  } catch {
    return false;
  }
  if (!typed) return false;
  for (const control of kept(form)) {
    const values = typed.filter((pair) => pair[0] === control.name).map((pair) => pair[1]);
    if (control.type === "checkbox" || control.type === "radio") control.checked = values.includes(control.value);
    else if (values.length > 0) control.value = values[0];
  }
  return true;
}

function forget(key) {
  try {
    sessionStorage.removeItem(key);
  } catch {
    // was never kept
  }
}

function tell(line, state, text) {
  if (!line) return;
  line.dataset.state = state;
  line.querySelector("[data-text]").textContent = text;
}

function clock() {
  return new Intl.DateTimeFormat("vi", { hour: "2-digit", minute: "2-digit" }).format(new Date());
}

function watch(form) {
  const line = form.querySelector(".saved") || document.querySelector(`.saved[data-for="${form.id}"]`);
  const key = `khien-draft:${form.dataset.autosave}`;
  let timer = 0;
  let saving = false;
  const words = line ? line.dataset : {};

  async function save() {
    if (saving) return later(PAUSE);
    saving = true;
    tell(line, "saving", words.saving);
    const body = new FormData(form);
    for (const [name, value] of [...body]) if (value instanceof File) body.delete(name); // files go with the form itself
    try {
      const answer = await fetch(form.dataset.autosave, { method: "POST", body, credentials: "same-origin", headers: { Accept: "application/json" } });
      if (!answer.ok) throw new Error(String(answer.status));
      forget(key);
      tell(line, "saved", words.saved.replace("%s", clock()));
      form.dispatchEvent(new CustomEvent("khien:saved", { bubbles: true }));
    } catch (error) {
      const clash = error.message === CLASH; // trying again would not help: two versions have to be compared
      tell(line, "failed", clash ? words.clash : words.failed);
      if (!clash) later(RETRY);
    } finally {
      saving = false;
    }
    return undefined;
  }

  function later(pause) {
    clearTimeout(timer);
    timer = setTimeout(save, pause);
  }

  form.addEventListener("input", () => {
    keep(key, form);
    later(PAUSE);
  });
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    forget(key);
  });
  if (restore(key, form)) later(0);
  window.addEventListener("online", () => {
    if (line?.dataset.state === "failed") later(0);
  });
}

export function watchAutosave() {
  for (const form of document.querySelectorAll("form[data-autosave]")) watch(form);
}
