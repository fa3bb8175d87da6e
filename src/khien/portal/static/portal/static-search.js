// Search on a site of plain files: words of the address (?q=…) against the index beside the page, marks or not.
const place = document.getElementById("static-results");
const text = new URLSearchParams(location.search).get("q") || "";
const fold = (words) => words.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/đ/gi, "d").toLowerCase();
if (place && text.trim()) {
  for (const field of document.querySelectorAll('input[name="q"]')) field.value = text;
  const words = fold(text).split(/\s+/).filter(Boolean).slice(0, 12);
  fetch(place.dataset.index)
    .then((answer) => answer.json())
    .then((rows) => {
      const scored = rows
        .map((row) => {
          const title = ` ${fold(row.t)}`;
          const hits = words.filter((word) => row.w.includes(word)).length;
          const inTitle = words.filter((word) => title.includes(` ${word}`)).length;
          return { row, score: hits + 2 * inTitle, all: hits === words.length };
        })
        .filter((one) => one.all || one.score > words.length)
        .sort((a, b) => b.all - a.all || b.score - a.score)
        .slice(0, 30);
      const list = document.createElement("ul");
      list.className = "cards";
      for (const { row } of scored) {
        const item = document.createElement("li");
        item.className = "cardlet";
        const title = document.createElement("h2");
        title.className = "cardlet-title";
        const link = document.createElement("a");
        link.href = row.u;
        link.textContent = row.t;
        title.append(link);
        const summary = document.createElement("p");
        summary.className = "cardlet-text";
        summary.textContent = row.s;
        item.append(title, summary);
        list.append(item);
      }
      place.replaceChildren(list);
    })
    .catch(() => undefined);
}
