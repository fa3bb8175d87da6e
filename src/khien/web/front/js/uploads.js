// form[data-upload]: files by click or by dropping them on .dropzone; while sending, <progress> moves.
// The server answers with the address to go on to (a redirect); without script the form just posts.
function drop(form, zone) {
  const input = form.querySelector('input[type="file"]');
  const over = (on) => (event) => {
    event.preventDefault();
    zone.toggleAttribute("data-over", on);
  };
  zone.addEventListener("dragover", over(true));
  zone.addEventListener("dragleave", over(false));
  zone.addEventListener("drop", (event) => {
    over(false)(event);
    input.files = event.dataTransfer.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
}

function send(form) {
  const bar = form.querySelector("[data-upload-progress]");
  const progress = bar?.querySelector("progress");
  const request = new XMLHttpRequest();
  if (bar) bar.hidden = false;
  request.upload.addEventListener("progress", (event) => {
    if (progress && event.lengthComputable) progress.value = Math.round((100 * event.loaded) / event.total);
    if (progress && event.loaded === event.total) progress.removeAttribute("value");
  });
  request.addEventListener("load", () => {
    if (request.status < 400 && request.responseURL !== form.action) location.assign(request.responseURL);
    else form.submit(); // let the server show its own page with the error at the field
  });
  request.addEventListener("error", () => {
    if (bar) bar.hidden = true;
    const detail = { text: form.dataset.failed, tone: "danger" };
    document.dispatchEvent(new CustomEvent("khien:toast", { detail }));
  });
  request.open("POST", form.action);
  request.send(new FormData(form));
}

export function watchUploads() {
  for (const form of document.querySelectorAll("form[data-upload]")) {
    for (const zone of form.querySelectorAll(".dropzone")) drop(form, zone);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      send(form);
    });
  }
}
