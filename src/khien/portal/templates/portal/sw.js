// Keeps the shell, the pages that were read and the guides of the first page, so that they open without a network.
// Touches only GETs of public pages on this site; the workspace, the editor, accounts and forms always go to the server.
const VERSION = "{{ version }}";
const SHELL = "shell-" + VERSION;
const PAGES = "pages-v1";
const MOST_PAGES = 60;
const OFFLINE = "/mat-mang/";
const FILES = [{% for address in shell %}"{{ address|escapejs }}"{% if not forloop.last %}, {% endif %}{% endfor %}];
const GUIDES = [{% for address in guides %}"{{ address|escapejs }}"{% if not forloop.last %}, {% endif %}{% endfor %}];
const NEVER = /^\/(en\/)?(lam-viec|soan-thao|tai-khoan|giao-dien|tim-kiem|tep|sw\.js)|\/huu-ich\/$/;
const SECONDS = 6;
let guidesKept = false;

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(SHELL).then((cache) => cache.addAll([...FILES, OFFLINE])).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    caches.keys().then((names) => Promise.all(names.filter((name) => name.startsWith("shell-") && name !== SHELL).map((name) => caches.delete(name)))),
  );
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin || NEVER.test(url.pathname)) return;
  if (url.pathname.startsWith("/static/")) event.respondWith(fromShell(request));
  else if (request.mode === "navigate") event.respondWith(page(event));
});

async function fromShell(request) {
  return (await caches.match(request, { cacheName: SHELL })) || fetch(request);
}

async function page(event) {
  const pages = await caches.open(PAGES);
  const key = new Request(new URL(event.request.url).pathname);
  try {
    const response = await withinSeconds(fetch(event.request));
    if (keepable(response)) event.waitUntil(pages.put(key, response.clone()).then(() => trim(pages)));
    event.waitUntil(keepGuides(pages)); // a worker begins with a visitor's second page: the first stays light
    return response;
  } catch {
    return (await pages.match(key)) || (await caches.match(OFFLINE)) || Response.error();
  }
}

function keepable(response) {
  const caching = response.headers.get("Cache-Control") || "";
  return response.ok && !response.redirected && response.type === "basic" && caching.includes("public");
}

function withinSeconds(promise) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error("slow")), SECONDS * 1000);
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

async function keepGuides(pages) {
  if (guidesKept) return;
  guidesKept = true;
  for (const address of GUIDES) {
    if (NEVER.test(address) || (await pages.match(address))) continue;
    const response = await fetch(address).catch(() => null);
    if (response && keepable(response)) await pages.put(new Request(address), response);
  }
}

async function trim(pages) {
  const keys = (await pages.keys()).filter((request) => !GUIDES.includes(new URL(request.url).pathname));
  for (const request of keys.slice(0, Math.max(0, keys.length - MOST_PAGES))) await pages.delete(request);
}

// A warning that the office pushed to this browser (khien.channels, web push). A tap opens its page, nothing is counted here.
self.addEventListener("push", (event) => {
  let note = {};
  try {
    note = event.data.json();
  } catch {
    return;
  }
  const { title = "", body = "", tag = "", url = "/", urgent = false } = note;
  event.waitUntil(
    self.registration.showNotification(title, { body, tag, data: url, requireInteraction: urgent, icon: "/bieu-tuong-192.png" }),
  );
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const url = new URL(event.notification.data || "/", location.origin);
  event.waitUntil(self.clients.openWindow(url.protocol.startsWith("http") ? url.href : "/"));
});
