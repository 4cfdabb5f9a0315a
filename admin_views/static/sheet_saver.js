// Saving cells in the order they were typed: at once, again when the network is back, never lost.

const PAUSE = 80; // milliseconds on a row before it is asked for
const RETRY = 3000;
const FRESH = 20000; // milliseconds that a row counts as known

export class Saver {
  constructor(url, grid, texts) {
    Object.assign(this, { url, grid, texts, rows: new Map(), drafts: new Map(), waiting: [], done: [], undone: [], known: new Set(), touched: new Set(), isSending: false });
    this.token = document.querySelector("input[name=csrf_token]").value;
    window.addEventListener("online", () => this.send());
    window.addEventListener("beforeunload", (event) => { if (this.waiting.length) event.preventDefault(); });
    for (const place of [grid.table, grid.status]) place.addEventListener("click", (event) => {
      const { value, parentElement } = event.target;
      if (value === "again") this.again();
      if (value === "back") this.takeBack([Number(parentElement.closest("tr").dataset.step)], this.undone, texts.undone);
    });
    document.addEventListener("visibilitychange", () => { if (!document.hidden) this.send(); });
  }

  address(part, marks = []) {
    const address = new URL(this.url, window.location.href);
    address.pathname += part;
    for (const [name, value] of marks) address.searchParams.append(name, value);
    return address;
  }

  visit(id) {
    window.clearTimeout(this.pause);
    this.pause = window.setTimeout(() => this.rowOf(id), PAUSE);
  }

  // What the row holds now; asked for once, and again when that is a while ago.
  rowOf(id) {
    const known = this.rows.get(id);
    if (known && Date.now() - known.at < FRESH) return known.promise;
    const row = { at: Date.now(), values: known?.values ?? {}, fixed: known?.fixed ?? "" };
    row.promise = this.ask(id, row);
    this.rows.set(id, row);
    return row.promise;
  }

  async ask(id, row) {
    try {
      const answer = await fetch(this.address("", [["id", id]]), { redirect: "manual" });
      if (!answer.ok) throw new Error(`row ${answer.status}`);
      const found = (await answer.json()).rows[id];
      row.fixed = found ? found.fixed ?? "" : this.texts.gone;
      row.values = found?.values ?? {};
      if (row.fixed) for (const cell of this.grid.rowOfId(id)?.cells ?? []) cell.setAttribute("aria-readonly", "true");
      if (found && !this.isWaiting(id)) this.redraw(id, found);
    } catch {
      row.at = 0;
    }
  }

  isWaiting(id) {
    return this.waiting.some((item) => item.changes.some((change) => change.id === id));
  }

  reasonShut(id) {
    return this.rows.get(id)?.fixed ?? "";
  }

  valuesOf(id, name) {
    return this.rows.get(id)?.values?.[name];
  }

  draftOf(id, name) {
    return this.drafts.get(`${id} ${name}`);
  }

  // Changes of cells: places with field, values and the text to show meanwhile.
  async save(cells, kind = "") {
    const changes = cells.map(({ row, col, field, values, shown }) => {
      const id = this.grid.idOf(row);
      this.show(this.grid.cell(row, col), shown);
      const follows = this.waiting.some((item) => item.changes.some((change) => change.id === id && change.name === field));
      return { id, col, name: field, values, seen: null, follows };
    });
    const item = { kind, changes };
    this.waiting.push(item);
    this.tell();
    for (const change of changes) {
      if (this.valuesOf(change.id, change.name) === undefined) await this.rowOf(change.id);
      change.seen = this.valuesOf(change.id, change.name) ?? [];
    }
    item.isReady = true;
    this.send();
  }

  show(cell, text) {
    this.clean(cell);
    cell.classList.add("is-waiting");
    this.words(cell).textContent = text;
  }

  // Where a cell says its value.
  words(cell) {
    return cell.querySelector(".tag, span:not(.vh), a.row") ?? cell.insertBefore(document.createElement("span"), cell.firstChild);
  }

  clean(cell) {
    cell.classList.remove("is-waiting", "is-refused", "is-saved");
    cell.removeAttribute("aria-invalid");
    cell.removeAttribute("aria-describedby");
    cell.querySelector(".problem")?.remove();
  }

  tell() {
    const place = this.grid.status.querySelector("[data-waiting]");
    const count = this.waiting.reduce((sum, item) => sum + item.changes.length, 0);
    place.textContent = this.isOffline && count ? this.texts.waiting.replace("0", count) : "";
    place.hidden = !place.textContent;
  }

  // The rows on the page go with it, so that the answer can tell their order.
  async post(part, body) {
    const headers = { "Content-Type": "application/json", "X-CSRFToken": this.token };
    return fetch(this.address(part), { method: "POST", headers, body: JSON.stringify({ ...body, page: this.grid.rows.map((row) => Number(row.dataset.id)).filter(Boolean) }), redirect: "manual" });
  }

  async send() {
    if (this.isSending || !this.waiting[0]?.isReady) return;
    this.isSending = true;
    const item = this.waiting[0];
    try {
      // What was typed over one's own cell that was still on its way has seen what came of that.
      const changes = item.changes.map(({ id, name, values, seen, follows }) => ({ id, name, values, seen: (follows && this.valuesOf(id, name)) || seen }));
      const answer = await this.post("save/", { kind: item.kind, changes });
      await this.judge(item, answer);
    } catch {
      this.isOffline = true;
      this.later();
    } finally {
      this.isSending = false;
      this.tell();
    }
    if (!this.isOffline) this.send();
  }

  later() {
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.send(), RETRY);
  }

  async judge(item, answer) {
    const isOut = answer.type === "opaqueredirect" || answer.status === 401;
    if (isOut || (answer.status === 400 && !item.isRenewed)) {
      item.isRenewed = !isOut; // the page's mark is renewed once; a second 400 is no question of it
      await this.signIn();
      return;
    }
    this.isOffline = false;
    this.waiting.shift();
    if (!answer.ok) {
      for (const change of item.changes) this.refuse(change, this.texts.failed, change.values);
      return;
    }
    const { step, answers, rows, order } = await answer.json();
    for (const told of answers) if (told.state === "saved") this.grid.rowOfId(told.key)?.setAttribute("data-step", step);
    this.reorder(order, answers.map((told) => told.key));
    for (const [id, row] of Object.entries(rows)) this.redraw(Number(id), row);
    for (const told of answers) this.place(item, told);
    if (step) this.note(step);
    const bad = answers.filter((told) => !["saved", "same"].includes(told.state));
    this.grid.say(bad.length ? bad[0].text : this.texts.saved);
  }

  // A new mark of the page; false where somebody signed out.
  async renew() {
    const page = await fetch(window.location.href, { redirect: "manual" });
    const found = page.ok && new DOMParser().parseFromString(await page.text(), "text/html").querySelector("input[name=csrf_token]");
    if (!found || found.value === this.token) return false;
    this.token = found.value;
    return true;
  }

  // Signed out, or the page's mark ran out: the cells wait until somebody signed in elsewhere.
  async signIn() {
    this.isOffline = !(await this.renew());
    if (!this.isOffline) return;
    this.grid.say(this.texts.signedOut);
    this.later();
  }

  place(item, told) {
    const change = item.changes.find(({ id, name }) => id === told.key && name === told.name);
    const row = this.rows.get(told.key);
    this.drafts.delete(`${told.key} ${told.name}`);
    if (["saved", "same", "conflict"].includes(told.state) && row) row.values[told.name] = told.values;
    if (told.state === "saved") this.cellOf(change)?.classList.add("is-saved");
    if (told.state === "conflict") this.ask2(change, told);
    else if (!["saved", "same"].includes(told.state)) this.refuse(change, told.text, change.values);
  }

  cellOf(change) {
    return this.grid.rowOfId(change.id)?.cells[change.col];
  }

  // What was typed stays, with the reason beside it.
  refuse(change, text, values) {
    const cell = this.cellOf(change);
    if (!cell) return;
    this.drafts.set(`${change.id} ${change.name}`, values);
    const problem = Object.assign(document.createElement("small"), { className: "problem", id: `problem-${change.id}-${change.col}`, textContent: text });
    this.clean(cell);
    cell.classList.add("is-refused");
    cell.setAttribute("aria-invalid", "true");
    cell.setAttribute("aria-describedby", problem.id);
    if (change.shown ?? values[0]) this.words(cell).textContent = change.shown ?? values[0];
    cell.append(problem);
  }

  // Two people, one field: both values, and the question which one holds.
  ask2(change, told) {
    const box = document.getElementById("sheet-both");
    box.querySelector("[data-why]").textContent = told.text;
    box.querySelector("[data-theirs]").textContent = told.theirs || "–";
    box.querySelector("[data-mine]").textContent = change.values.join(", ") || "–";
    box.returnValue = "";
    box.addEventListener("close", () => {
      const row = this.grid.rows.indexOf(this.grid.rowOfId(change.id));
      this.grid.select(row, change.col);
      if (box.returnValue === "mine") this.save([{ row, col: change.col, field: change.name, values: change.values, shown: change.values.join(", ") }]);
    }, { once: true });
    box.showModal();
  }

  drawn(found) {
    const drawn = document.createElement("template");
    drawn.innerHTML = `<table><tbody>${found.html}</tbody></table>`;
    return drawn.content.querySelector("tr");
  }

  redraw(id, found) {
    const row = this.grid.rowOfId(id);
    if (!row) return;
    const shift = row.querySelector(":scope > .pick") ? 1 : 0;
    [...this.drawn(found).cells].forEach((cell, number) => {
      const old = row.cells[number + shift];
      if (!old || old.matches(".is-refused, .is-typed")) return;
      this.clean(old);
      if (old.innerHTML !== cell.innerHTML) old.replaceChildren(...cell.childNodes);
    });
    row.classList.toggle("is-unfit", found.fits === false);
    this.label(row);
  }

  // A row that was not on the page, with a label that says so.
  built(id, found, label) {
    const row = this.drawn(found);
    row.dataset.id = id;
    row.dataset.label = label;
    const pick = this.grid.table.querySelector("tbody .pick")?.cloneNode(true);
    if (pick) {
      pick.querySelector("input").value = id;
      pick.querySelector("input").checked = false;
      pick.querySelector(".vh").textContent = pick.textContent.replace(/:.*/s, `: ${this.grid.textOf(row.cells[0])}`);
      row.prepend(pick);
    }
    while (row.cells.length > this.grid.heads.length) row.deleteCell(-1);
    row.classList.toggle("is-unfit", found.fits === false);
    this.label(row);
    return row;
  }

  // What a row says of itself: that it is new, or no longer belongs where it stands, and the way back.
  label(row) {
    const head = row.querySelector(":scope > th");
    if (!head.querySelector(".unfit")) head.append(document.getElementById("sheet-label").content.cloneNode(true));
    head.querySelector(".fresh").textContent = row.dataset.label ?? "";
    this.grid.prepare(row);
    document.querySelector("[data-sheet-again]").hidden = !this.grid.rows.some((one) => one.matches(".is-unfit, .is-moved"));
  }

  // Filter and order anew, once all is saved.
  async again() {
    await this.arrived();
    window.location.reload();
  }

  // Rows typed into that would stand elsewhere now, seen from those that were not.
  reorder(order = [], ids = []) {
    for (const id of ids) this.touched.add(Number(id));
    const place = new Map(order.map((id, number) => [id, number]));
    const known = this.grid.rows.map((row) => Number(row.dataset.id)).filter((id) => place.has(id));
    known.forEach((id, number) => {
      if (!this.touched.has(id)) return;
      const isMoved = known.some((other, index) => !this.touched.has(other) && (index < number) !== (place.get(other) < place.get(id)));
      const row = this.grid.rowOfId(id);
      row.classList.toggle("is-moved", isMoved && !row.dataset.label);
      this.label(row);
    });
  }

  // A step of this page, which Ctrl+Z takes back.
  note(step) {
    this.known.add(step);
    this.done.push(step);
    this.undone.length = 0;
  }

  undo() {
    return this.takeBack(this.done, this.undone, this.texts.undone);
  }

  redo() {
    return this.takeBack(this.undone, this.done, this.texts.redone);
  }

  // What is still on its way is saved first, so that it is what goes back.
  async arrived() {
    while (this.waiting.length && !this.isOffline) await new Promise((resolve) => { window.setTimeout(resolve, 20); });
  }

  // One after the other, however quickly the keys come.
  takeBack(from, to, said) {
    this.turn = (this.turn ?? Promise.resolve()).then(async () => {
      await this.arrived();
      if (!from.length) await this.recall();
      const step = from.at(-1);
      const refused = step && await this.revert(step, to === this.done);
      this.grid.say(step ? (refused ?? this.texts.failed) || said : this.texts.nothingToUndo);
    });
    return this.turn;
  }

  async stepsNow() {
    const answer = await fetch(this.address("steps/"), { redirect: "manual" }).catch(() => null);
    return answer?.ok ? answer.json() : null;
  }

  // One's steps of today from before this page was opened go on being taken back.
  async recall() {
    if (this.isRecalled) return;
    const found = await this.stepsNow();
    if (!found) return;
    this.isRecalled = true;
    const before = found.filter((step) => step.when <= this.grid.table.dataset.opened && !this.known.has(step.made)).reverse();
    this.done.unshift(...before.filter((step) => !step.undone).map((step) => step.id));
    const newest = Math.max(...found.map((step) => step.made));
    const undone = before.filter((step) => step.undone && step.id > newest).map((step) => step.id);
    if (!this.known.size) this.undone.unshift(...undone.sort((one, other) => one - other));
  }

  // Take a step back, or `isAgain` do it again: "" where done, else the reasons; null without an answer.
  async revert(step, isAgain) {
    const answer = await this.post("undo/", { step }).catch(() => null);
    const isRefused = answer?.status === 409;
    if (!answer?.ok && !isRefused) return null;
    for (const stack of [this.done, this.undone]) if (stack.includes(step)) stack.splice(stack.indexOf(step), 1);
    if (isRefused) return (await answer.json()).texts.join(" ");
    const { step: next, rows, gone, order } = await answer.json();
    (isAgain ? this.done : this.undone).push(next);
    this.known.add(next);
    for (const id of gone) this.takeOut(id);
    for (const [id, row] of Object.entries(rows)) {
      this.rows.delete(Number(id));
      this.grid.rowOfId(id)?.removeAttribute("data-step");
      if (this.grid.rowOfId(id)) this.redraw(Number(id), row);
      else this.grid.insert(this.built(id, row, this.texts.back), this.places?.[id] ?? this.grid.at.row + 1);
    }
    this.reorder(order);
    return "";
  }

  takeOut(id) {
    const row = this.grid.rowOfId(id);
    if (!row) return;
    const { col } = this.grid.at;
    const place = this.grid.rows.indexOf(row);
    (this.places ??= {})[id] = place;
    this.grid.remove(row);
    this.grid.select(Math.max(0, place - 1), col);
  }
}
