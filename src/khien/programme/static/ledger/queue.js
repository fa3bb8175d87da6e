// Entries that wait on this device until the network is back: fields and photos in IndexedDB, sent with their own key,
// so that one sent twice is recorded once. Texts come from the page ([data-queue]).
const NAME = "khien-ledger";
const STORE = "waiting";
const LARGEST_SIDE = 2048;
const AGAIN = 60000;

export const box = document.querySelector("[data-queue]");
export const words = box ? box.dataset : {};

function opened() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "key" });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

async function inStore(mode, act) {
  const base = await opened();
  return new Promise((resolve, reject) => {
    const work = base.transaction(STORE, mode);
    const request = act(work.objectStore(STORE));
    work.oncomplete = () => {
      base.close();
      resolve(request?.result);
    };
    work.onerror = work.onabort = () => {
      base.close();
      reject(work.error);
    };
  });
}

// Offices share computers: what another person left here is neither shown nor sent in this one's name.
export async function waiting() {
  const all = await inStore("readonly", (store) => store.getAll());
  return all.filter((item) => item.owner === words.owner);
}

export const put = (item) => inStore("readwrite", (store) => store.put(item));
export const drop = (key) => inStore("readwrite", (store) => store.delete(key));

// The form as it is: pairs of name and value; files apart, as blobs.
export async function itemOf(form) {
  const fields = [];
  const files = [];
  for (const [name, value] of new FormData(form)) {
    if (value instanceof File) {
      if (value.size > 0) files.push({ name, file: await smaller(value) });
    } else if (name !== "csrfmiddlewaretoken") fields.push([name, value]);
  }
  const title = form.elements.title?.value || "";
  const key = form.elements.key.value;
  return { key, address: form.getAttribute("action"), fields, files, title, owner: words.owner, at: Date.now() };
}

// A photo is made smaller here already: a tenth to send, and nothing of place or camera in it. What this browser
// cannot read goes as it is, and the server says what it thinks of it.
async function smaller(file) {
  if (!/^image\/(jpeg|png|webp)$/.test(file.type) || file.size < 600000) return file;
  try {
    const bitmap = await createImageBitmap(file, { imageOrientation: "from-image" });
    const share = Math.min(1, LARGEST_SIDE / Math.max(bitmap.width, bitmap.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(bitmap.width * share);
    canvas.height = Math.round(bitmap.height * share);
    canvas.getContext("2d").drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    bitmap.close();
    const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", 0.86));
    return blob && blob.size < file.size ? new File([blob], file.name.replace(/\.\w+$/, ".jpg"), { type: "image/jpeg" }) : file;
  } catch {
    return file;
  }
}

function token() {
  return JSON.parse(document.body.getAttribute("hx-headers") || "{}")["X-CSRFToken"] || "";
}

// Sends one item. Resolves to { state, address }: "sent", "refused" (the server keeps it as a draft), "signed-out",
// "wrong" (the server takes none of it), "later" (the server is in trouble); throws when there is no network.
export async function send(item) {
  const body = new FormData();
  for (const [name, value] of item.fields) body.append(name, value);
  for (const { name, file } of item.files) body.append(name, file, file.name);
  const answer = await fetch(item.address, {
    method: "POST",
    body,
    credentials: "same-origin",
    headers: { "X-Requested-With": "ledger", "X-CSRFToken": token() },
  });
  const address = answer.headers.get("X-Go-To") || "";
  if (address) return { state: answer.status < 300 ? "sent" : "refused", address };
  if (answer.redirected || answer.status === 403) return { state: "signed-out", address: "" };
  return { state: answer.status < 500 ? "wrong" : "later", address: "" };
}

// "10:32 24/11", in Vietnam's time wherever the telephone is.
function moment(at) {
  const options = { timeZone: "Asia/Ho_Chi_Minh", hourCycle: "h23", hour: "2-digit", minute: "2-digit", day: "2-digit", month: "2-digit" };
  const parts = Object.fromEntries(new Intl.DateTimeFormat("en", options).formatToParts(at).map((part) => [part.type, part.value]));
  return `${parts.hour}:${parts.minute} ${parts.day}/${parts.month}`;
}

function line(item) {
  const row = box.querySelector("[data-queue-row]").content.firstElementChild.cloneNode(true);
  row.querySelector("[data-title]").textContent = item.title || "…";
  const photos = item.files.length ? `${item.files.length} ${words.photos} · ` : "";
  row.querySelector("[data-note]").textContent = `${photos}${moment(item.at)}`;
  row.querySelector("[data-drop]").addEventListener("click", async () => {
    if (!window.confirm(words.dropSure)) return;
    await drop(item.key);
    await show();
  });
  return row;
}

export async function show() {
  if (!box) return [];
  let items = [];
  try {
    items = await waiting();
  } catch {
    return items; // this browser keeps nothing: then nothing waits
  }
  box.hidden = items.length + links.length === 0;
  box.querySelector("[data-queue-send]").hidden = items.length === 0;
  box.querySelector("[data-queue-list]").replaceChildren(...items.map(line), ...links);
  return items;
}

function tell(text, tone) {
  document.dispatchEvent(new CustomEvent("khien:toast", { detail: { text, tone } }));
}

let sending = false;

// Sends what waits, one after the other. Stops at the first that meets no network.
export async function sendAll() {
  if (sending || !navigator.onLine) return;
  sending = true;
  let sent = 0;
  let refused = 0;
  try {
    for (const item of await waiting()) {
      const { state, address } = await send(item);
      if (state === "signed-out") {
        tell(words.signIn, "need");
        break;
      }
      if (state === "wrong") tell(`${item.title}: ${words.wrong}`, "danger");
      if (state === "wrong" || state === "later") continue;
      await drop(item.key);
      if (state === "sent") sent += 1;
      else {
        refused += 1;
        needsYou(item, address);
      }
    }
  } catch {
    // no network after all: everything still waits
  } finally {
    sending = false;
  }
  await show();
  if (sent) tell(words.sent, "done");
  if (refused) tell(words.refused, "need");
}

// What the server could not record is a draft there now; here stands the way to it, nobody is sent off her page.
const links = [];

function needsYou(item, address) {
  const row = document.createElement("li");
  const link = document.createElement("a");
  link.href = address;
  link.textContent = `${item.title || "…"} · ${words.look}`;
  row.append(link);
  links.push(row);
}

export async function watchQueue() {
  if (!box || !window.indexedDB) return;
  box.querySelector("[data-queue-send]").addEventListener("click", sendAll);
  window.addEventListener("online", sendAll);
  setInterval(sendAll, AGAIN); // the network may be there and the server not
  await show();
  await sendAll();
}
