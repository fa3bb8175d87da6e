// Switches warnings in this browser on and off. Without script or in a browser that knows no push the page says what else helps.
const box = document.querySelector("[data-push-key]");
const form = box?.querySelector("form");
const say = (name) => {
  for (const part of box.querySelectorAll("[data-push-say]")) part.hidden = part.dataset.pushSay !== name;
};
const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
const post = async (address, data) => {
  const headers = { "Content-Type": "application/json", "X-CSRFToken": form.csrfmiddlewaretoken.value };
  const answer = await fetch(address, { method: "POST", headers, body: JSON.stringify(data) });
  if (!answer.ok) throw new Error(answer.status);
};
const able = "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;

async function start() {
  const worker = await navigator.serviceWorker.register("/sw.js", { scope: "/" });
  await navigator.serviceWorker.ready;
  let held = await worker.pushManager.getSubscription();
  say(held ? "on" : Notification.permission === "denied" ? "denied" : "off");
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const { pushManager } = worker;
    try {
      if (held) {
        await post(box.dataset.pushStop, { endpoint: held.endpoint });
        await held.unsubscribe();
        held = null;
        return say("off");
      }
      if ((await Notification.requestPermission()) !== "granted") return say("denied");
      held = await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytes(box.dataset.pushKey) });
      await post(box.dataset.pushStart, held).catch(async (error) => {
        await held.unsubscribe();
        held = null;
        throw error;
      });
      say("on");
    } catch {
      say("failed");
    }
  });
}

if (form) able ? start().catch(() => say("failed")) : say("unable");
