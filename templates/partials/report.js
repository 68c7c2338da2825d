"use strict";
// Filters the findings. Without it the whole report is shown.
{
  const panel = document.getElementById("filter");
  const form = panel.querySelector("form");
  const count = document.getElementById("count");
  const notice = document.getElementById("filtered");
  const articles = [...document.querySelectorAll("article[data-status]")];
  const fields = [...form.elements].filter((field) => field.name);

  // Upper case, accents, Arabic vowel marks, tatweel and forms of alef make no difference.
  const fold = (text) =>
    text.normalize("NFKD").replace(/[\p{M}\u0640]/gu, "").replace(/\u0671/g, "\u0627").toLowerCase();
  const texts = new Map(articles.map((article) => [article, fold(article.textContent)]));

  const apply = () => {
    const set = fields.filter((field) => field.value.trim());
    const fits = (article) => set.every((field) => field.name === "text"
      ? fold(field.value).trim().split(/\s+/).every((word) => texts.get(article).includes(word))
      : article.dataset[field.name] === field.value);
    for (const article of articles) article.hidden = !fits(article);
    for (const row of document.querySelectorAll("tr[data-of]"))
      row.hidden = document.getElementById(row.dataset.of).hidden;
    for (const chapter of document.querySelectorAll(".chapter"))
      chapter.hidden = !chapter.querySelector("article:not([hidden])");
    serve(new Set(articles.filter((article) => article.hidden).map((article) => article.id)));
    tell(set, articles.filter((article) => !article.hidden).length);
    const address = new URL(location.href);
    address.search = new URLSearchParams(set.map((field) => [field.name, field.value.trim()]));
    try { history.replaceState(null, "", address); } catch { /* shown all the same, but not kept */ }
  };

  // What serves hidden findings alone stays on the screen, and is left out of print.
  const serve = (hidden) => {
    for (const item of document.querySelectorAll("[data-serves]"))
      item.classList.toggle("aside", item.dataset.serves.split(" ").every((name) => hidden.has(name)));
    for (const whole of document.querySelectorAll(".serving"))
      whole.classList.toggle("aside", !whole.querySelector("[data-serves]:not(.aside)"));
  };

  const tell = (set, shown) => {
    const said = set.map((field) =>
      `${field.dataset.label} “${field.selectedOptions?.[0].dataset.words ?? field.value.trim()}”`);
    const counted = count.dataset.pattern.replace("{shown}", shown).replace("{all}", articles.length);
    count.textContent = set.length ? `${counted}: ${count.dataset.filter} ${said.join(", ")}` : counted;
    notice.textContent = `${count.textContent}. ${notice.dataset.beside}`;
    notice.hidden = !set.length;
  };

  // A link to a finding that the filter hides shows all findings again.
  const reveal = (hash) => {
    const target = document.getElementById(hash.slice(1));
    if (!target?.closest("[hidden]")) return;
    form.reset();
    apply();
    target.scrollIntoView();
  };

  for (const [name, value] of new URLSearchParams(location.search)) {
    const field = fields.find((one) => one.name === name);
    if (field) field.value = value;
    if (field?.selectedIndex === -1) field.selectedIndex = 0;
  }
  panel.hidden = false;
  apply();
  reveal(location.hash);
  form.addEventListener("input", apply);
  form.addEventListener("reset", () => setTimeout(apply));
  form.addEventListener("submit", (event) => event.preventDefault());

  // A click comes before the browser looks for its target, and also when the address stays the same.
  addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#"]');
    if (link) reveal(link.hash);
  });
  addEventListener("hashchange", () => reveal(location.hash));

  let opened = [];
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("details:not([open])")];
    for (const proof of opened) proof.open = true;
  });
  addEventListener("afterprint", () => {
    for (const proof of opened) proof.open = false;
  });
}
