// Search: Pagefind does the finding, this shows what it found. Nothing is loaded until the reader opens the box.
"use strict";

const dialog = document.querySelector(".atlas-search");
const opener = document.querySelector("[data-atlas-search]");
const LIMIT = 20;
const DELAY = 150;
// More results are looked at than shown: what bears the very name that was typed comes first.
const LOOKED_AT = 40;
// A model is looked for by one of its names, and a long page is no worse than a short one.
const RANKING = { pageLength: 0, termFrequency: 0, metaWeights: { title: 8, aliases: 8, summary: 0.5 } };

// Pagefind marks hits in its excerpts with <mark>; everything else in them is text and stays text.
function withMarks(excerpt) {
  const parsed = new DOMParser().parseFromString(excerpt, "text/html");
  const fragment = document.createDocumentFragment();
  for (const node of parsed.body.childNodes) {
    if (node.nodeName === "MARK") {
      const mark = document.createElement("mark");
      mark.textContent = node.textContent;
      fragment.append(mark);
    } else {
      fragment.append(node.textContent);
    }
  }
  return fragment;
}

function isNamed(result, words) {
  const names = [result.meta.title, ...(result.meta.aliases ?? "").split(" · ")];
  return names.some((name) => name.toLowerCase() === words.toLowerCase());
}

function asItem(result) {
  const item = document.createElement("li");
  const link = document.createElement("a");
  const excerpt = document.createElement("p");
  link.href = result.url;
  link.textContent = result.meta.title;
  // A page made from the registry is a list of facts, of which an excerpt says little; its summary says more.
  excerpt.append(result.meta.summary ?? withMarks(result.excerpt));
  item.append(link, excerpt);
  return item;
}

function start() {
  const input = dialog.querySelector("input");
  const status = dialog.querySelector("[role=status]");
  const list = dialog.querySelector("ol");
  let pagefind;
  let latest = 0;

  async function search() {
    const turn = ++latest;
    await new Promise((resolve) => setTimeout(resolve, DELAY));
    if (turn !== latest || !pagefind) return;
    const words = input.value.trim();
    const found = words ? (await pagefind.search(words)).results : [];
    const results = await Promise.all(found.slice(0, LOOKED_AT).map((result) => result.data()));
    if (turn !== latest) return;
    results.sort((one, other) => isNamed(other, words) - isNamed(one, words));
    list.replaceChildren(...results.slice(0, LIMIT).map(asItem));
    status.textContent = words && !found.length ? dialog.dataset.none : "";
  }

  async function open() {
    dialog.showModal();
    input.focus();
    if (pagefind) return;
    try {
      const index = new URL(dialog.dataset.index, document.baseURI);
      pagefind = await import(index.href);
      await pagefind.options({ baseUrl: new URL("..", index).pathname, ranking: RANKING });
      await search();
    } catch {
      status.textContent = dialog.dataset.unavailable;
    }
  }

  opener.hidden = false;
  opener.addEventListener("click", open);
  input.addEventListener("input", search);
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  dialog.querySelector("form").addEventListener("submit", (event) => {
    event.preventDefault();
    if (event.submitter) dialog.close();
    else list.querySelector("a")?.click();
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "Escape") dialog.close(); // a browser would only empty the box
    if (event.key !== "Enter") return;
    event.preventDefault();
    list.querySelector("a")?.click();
  });
  document.addEventListener("keydown", (event) => {
    const typing = /^(input|textarea|select)$/i.test(document.activeElement?.tagName ?? "");
    if (event.key === "/" && !typing && !dialog.open) {
      event.preventDefault();
      open();
    }
  });
}

if (dialog && opener) start();
