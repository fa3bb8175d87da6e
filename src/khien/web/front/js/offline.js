// Lets the site's own worker keep pages for when there is no network. Asked for after the page is done.
export function keepOffline() {
  const worker = document.querySelector('meta[name="service-worker"]');
  if (!worker || !("serviceWorker" in navigator)) return;
  window.addEventListener("load", () => {
    navigator.serviceWorker.register(worker.content, { scope: "/" }).catch(() => {});
  });
}
