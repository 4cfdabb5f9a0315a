// Saving cells in the order they were typed: at once, again when the network is back, never lost.

const PAUSE = 80; // milliseconds on a row before it is asked for
const RETRY = 3000;
const FRESH = 20000; // milliseconds that a row counts as known

export class Saver {
  constructor(url, grid, texts) {
    Object.assign(this, { url, grid, texts, rows: new Map(), drafts: new Map(), waiting: [], done: [], undone: [], isSending: false });
    this.token = document.querySelector("input[name=csrf_token]").value;
    window.addEventListener("online", () => this.send());
    window.addEventListener("beforeunload", (event) => { if (this.waiting.length) event.preventDefault(); });
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
      return { id, col, name: field, values, seen: null };
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
    const place = cell.querySelector(".tag, span:not(.vh), a.row") ?? cell.insertBefore(document.createElement("span"), cell.firstChild);
    place.textContent = text;
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

  async post(part, body) {
    const headers = { "Content-Type": "application/json", "X-CSRFToken": this.token };
    return fetch(this.address(part), { method: "POST", headers, body: JSON.stringify(body), redirect: "manual" });
  }

  async send() {
    if (this.isSending || !this.waiting[0]?.isReady) return;
    this.isSending = true;
    const item = this.waiting[0];
    try {
      const changes = item.changes.map(({ id, name, values, seen }) => ({ id, name, values, seen }));
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
    const { step, answers, rows } = await answer.json();
    for (const [id, row] of Object.entries(rows)) this.redraw(Number(id), row);
    for (const told of answers) this.place(item, told);
    if (step) {
      this.done.push(step);
      this.undone = [];
    }
    const bad = answers.filter((told) => !["saved", "same"].includes(told.state));
    this.grid.say(bad.length ? bad[0].text : this.texts.saved);
  }

  // Signed out, or the page's mark ran out: the cells wait until somebody signed in elsewhere.
  async signIn() {
    this.isOffline = true;
    const page = await fetch(window.location.href, { redirect: "manual" });
    if (page.ok) {
      const found = new DOMParser().parseFromString(await page.text(), "text/html").querySelector("input[name=csrf_token]");
      if (found && found.value !== this.token) {
        this.token = found.value;
        this.isOffline = false;
        return;
      }
    }
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
    const problem = document.createElement("small");
    problem.className = "problem";
    problem.id = `problem-${change.id}-${change.col}`;
    problem.textContent = text;
    this.clean(cell);
    cell.classList.add("is-refused");
    cell.setAttribute("aria-invalid", "true");
    cell.setAttribute("aria-describedby", problem.id);
    const place = cell.querySelector(".tag, span:not(.vh), a.row") ?? cell.insertBefore(document.createElement("span"), cell.firstChild);
    if (change.shown ?? values[0]) place.textContent = change.shown ?? values[0];
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

  redraw(id, found) {
    const row = this.grid.rowOfId(id);
    if (!row) return;
    const drawn = document.createElement("template");
    drawn.innerHTML = `<table><tbody>${found.html}</tbody></table>`;
    const shift = row.querySelector(":scope > .pick") ? 1 : 0;
    [...drawn.content.querySelector("tr").cells].forEach((cell, number) => {
      const old = row.cells[number + shift];
      if (!old || old.matches(".is-refused, .is-typed")) return;
      this.clean(old);
      if (old.innerHTML !== cell.innerHTML) old.replaceChildren(...cell.childNodes);
    });
    this.grid.prepare(row);
    row.querySelector(".unfit")?.remove();
    if (found.fits === false) {
      const label = Object.assign(document.createElement("small"), { className: "unfit", textContent: this.texts.unfit });
      row.querySelector(":scope > th").append(label);
    }
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

  async takeBack(from, to, said) {
    await this.arrived();
    const step = from.pop();
    if (!step) {
      this.grid.say(this.texts.nothingToUndo);
      return;
    }
    const answer = await this.post("undo/", { step });
    if (answer.status === 409) {
      this.grid.say((await answer.json()).texts.join(" "));
      return;
    }
    if (!answer.ok) {
      from.push(step);
      this.grid.say(this.texts.failed);
      return;
    }
    const { step: next, rows } = await answer.json();
    for (const [id, row] of Object.entries(rows)) {
      this.rows.delete(Number(id));
      this.redraw(Number(id), row);
    }
    to.push(next);
    this.grid.say(said);
  }
}
