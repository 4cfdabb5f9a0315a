// Columns of a list as its reader likes them: by keys or dragged, kept by the server.

import { followMouse } from "./sheet_drag.js";

const [NARROWEST, WIDEST, STEP, REST] = [40, 1000, 16, 400]; // pixels; milliseconds
const table = document.querySelector("table[data-columns]");
const told = table?.dataset;
const rules = new CSSStyleSheet();
const headRow = () => table.tHead.rows[0];
const heads = () => [...headRow().cells].filter((cell) => cell.dataset.column);
const say = (text) => { document.getElementById("voice").textContent = text; };
let waiting = {};
let timer = 0;
let leaving = 0;

function draw() {
  const sized = heads().filter((head) => head.dataset.width).map((head) => {
    const column = `table[data-columns] > * > tr > :nth-child(${head.cellIndex + 1})`;
    const width = `${Number(head.dataset.width)}px`;
    return `${column} { width: ${width}; min-width: ${width}; max-width: ${width}; white-space: normal; overflow-wrap: anywhere; }
      ${column} :is(a, small, span:not(.vh)) { max-width: 100%; white-space: normal; }`;
  });
  rules.replaceSync(`@media (min-width: 701px) { ${sized.join("\n")} }`);
}

async function send() {
  window.clearTimeout(timer);
  timer = 0;
  const body = JSON.stringify(waiting);
  waiting = {};
  const headers = { "Content-Type": "application/json", "X-CSRFToken": document.querySelector("input[name=csrf_token]").value };
  const answer = await fetch(told.columns, { method: "POST", headers, body, keepalive: true, redirect: "manual" });
  if (!answer.ok) say(told.failed);
}

function keep(part) {
  waiting = { ...waiting, ...part, widths: { ...waiting.widths, ...part.widths } };
  window.clearTimeout(timer);
  timer = window.setTimeout(send, REST);
}

// 0: as wide as it likes.
function widen(head, wish) {
  const width = wish && Math.round(Math.min(Math.max(wish, NARROWEST), WIDEST));
  head.dataset.width = width || "";
  draw();
  keep({ widths: { [head.dataset.column]: width } });
}

// In a saved view the order stands in the address, like all else of it.
function keepOrder(head) {
  const order = heads().map((one) => one.dataset.column);
  const sheet = told.sheet && new URL(told.sheet, window.location.href);
  if (sheet) {
    sheet.searchParams.set("cols", order.join("."));
    told.sheet = sheet.pathname + sheet.search;
  }
  if (!told.order) {
    keep({ order });
    return;
  }
  const here = new URL(told.order, window.location.href);
  here.searchParams.set("cols", order.join("."));
  here.hash = `column-${head.dataset.column}`;
  window.clearTimeout(leaving);
  leaving = window.setTimeout(() => window.location.assign(here), REST);
}

// A neighbour goes round the column, so that what has the focus keeps it.
function move(from, to) {
  const { length } = headRow().cells;
  for (const row of table.rows) {
    if (row.cells.length !== length) continue;
    const [cell, other] = [row.cells[from], row.cells[to]];
    const [still, going] = Math.abs(from - to) === 1 ? [cell, other] : [other, cell];
    if ((from < to) === (going === cell)) still.after(going);
    else still.before(going);
  }
  const head = headRow().cells[to];
  draw();
  table.dispatchEvent(new CustomEvent("columns", { detail: { from, to } }));
  const all = heads();
  say(`${head.dataset.label}: ${told.place.replace("2", all.length).replace("1", all.indexOf(head) + 1)}`);
  keepOrder(head);
}

// The first column names the record and stays.
function goTo(head, number) {
  const all = heads();
  if (table.querySelector(".is-new") || all[0] === head || number < 1 || number >= all.length || all[number] === head) return;
  move(head.cellIndex, all[number].cellIndex);
}

function onKey(event) {
  const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  const head = event.target.closest("thead th[data-column]");
  if (!by || !head || !event.shiftKey || event.metaKey || event.ctrlKey === event.altKey) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (event.altKey) goTo(head, heads().indexOf(head) + by);
  else {
    widen(head, head.offsetWidth + by * STEP);
    say(told.wide.replace("0", head.dataset.width));
  }
}

// What the worksheet has to know: which cell stands where now.
export function followColumns({ grid, saver }) {
  if (!told?.columns) return;
  table.addEventListener("columns", ({ detail: { from, to } }) => {
    const placeOf = (col) => {
      if (col === from) return to;
      if (from < col && col <= to) return col - 1;
      return to <= col && col < from ? col + 1 : col;
    };
    grid.reorder(placeOf);
    for (const { changes } of saver.waiting) for (const change of changes) change.col = placeOf(change.col);
    saver.url = told.sheet;
  });
  const named = grid.heads.findIndex((head) => window.location.hash === `#column-${head.dataset.column}`);
  if (named >= 0) grid.select(-1, named);
}

if (table && window.matchMedia("(min-width: 701px)").matches) {
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, rules];
  draw();
  followMouse({ table, heads, widen, goTo });
  table.addEventListener("keydown", onKey, true);
  window.addEventListener("pagehide", () => { if (timer) send(); });
}
