// A record begun as a row of the list: typed across its cells, saved as a whole by the form of a new record.

export function newRow(sheet) {
  const { grid, saver, texts, keys } = sheet;
  const form = grid.table.dataset.form;
  const acts = document.querySelector("[data-new-acts]");
  const parts = (grid.table.dataset.parts ?? "").split(" ").filter(Boolean);
  let row = null;
  let begun = null;
  let typed = new Map();
  let isSending = false;

  const isHere = (place = grid.at) => row !== null && grid.rows[place.row] === row;
  const make = (tag, marks = {}) => Object.assign(document.createElement(tag), marks);

  // What may be typed into: the fields of the form that are shown; a title of several parts is one text,
  // of one part a record that is named.
  function fieldOf(col) {
    const field = grid.fields[col];
    if (field) return begun.shown[field.name] === undefined ? undefined : field;
    const title = parts.length === 1 ? { name: parts[0], kind: "picker" } : { name: "title", kind: "text" };
    return parts.length && col === grid.titleCol ? { ...title, label: grid.heads[col].textContent.trim() } : undefined;
  }

  const colOf = (fits) => grid.heads.findIndex((head, col) => fieldOf(col) && fits(fieldOf(col)));

  function build() {
    const made = make("tr", { className: "is-new" });
    made.dataset.id = "0";
    grid.heads.forEach((head, col) => {
      const cell = make(col === grid.titleCol ? "th" : "td", { className: head.className });
      if (col === grid.titleCol) cell.scope = "row";
      else cell.dataset.label = grid.fields[col]?.label ?? "";
      if (fieldOf(col)) cell.append(make("span", { textContent: begun.shown[fieldOf(col).name] ?? "" }));
      made.append(cell);
    });
    return made;
  }

  function note(text, look = "problem") {
    const head = row.cells[grid.titleCol];
    head.querySelector(".new-note")?.remove();
    head.append(make("small", { className: `new-note ${look}`, textContent: text }));
    grid.say(text);
  }

  async function begin() {
    if (row && !(await submit())) return;
    const place = { ...grid.at };
    const answer = await fetch(saver.address("new/"), { redirect: "manual" }).catch(() => null);
    if (row) return;
    if (!answer?.ok) {
      grid.say(answer?.type === "opaqueredirect" ? texts.signedOut : texts.failed);
      return;
    }
    begun = await answer.json();
    typed = new Map();
    const values = {};
    for (const [name, value] of begun.pairs) (values[name] ??= []).push(value);
    saver.rows.set(0, { at: Infinity, promise: Promise.resolve(), values, fixed: "" });
    row = build();
    grid.insert(row, place.row + 1);
    for (const [col, cell] of [...row.cells].entries()) if (fieldOf(col)) cell.removeAttribute("aria-readonly");
    acts.hidden = false;
    grid.select(place.row + 1, fieldOf(place.col) ? place.col : colOf(Boolean));
    note(begun.missing.length ? texts.newMissing.replace("0", begun.missing.join(", ")) : texts.newHint, "");
    sheet.edit();
  }

  function put(cells) {
    for (const { row: number, col, field, values, shown } of cells) {
      typed.set(field, values);
      saver.rows.get(0).values[field] = values;
      saver.drafts.delete(`0 ${field}`);
      saver.show(grid.cell(number, col), shown);
      grid.cell(number, col).classList.remove("is-waiting");
    }
  }

  // As the form of a new record would send it.
  function pairs() {
    const sent = new Map(typed);
    if (sent.has("title")) {
      const [first, ...rest] = (sent.get("title")[0] ?? "").split(",");
      [first, rest.join(",")].forEach((text, number) => { if (parts[number]) sent.set(parts[number], [text.trim()]); });
      sent.delete("title");
    }
    const known = begun.pairs.filter(([name]) => !sent.has(name));
    return [...known, ...[...sent].flatMap(([name, values]) => values.map((value) => [name, value])), ["_token", begun.token]];
  }

  async function post(isAgain = false) {
    const headers = { "X-CSRFToken": saver.token };
    const answer = await fetch(saver.address("new/"), { method: "POST", headers, body: new URLSearchParams(pairs()), redirect: "manual" });
    const isStale = answer.type === "opaqueredirect" || answer.status === 400;
    return isStale && !isAgain && (await saver.renew()) ? post(true) : answer;
  }

  // True where the row was saved.
  async function submit() {
    if (isSending) return false;
    isSending = true;
    try {
      const answer = await post();
      if (answer.ok) return saved(await answer.json());
      if (answer.status === 422) refused(await answer.json());
      else note(answer.type === "opaqueredirect" ? texts.signedOut : texts.failed);
    } catch {
      note(texts.newOffline);
    } finally {
      isSending = false;
    }
    return false;
  }

  function saved({ id, step, rows }) {
    const index = grid.rows.indexOf(row);
    const { col } = grid.at;
    remove();
    if (rows[id]) {
      grid.insert(saver.built(id, rows[id], texts.fresh), index);
      grid.select(index, col);
    }
    if (step) saver.note(step);
    grid.say(texts.newSaved);
    return true;
  }

  function refused({ cells = {}, rest, token }) {
    begun.token = token;
    for (const [col, cell] of [...row.cells].entries()) if (fieldOf(col)) saver.clean(cell);
    const wrong = Object.entries(cells).map(([name, text]) => {
      const col = colOf((field) => field.name === name || (field.name === "title" && parts.includes(name)));
      const field = fieldOf(col);
      saver.refuse({ id: 0, col, name: field.name, shown: grid.textOf(row.cells[col]) }, text, saver.valuesOf(0, field.name) ?? [""]);
      return [col, text];
    });
    if (wrong.length) {
      grid.select(grid.rows.indexOf(row), wrong[0][0]);
      grid.say(wrong[0][1]);
    }
    if (rest.length) note([...rest, texts.newToForm].join(" "));
  }

  function remove() {
    grid.remove(row);
    for (const key of [...saver.drafts.keys()]) if (key.startsWith("0 ")) saver.drafts.delete(key);
    saver.rows.delete(0);
    row = null;
    acts.hidden = true;
  }

  function discard() {
    const index = grid.rows.indexOf(row);
    const { col } = grid.at;
    const box = document.getElementById("sheet-discard");
    const end = (isOver) => {
      if (isOver) remove();
      grid.select(isOver ? Math.max(0, index - 1) : index, col);
    };
    if (!typed.size) return end(true);
    box.returnValue = "";
    box.addEventListener("close", () => end(box.returnValue === "discard"), { once: true });
    return box.showModal();
  }

  // The form of a new record, filled with what was typed; it is sent from there.
  function toForm() {
    const made = make("form", { method: "post", action: form, hidden: true });
    for (const [name, value] of [...pairs(), ["csrf_token", saver.token], ["_back_to_form", "1"]]) made.append(make("input", { type: "hidden", name, value }));
    document.body.append(made);
    row = null;
    made.submit();
  }

  const wrap = (table, key, act) => {
    const before = table[key];
    table[key] = (...given) => (isHere() ? act() : before?.(...given));
  };
  wrap(keys.plain, "Enter", submit);
  wrap(keys.plain, "Escape", discard);
  wrap(keys.plain, " ", toForm);

  const { fieldAt, save, leave } = sheet;
  sheet.fieldAt = (place = grid.at) => (isHere(place) ? fieldOf(place.col) : fieldAt(place));
  sheet.save = (cells, kind) => {
    const here = cells.filter((cell) => isHere(cell));
    if (here.length) put(here);
    const others = cells.filter((cell) => !isHere(cell));
    if (others.length) save(others, kind);
  };
  // Tab goes on typing in the next cell, Enter saves the row.
  sheet.leave = (place, go) => {
    if (!isHere(place)) return leave(place, go);
    grid.select(place.row, place.col);
    if (go[0] || go[2]) return go[2] ? begin() : submit();
    if (go[1]) {
      grid.nextOpen(go[1], sheet.isOpen);
      if (grid.at.col !== place.col) sheet.edit();
    }
    return undefined;
  };

  acts.addEventListener("click", (event) => ({ save: submit, form: toForm, discard })[event.target.value]?.());
  window.addEventListener("beforeunload", (event) => { if (row && typed.size) event.preventDefault(); });
  return begin;
}
