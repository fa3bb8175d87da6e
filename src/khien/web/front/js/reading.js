// On a page with one text: reads it aloud, prints it, sends it on, takes the answer to "was this useful". Each button is
// hidden until the device can do it; the page does all of it without script but the reading.
const LONGEST = 180; // characters said at a time: some voices stop after fifteen seconds

function voiceFor(language) {
  return speechSynthesis.getVoices().find((voice) => voice.lang.toLowerCase().replace("_", "-").startsWith(language));
}

function sentencesOf(text) {
  const parts = [];
  for (const node of text.querySelectorAll("h2, h3, p, li, blockquote, figcaption, summary, caption, th, td")) {
    if (node.closest("nav") || node.querySelector("p, li")) continue;
    for (const sentence of node.textContent.trim().split(/(?<=[.?!…:])\s+/)) {
      for (let rest = sentence; rest; ) {
        const cut = rest.length > LONGEST ? rest.lastIndexOf(" ", LONGEST) : rest.length;
        parts.push(rest.slice(0, cut > 0 ? cut : LONGEST));
        rest = rest.slice(cut > 0 ? cut : LONGEST).trim();
      }
    }
  }
  return parts.filter(Boolean);
}

function watchReadAloud(button) {
  const text = document.querySelector("[data-text]");
  const language = (text.lang || document.documentElement.lang).slice(0, 2);
  const words = button.querySelector("span");
  const begin = words.textContent;
  const rest = () => {
    button.setAttribute("aria-pressed", "false");
    words.textContent = begin;
  };
  const offer = () => {
    if (voiceFor(language)) button.hidden = false;
  };
  button.addEventListener("click", () => {
    if (button.getAttribute("aria-pressed") === "true") {
      speechSynthesis.cancel();
      rest();
      return;
    }
    const title = document.querySelector("h1").textContent.trim();
    const parts = [title, ...sentencesOf(text)];
    speechSynthesis.cancel();
    parts.forEach((part, number) => {
      const said = new SpeechSynthesisUtterance(part);
      said.lang = language === "vi" ? "vi-VN" : "en-GB";
      said.voice = voiceFor(language) || null;
      said.rate = 0.95;
      if (number === parts.length - 1) said.onend = rest;
      speechSynthesis.speak(said);
    });
    button.setAttribute("aria-pressed", "true");
    words.textContent = button.dataset.stop;
  });
  offer();
  speechSynthesis.addEventListener?.("voiceschanged", offer);
  window.addEventListener("pagehide", () => speechSynthesis.cancel());
}

function say(button, text) {
  const words = button.querySelector("span");
  const before = words.textContent;
  words.textContent = text;
  setTimeout(() => {
    words.textContent = before;
  }, 3000);
}

function watchSending() {
  for (const button of document.querySelectorAll("[data-share]")) {
    if (!navigator.share) continue;
    button.hidden = false;
    button.addEventListener("click", () => {
      navigator.share({ title: button.dataset.title, url: button.dataset.address }).catch(() => {});
    });
  }
  for (const button of document.querySelectorAll("[data-copy]")) {
    const field = document.querySelector(button.dataset.copy);
    button.hidden = false;
    button.addEventListener("click", async () => {
      field.select();
      if (navigator.clipboard) await navigator.clipboard.writeText(field.value).catch(() => {});
      else document.execCommand("copy");
      say(button, button.dataset.done);
    });
  }
}

function watchVote(form) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const answer = event.submitter ? event.submitter.value : "co";
    const headers = { Accept: "application/json" };
    const send = async () => {
      const { ticket } = await (await fetch(form.action, { headers })).json();
      const body = new URLSearchParams({ ve: ticket, "tra-loi": answer });
      const response = await fetch(form.action, { method: "POST", headers, body });
      if (!response.ok) throw new Error("not counted");
      const thanks = document.createElement("p");
      thanks.setAttribute("role", "status");
      thanks.textContent = form.dataset.thanks;
      form.replaceWith(thanks);
    };
    await send().catch(() => location.assign(`${form.action}?tra-loi=${answer}`));
  });
}

export function watchReading() {
  const aloud = document.querySelector("[data-read-aloud]");
  if (aloud && "speechSynthesis" in window) watchReadAloud(aloud);
  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
  watchSending();
  const form = document.querySelector("form[data-vote]");
  if (form) watchVote(form);
}
