// Notices stay until they are closed. Others announce one by the event `khien:toast` with {text, tone};
// htmx answers may carry it in HX-Trigger. A lost connection says so.
const TONES = new Set(["done", "info", "need", "danger"]);

export function toast(text, tone = "info") {
  const box = document.getElementById("toasts");
  const pattern = document.getElementById("toast-pattern");
  if (!box || !pattern) return;
  const last = box.lastElementChild;
  if (last && last.querySelector("[data-text]")?.textContent === text) return; // once is enough
  const notice = pattern.content.firstElementChild.cloneNode(true);
  notice.classList.add(`notice-${TONES.has(tone) ? tone : "info"}`);
  notice.querySelector("[data-text]").textContent = text;
  box.append(notice);
}

export function watchToasts() {
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-dismiss]");
    if (button) button.closest(".notice").remove();
  });
  document.addEventListener("khien:toast", (event) => {
    const list = event.detail.list || [event.detail];
    for (const { text, tone } of list) toast(text, tone);
  });
  document.addEventListener("htmx:sendError", () => {
    const box = document.getElementById("toasts");
    if (box) toast(box.dataset.offline, "danger");
  });
}
