// form[data-plan-upload]: drop or choose files, see what was chosen, watch it being sent. Without script it posts.
const form = document.querySelector("form[data-plan-upload]");

function size(bytes) {
  const megabytes = bytes / (1 << 20);
  return megabytes >= 1 ? `${megabytes.toFixed(1).replace(".", ",")} MB` : `${Math.max(1, Math.round(bytes / 1024))} KB`;
}

function problem(file) {
  if (file.size > Number(form.dataset.limit)) return form.dataset.tooBig;
  return file.size === 0 ? form.dataset.empty : "";
}

function tell(text) {
  const line = form.querySelector("[data-upload-error]");
  line.textContent = text;
  line.hidden = !text;
}

function check(input) {
  const files = [...input.files];
  const list = form.querySelector("[data-chosen]");
  list.replaceChildren(
    ...files.map((file) => {
      const item = document.createElement("li");
      const why = problem(file);
      item.textContent = `${file.name} · ${size(file.size)}${why ? ` · ${why}` : ""}`;
      item.classList.toggle("is-bad", Boolean(why));
      return item;
    }),
  );
  list.hidden = files.length === 0;
  const bad = files.find(problem);
  if (files.length > Number(form.dataset.most)) tell(form.dataset.tooMany);
  else tell(bad ? `${bad.name}: ${problem(bad)}` : "");
  return !bad && files.length <= Number(form.dataset.most);
}

function send() {
  const bar = form.querySelector("[data-upload-progress]");
  const progress = bar.querySelector("progress");
  const button = form.querySelector("button");
  const request = new XMLHttpRequest();
  bar.hidden = false;
  button.setAttribute("aria-busy", "true");
  button.disabled = true;
  request.upload.addEventListener("progress", (event) => {
    if (!event.lengthComputable) return;
    const done = Math.round((100 * event.loaded) / event.total);
    progress.value = done;
    bar.querySelector("[data-percent]").textContent = `${done} %`;
  });
  const failed = () => {
    bar.hidden = true;
    button.disabled = false;
    button.removeAttribute("aria-busy");
    tell(form.dataset.lost);
  };
  request.addEventListener("load", () => {
    const address = request.status < 400 ? request.getResponseHeader("X-Go-To") : "";
    if (address) location.assign(address);
    else failed();
  });
  request.addEventListener("error", failed);
  request.open("POST", form.action);
  request.setRequestHeader("X-Requested-With", "upload"); // an address instead of a redirect: its messages stay unread
  request.send(new FormData(form));
}

if (form) {
  const input = form.querySelector('input[type="file"]');
  const zone = form.querySelector("[data-drop]");
  input.addEventListener("change", () => check(input));
  for (const [name, over] of [["dragover", true], ["dragleave", false], ["drop", false]]) {
    zone.addEventListener(name, (event) => {
      event.preventDefault();
      zone.toggleAttribute("data-over", over);
    });
  }
  zone.addEventListener("drop", (event) => {
    if (!event.dataTransfer.files.length) return;
    input.files = event.dataTransfer.files;
    check(input);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (check(input)) send();
  });
}
