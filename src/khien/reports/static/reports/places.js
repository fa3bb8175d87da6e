// Buttons with data-place put "{{ name }}" where the cursor was in the form's text. Without script they can be copied.
for (const form of document.querySelectorAll("form:has([data-places])")) {
  let last = form.querySelector("textarea");
  form.addEventListener("focusin", (event) => {
    if (event.target instanceof HTMLTextAreaElement) last = event.target;
  });
  form.addEventListener("click", (event) => {
    const button = event.target.closest("[data-place]");
    if (!button || !last) return;
    last.setRangeText(`{{ ${button.dataset.place} }}`, last.selectionStart, last.selectionEnd, "end");
    last.focus();
    last.dispatchEvent(new Event("input", { bubbles: true }));
  });
}
