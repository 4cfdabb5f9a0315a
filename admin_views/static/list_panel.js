// A list that is only read: the record beside it, from the link of its row, with the space bar.

import { recordPanel } from "./sheet_panel.js";

function start(table) {
  const rows = [...table.tBodies[0].rows];
  const linkOf = (row) => rows[row].querySelector("a.row");
  const keys = { plain: { Escape: () => {} } };
  const grid = {
    rows,
    at: { row: 0, col: 0 },
    moved: () => {},
    idOf: (row) => Number(new URL(linkOf(row).href).searchParams.get("id")),
    cell: (row) => rows[row].querySelector("th"),
    reveal: (cell) => cell.scrollIntoView({ block: "nearest" }),
    say: (text) => { document.getElementById("voice").textContent = text; },
    select(row, col, isSame = false) {
      grid.at.row = row;
      if (!isSame) linkOf(row).focus();
      grid.moved(row);
    },
  };
  const address = (part, marks) => {
    const found = new URL(`cells/${part}`, new URL(table.dataset.list, window.location.href));
    for (const [name, value] of marks) found.searchParams.append(name, value);
    return found;
  };
  recordPanel({ grid, saver: { address, post: async () => ({}) }, texts: table.dataset, keys });
  table.addEventListener("focusin", (event) => {
    if (event.target.matches("a.row")) grid.select(rows.indexOf(event.target.closest("tr")), 0, true);
  });
  table.addEventListener("keydown", (event) => {
    const act = event.target.matches("a.row") && !event.ctrlKey && !event.altKey && !event.metaKey && keys.plain[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });
}

const table = document.querySelector("table[data-list]:not([data-sheet])");
if (table?.querySelector("a.row") && window.matchMedia("(min-width: 701px)").matches) start(table);
