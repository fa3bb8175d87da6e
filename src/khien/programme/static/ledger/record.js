// The form of an activity: small pictures of chosen photos, steppers, one more row of products, and sending by way of
// the queue, so that nothing is lost when the network drops. Without script the form posts by itself.
import { drop, itemOf, put, send, show, watchQueue, words } from "./queue.js";

const form = document.querySelector("form[data-record]");
const THUMB = 320;

async function drawThumb(file) {
  const item = document.createElement("li");
  item.dataset.fresh = "";
  const canvas = document.createElement("canvas");
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", file.name);
  item.append(canvas);
  try {
    const bitmap = await createImageBitmap(file, { imageOrientation: "from-image" });
    const share = THUMB / Math.max(bitmap.width, bitmap.height);
    canvas.width = Math.max(1, Math.round(bitmap.width * share));
    canvas.height = Math.max(1, Math.round(bitmap.height * share));
    canvas.getContext("2d").drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    bitmap.close();
  } catch {
    const name = document.createElement("span");
    name.textContent = file.name;
    canvas.replaceWith(name);
  }
  return item;
}

function watchPhotos() {
  const input = form.querySelector("#id_photos");
  const list = form.querySelector("[data-thumbs]");
  input.addEventListener("change", async () => {
    const fresh = await Promise.all([...input.files].map(drawThumb));
    for (const old of list.querySelectorAll("[data-fresh]")) old.remove();
    list.append(...fresh);
  });
}

function step(button) {
  const input = button.parentElement.querySelector("input");
  const now = Number(input.value.replace(/\D/g, "")) || 0;
  const up = Number(button.dataset.step);
  const size = now >= 100 || (now === 100 && up > 0) ? 10 : now >= 20 + (up < 0 ? 1 : 0) ? 5 : 1;
  input.value = String(Math.max(0, now + up * size));
  input.dispatchEvent(new Event("input", { bubbles: true }));
}

function showBounds(select) {
  select.closest(".reach-row").classList.toggle("is-estimated", ["estimated", "surveyed"].includes(select.value));
}

function watchReach() {
  form.addEventListener("click", (event) => {
    const button = event.target.closest("[data-step]");
    if (button) step(button);
  });
  form.addEventListener("change", (event) => {
    if (event.target.matches("[data-basis]")) showBounds(event.target);
    if (event.target.matches('[name="audience"]') && event.target.checked) {
      form.querySelector(`[name="people_${event.target.value}"]`).focus();
    }
  });
  for (const select of form.querySelectorAll("[data-basis]")) showBounds(select);
}

function watchRows() {
  const rows = form.querySelector("[data-rows-grow]");
  rows.addEventListener("input", () => {
    const last = rows.lastElementChild;
    if (!last.querySelector("input").value || rows.children.length >= 20) return;
    const more = last.cloneNode(true);
    for (const input of more.querySelectorAll("input")) input.value = "";
    rows.append(more);
  });
}

function tell(text, tone) {
  document.dispatchEvent(new CustomEvent("khien:toast", { detail: { text, tone } }));
}

// A key of version 4 (RFC 9562), also where the page is not served over https.
function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

// A new form after one was kept: the same page, empty, with a key of its own.
function startAnew() {
  form.reset();
  form.elements.key.value = newKey();
  for (const item of form.querySelectorAll("[data-thumbs] > li")) item.remove();
  window.scrollTo(0, 0);
}

async function sendOff(event) {
  event.preventDefault();
  const button = event.submitter || form.querySelector("button.btn-primary");
  if (form.dataset.going) return;
  form.dataset.going = "1";
  button.setAttribute("aria-busy", "true");
  let item = null;
  let kept = false;
  try {
    item = await itemOf(form);
    if (button.name) item.fields.push([button.name, button.value]);
    kept = await put(item).then(() => true, () => false);
    const { state, address } = await send(item);
    if (state === "signed-out") {
      tell(words.signIn, "need");
    } else if (state === "wrong") {
      await drop(item.key).catch(() => undefined); // the form still holds it
      tell(words.wrong, "danger");
    } else if (state === "later") {
      throw new Error(state);
    } else {
      await drop(item.key).catch(() => undefined);
      form.dataset.done = "1";
      location.assign(address);
      return;
    }
  } catch {
    if (kept) {
      tell(words.kept, "need");
      startAnew();
    } else tell(words.full, "danger");
  } finally {
    button.removeAttribute("aria-busy");
    delete form.dataset.going;
  }
  await show();
}

if (form && window.indexedDB && window.fetch) {
  watchPhotos();
  watchReach();
  watchRows();
  form.addEventListener("submit", sendOff);
  watchQueue();
}
