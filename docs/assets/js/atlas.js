// Comforts of a page that is whole without them: sortable tables, filters kept in the address, copying a source.
"use strict";

const collator = new Intl.Collator(document.documentElement.lang, { numeric: true });

function cellValue(row, column) {
  const cell = row.cells[column];
  return cell.dataset.value ?? cell.textContent.trim();
}

function makeSortable(table) {
  const body = table.tBodies[0];
  [...table.tHead.rows[0].cells].forEach((header, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...header.childNodes);
    header.append(button);
    header.setAttribute("aria-sort", "none");
    button.addEventListener("click", () => {
      const falling = header.getAttribute("aria-sort") === "ascending";
      for (const other of table.tHead.rows[0].cells) other.setAttribute("aria-sort", "none");
      header.setAttribute("aria-sort", falling ? "descending" : "ascending");
      const numeric = header.dataset.sort === "number";
      const rows = [...body.rows].sort((a, b) => {
        const [left, right] = [cellValue(a, column), cellValue(b, column)];
        return numeric ? Number(left) - Number(right) : collator.compare(left, right);
      });
      body.append(...(falling ? rows.reverse() : rows));
    });
  });
}

function says(item, words) {
  const has = (node) => node.textContent.toLocaleLowerCase().includes(words.trim().toLocaleLowerCase());
  for (const folded of item.querySelectorAll("details")) folded.open = has(folded);
  return has(item);
}

function makeFilter(form) {
  const items = [...document.querySelectorAll(form.dataset.filter === "table" ? ".atlas-sortable tbody tr" : ".atlas-timeline > li")];
  const groups = [...document.querySelectorAll("[data-group]")];
  const status = form.querySelector("[role=status]");
  const fields = [...form.elements].filter((field) => field.name);

  function apply() {
    const wanted = fields.filter((field) => field.value.trim() !== "");
    let shown = 0;
    for (const item of items) {
      const fits = wanted.every((field) => {
        if (field.name === "text") return says(item, field.value);
        if ("atMost" in field.dataset) return Number(item.dataset[field.name]) <= Number(field.value);
        return item.dataset[field.name] === field.value;
      });
      item.hidden = !fits;
      shown += fits ? 1 : 0;
    }
    for (const group of groups) group.hidden = !group.querySelector("li:not([hidden])");
    status.textContent = status.dataset.shown.replace("{n}", shown);
    const query = new URLSearchParams(wanted.map((field) => [field.name, field.value])).toString();
    history.replaceState(null, "", query ? `?${query}` : location.pathname + location.hash);
  }

  const asked = new URLSearchParams(location.search);
  for (const field of fields) field.value = asked.get(field.name) ?? "";
  form.addEventListener("input", apply);
  form.addEventListener("reset", () => setTimeout(apply));
  form.addEventListener("submit", (event) => event.preventDefault());
  form.hidden = false;
  if (fields.some((field) => field.value)) apply();
}

function makeCopy(button) {
  const words = button.textContent;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(button.parentElement.querySelector("pre").textContent);
    button.textContent = button.dataset.copied;
    setTimeout(() => (button.textContent = words), 2000);
  });
}

// A graph a little wider than its box is made to fit. A larger one opens on the current model, or on the one with the most arrows, not on its corner.
function showCurrent(box) {
  const drawing = box.querySelector("svg.flowchart");
  const room = box.clientWidth - 2 * parseFloat(getComputedStyle(box).paddingLeft);
  if (drawing && drawing.clientWidth > room && drawing.clientWidth < room / 0.73) drawing.style.width = `${room}px`;
  const node = box.querySelector("[data-current], [data-hub]");
  if (!node) return;
  const [frame, place] = [box.getBoundingClientRect(), node.getBoundingClientRect()];
  const across = node.hasAttribute("data-hub") && /^flowchart LR$/m.test(box.parentElement.querySelector("pre").textContent);
  box.scrollLeft += place.left - frame.left - (across ? 24 : (frame.width - place.width) / 2);
  box.scrollTop += place.top + place.height / 2 - frame.top - frame.height / 2;
}

// Escape closes the definition of a term; it opens again once the reader has been elsewhere.
function closeTerms(event) {
  if (event.key !== "Escape") return;
  for (const term of document.querySelectorAll(".atlas-term:is(:hover, :focus-within)")) {
    term.dataset.closed = "";
    for (const left of ["mouseleave", "focusout"]) term.addEventListener(left, () => delete term.dataset.closed, { once: true });
  }
}

document.addEventListener("keydown", closeTerms);
document.querySelectorAll(".atlas-sortable").forEach(makeSortable);
document.querySelectorAll(".atlas-filter").forEach(makeFilter);
if (navigator.clipboard) document.querySelectorAll(".atlas-copy").forEach(makeCopy);
document.querySelectorAll(".atlas-graph__scroll").forEach(showCurrent);
