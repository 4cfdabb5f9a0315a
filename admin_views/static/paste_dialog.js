// A block from a spreadsheet: looked at in a dialog, then written into the list as one step.

const AT_ONCE = 300; // rows that are checked with one question
const MOST_SHOWN = 100;
const MOST_LETTERS = 1_000_000;
const make = (tag, marks = {}, ...inner) => {
  const made = Object.assign(document.createElement(tag), marks);
  made.append(...inner);
  return made;
};
const filled = (text, ...numbers) => text.replace(/[0-2]/g, (place) => numbers[place]?.toLocaleString(document.documentElement.lang) ?? place);

export function pasteDialog(sheet) {
  const { grid, saver, texts } = sheet;
  const box = document.getElementById("sheet-paste");
  const says = box.dataset;
  const at = (name) => box.querySelector(name);
  const others = at("[data-others]");
  let block = null;
  let isBusy = false;
  let isWriting = false;

  const tell = (text) => { at("[data-problem]").textContent = text; };

  // The server's answer; a page that was signed out meanwhile loses nothing.
  async function ask(part, body, isAgain = false) {
    const answer = await saver.post(part, body).catch(() => { throw new Error(says.offline); });
    const isOut = answer.type === "opaqueredirect" || [400, 401].includes(answer.status);
    if (isOut && !isAgain && (await saver.renew())) return ask(part, body, true);
    if (isOut) throw new Error(says.signedOut);
    if (answer.status === 413) throw new Error(says.large);
    if (![200, 409, 422].includes(answer.status)) throw new Error(texts.failed);
    return answer.json();
  }

  // The columns in the order they are shown; what is not shown takes no part.
  function columnsFrom(left) {
    const { cells } = grid.rows.find((row) => Number(row.dataset.id));
    return grid.heads.map((head, col) => ({ head, col }))
      .filter(({ head, col }) => col >= left && head.getClientRects().length && !cells[col].matches(".pick, .row-acts"))
      .map(({ head, col }) => ({ col, name: grid.fields[col]?.name ?? "", label: grid.fields[col]?.label ?? head.textContent.trim() }));
  }

  // One value fills the cells chosen, one row the rows chosen.
  function spread(text, { top, bottom, left, right }) {
    const line = text.replace(/\r?\n$/, "");
    if (/[\r\n]/.test(line)) return text;
    const row = line.includes("\t") ? line : Array(right - left + 1).fill(line).join("\t");
    return Array(bottom - top + 1).fill(row).join("\n");
  }

  async function begin(text) {
    const reach = grid.reach();
    const isOne = !/[\t\r\n]/.test(text.trim());
    const ids = grid.rows.slice(reach.top).map((row) => Number(row.dataset.id));
    if (ids.includes(0)) ids.length = ids.indexOf(0); // a row that is begun ends the block
    if (isOne && !ids.length) return sheet.edit(text.trim());
    const chosen = grid.fields.slice(reach.left, reach.right + 1);
    if (isOne && !chosen.some(Boolean)) return grid.say(texts.readOnly);
    block = { text: spread(text, reach), top: reach.top, columns: columnsFrom(reach.left), ids, mode: "", isQuick: isOne, chosen: new Map() };
    for (const part of box.querySelectorAll(".paste-notes, .paste-cells, .paste-where, [data-others]")) part.hidden = true;
    others.firstElementChild.checked = false;
    busy("");
    if (!text.trim() || text.length > MOST_LETTERS) return grid.say(text.trim() ? says.large : says.none);
    return check();
  }

  function open() {
    if (!box.open) box.showModal();
    at("[value=write]").hidden = !block.checks;
    at(block.checks ? "[value=write]" : "[value='']").focus();
  }

  function busy(text, done, whole) {
    const bar = at("progress");
    bar.hidden = !text;
    if (done === undefined) bar.removeAttribute("value");
    else Object.assign(bar, { value: done, max: whole });
    isBusy = Boolean(text);
    if (text) at(".paste-sum").textContent = text;
  }

  async function check() {
    const mine = block;
    const ids = mine.mode === "add" ? [] : mine.ids;
    const columns = mine.columns.map(({ name, label }) => [name, label]);
    const opening = window.setTimeout(() => { if (mine === block) open(); }, mine.isQuick ? 1000 : 300);
    tell("");
    at("[value=again]").hidden = true;
    try {
      const first = await ask("paste/check/", { text: mine.text, ids: ids.slice(0, AT_ONCE), columns });
      if (first.problem) throw new Error(first.problem);
      const checks = first.checks;
      while (checks.length < first.count && mine === block) {
        busy(filled(says.way, checks.length, first.count), checks.length, first.count);
        const [from, to] = [checks.length, checks.length + AT_ONCE];
        checks.push(...(await ask("paste/check/", { rows: first.rows.slice(from, to), ids: ids.slice(from, to), columns })).checks);
      }
      if (mine !== block) return;
      Object.assign(mine, { rows: first.rows, checks, notes: first.notes, whyNot: first.why_not });
      show();
    } catch (fault) {
      if (mine === block) fail(fault.message);
    } finally {
      window.clearTimeout(opening);
      if (mine === block) busy("");
      if (block?.checks) sum();
    }
  }

  function fail(text) {
    if (!block.checks) at(".paste-sum").textContent = "";
    open();
    tell(text);
    at("[value=again]").hidden = false;
  }

  const known = () => Math.min(block.mode === "add" ? 0 : block.ids.length, block.rows.length);
  const going = () => block.checks.map((one, number) => ({ ...one, number }))
    .filter(({ id }) => (block.mode === "over" ? id : block.mode === "" && block.whyNot ? id : true));
  const pickOf = (number, cell) => block.chosen.get(number)?.[cell.place];
  const isOpenCell = (number, cell) => cell.state === "refused" || (cell.state === "doubtful" && !pickOf(number, cell));

  function counted() {
    const rows = going();
    const cells = rows.flatMap((row) => Object.values(row.cells).map((cell) => ({ cell, row })));
    return {
      adds: rows.filter((row) => isWhole(row)).length,
      changes: cells.filter(({ cell, row }) => row.id && cell.state !== "refused" && !isOpenCell(row.number, cell)).length,
      refused: cells.filter(({ cell }) => cell.state === "refused").length,
      open: cells.filter(({ cell, row }) => cell.state === "doubtful" && !pickOf(row.number, cell)).length,
    };
  }

  // A new row comes whole or not at all.
  const isWhole = (row) => !row.id && !Object.values(row.cells).some((cell) => isOpenCell(row.number, cell));

  function sum() {
    const { adds, changes, refused, open: doubts } = counted();
    const parts = [filled(says.sum, adds, changes, refused)];
    if (doubts) parts.push(filled(says.open, doubts));
    at(".paste-sum").textContent = adds + changes + refused + doubts ? parts.join(" · ") : says.nothing;
    others.hidden = !(refused + doubts);
  }

  function show() {
    const beyond = block.rows.length - known();
    const { adds, changes, refused, open: doubts } = counted();
    if (block.isQuick && !refused && !doubts && !adds && !block.notes.length) {
      if (changes) write();
      else grid.say(says.nothing);
      return;
    }
    block.isQuick = false;
    const hasNext = Boolean(document.querySelector("a[rel=next]"));
    const notes = [...block.notes];
    if (beyond && block.whyNot) notes.push(block.whyNot);
    if (beyond && hasNext && block.mode !== "add") notes.push(says.further);
    at(".paste-notes").hidden = false;
    at(".paste-notes").replaceChildren(...notes.map((text) => make("li", { textContent: text })));
    where(beyond, hasNext);
    draw();
    sum();
    open();
  }

  // Rows of the block that find no row of the list are asked for.
  function where(beyond, hasNext) {
    const place = at(".paste-where");
    const ways = block.whyNot ? [] : [[block.rows.length > block.ids.length ? "over" : "into", Math.min(block.ids.length, block.rows.length)], ...(beyond && block.mode !== "add" ? [["both", known(), beyond]] : []), ["add", block.rows.length]];
    place.hidden = !ways.length;
    if (!block.mode && !(beyond && hasNext && !block.whyNot)) block.mode = beyond && !block.whyNot ? "both" : "over";
    if (block.mode === "add" && block.rows.length > block.ids.length) ways.splice(1, 0, ["both", block.ids.length, block.rows.length - block.ids.length]);
    const inputs = ways.map(([name, ...numbers]) => {
      const value = name === "into" ? "over" : name;
      return make("label", {}, make("input", { type: "radio", name: "where", value, checked: block.mode === value }), ` ${filled(says[name], ...numbers)}`);
    });
    place.replaceChildren(place.firstElementChild, ...inputs);
  }

  function draw() {
    const used = block.columns.map((column, number) => ({ ...column, number })).filter(({ name, number }) => name && block.rows.some((row) => row[number]));
    const rows = going().filter((row) => row.outcome !== "same");
    const weight = (row) => (Object.values(row.cells).some(({ state }) => state === "doubtful" || state === "refused") ? 0 : 1);
    rows.sort((one, other) => weight(one) - weight(other) || one.number - other.number);
    const heads = used.map(({ label }) => make("th", { scope: "col", textContent: label }));
    at(".paste-cells thead").replaceChildren(make("tr", {}, make("th", { scope: "col", textContent: says.record }), ...heads));
    at(".paste-cells tbody").replaceChildren(...rows.slice(0, MOST_SHOWN).map((row) => make("tr", {}, make("th", { scope: "row", textContent: row.title || says.titleNew }), ...used.map((column) => drawn(row, column)))));
    at("[data-rest]").textContent = rows.length > MOST_SHOWN ? filled(says.more, rows.length - MOST_SHOWN) : "";
    at(".paste-cells").hidden = !rows.length;
  }

  function drawn(row, { name, number, label }) {
    const cell = row.cells[name];
    const text = block.rows[row.number][number] ?? "";
    const made = make("td", { className: cell ? `is-${cell.state}` : "mut" });
    if (cell?.old) made.append(make("del", { textContent: cell.old }), " ");
    made.append(cell?.state === "changes" ? make("ins", { textContent: cell.new }) : text);
    if (cell?.state === "refused") made.append(make("small", { className: "problem", textContent: cell.text }));
    if (cell?.state === "doubtful") made.append(choice(row, cell, `${label}: ${text}`));
    return made;
  }

  function choice(row, cell, label) {
    const input = make("select", { className: "in" }, new Option(filled(says.choose, cell.choices.length), ""), ...cell.choices.map(([key, title]) => new Option(title, key)));
    input.setAttribute("aria-label", `${row.title || says.titleNew}, ${label}`);
    input.dataset.same = `${cell.place} ${cell.new}`;
    input.value = pickOf(row.number, cell) ?? "";
    input.addEventListener("change", () => choose(row, cell, input.value));
    return input;
  }

  // The same name means the same record in every row that was not decided yet.
  function choose(row, cell, key) {
    const [name] = cell.place.split(".");
    for (const [number, one] of block.checks.entries()) {
      const other = one.cells[name];
      const isSame = other?.place === cell.place && other.new === cell.new;
      if (number === row.number || (isSame && !pickOf(number, other))) block.chosen.set(number, { ...block.chosen.get(number), [cell.place]: key });
    }
    for (const input of box.querySelectorAll(".paste-cells select")) if (!input.value && input.dataset.same === `${cell.place} ${cell.new}`) input.value = key;
    sum();
  }

  function rowsToWrite() {
    return going().filter((row) => row.id || isWhole(row)).map((row) => {
      const names = block.columns.map(({ name }, number) => [name, block.rows[row.number][number]]);
      const isGoing = (name) => (row.id ? row.cells[name] && !isOpenCell(row.number, row.cells[name]) : true);
      const cells = Object.fromEntries(names.filter(([name, text]) => name && text && isGoing(name)));
      return { id: row.id, version: row.version, cells, chosen: block.chosen.get(row.number) ?? {} };
    }).filter(({ cells }) => Object.keys(cells).length);
  }

  async function write() {
    const mine = block;
    const { refused, open: doubts } = counted();
    tell("");
    if (!block.mode && !block.isQuick) tell(says.decide);
    else if (refused + doubts && !others.firstElementChild.checked) {
      tell(says.tick);
      others.firstElementChild.focus();
    } else {
      const rows = rowsToWrite();
      if (!rows.length) return tell(says.nothing);
      busy(filled(says.writing, rows.length));
      isWriting = true;
      try {
        const answer = await ask("paste/write/", { rows });
        if (answer.problems) throw new Error([...answer.problems, ...(answer.more ? [filled(says.more, answer.more)] : [])].join(" "));
        finish(mine, rows, answer);
      } catch (fault) {
        fail(fault.message);
      } finally {
        isWriting = false;
        busy("");
        if (block) sum();
      }
    }
    return undefined;
  }

  function finish(mine, sent, { step, rows, new: added }) {
    const { changes } = counted();
    block = null;
    box.close();
    if (step) saver.note(step);
    for (const { id } of sent) if (id && rows[id]) {
      saver.rows.delete(id);
      saver.redraw(id, rows[id]);
    }
    const shown = added.filter((id) => rows[id]);
    for (const id of shown) grid.insert(saver.built(id, rows[id], texts.fresh), grid.rows.length);
    const places = [...sent.map(({ id }) => id), ...shown].filter(Boolean).map((id) => grid.rows.indexOf(grid.rowOfId(id))).filter((row) => row >= 0);
    const cols = mine.columns.filter(({ name }, number) => name && mine.rows.some((row) => row[number])).map(({ col }) => col);
    grid.choose(Math.min(...places), Math.max(...places), cols[0], cols.at(-1));
    grid.say([filled(says.pasted, changes, added.length), ...(added.length > shown.length ? [filled(says.first, shown.length)] : [])].join(" "));
  }

  at("form").addEventListener("submit", (event) => {
    const { value } = event.submitter;
    if (value || isWriting) event.preventDefault();
    if (value && !isBusy) (value === "write" ? write : check)();
  });
  box.addEventListener("cancel", (event) => { if (isWriting) event.preventDefault(); });
  box.addEventListener("change", (event) => {
    if (event.target.name !== "where") return;
    const isNewCheck = (block.mode === "add") !== (event.target.value === "add");
    block.mode = event.target.value;
    block.chosen.clear();
    if (isNewCheck) check();
    else show();
  });
  box.addEventListener("close", () => {
    if (!block) return;
    block = null;
    grid.select(grid.at.row, grid.at.col);
  });
  return begin;
}
