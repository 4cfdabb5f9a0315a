// Where one is in the worksheet: the cell with the focus, the cells chosen, and what is told of them.

const EDGE = 10; // rows of one page key
const LANGUAGE = document.documentElement.lang;
const [THOUSANDS, COMMA] = LANGUAGE === "en" ? [",", "."] : [".", ","];
const NUMBER = new RegExp(`^([-−]?)(\\d{1,3}(?:[${THOUSANDS}]\\d{3})*|\\d+)(?:[${COMMA}](\\d+))?(?:\\s?[€%²a-zäöüß.]+)?$`, "i");
const DAY = /^\d\d\.\d\d\.\d{4}( \d\d:\d\d)?$/;

// Sign, whole and broken part of what a cell shows, or null: "1.234,50 €", "−5 m²", but not "3 / 4".
function numberIn(text) {
  const found = NUMBER.exec(text.trim());
  return found && { sign: found[1] && "-", whole: found[2].replaceAll(THOUSANDS, ""), broken: found[3] ?? "" };
}

// As in files: a spreadsheet runs what begins like this.
const harmless = (text) => (/^[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]/.test(text) ? `'${text}` : text);

export class Grid {
  constructor(table) {
    this.table = table;
    this.readHeads();
    this.rows = [...table.tBodies[0].rows];
    this.shownAtFirst = this.rows.length;
    this.titleCol = this.rows[0].querySelector(":scope > th").cellIndex;
    this.at = { row: 0, col: this.titleCol };
    this.anchor = { ...this.at };
    this.voice = document.getElementById("voice");
    this.status = document.getElementById("sheet-status");
    this.moved = () => {};
    this.isMoving = false;
    table.setAttribute("role", "grid");
    table.setAttribute("aria-multiselectable", "true");
    for (const row of [table.tHead.rows[0], ...this.rows]) this.prepare(row);
    this.number();
    this.cell(this.at.row, this.at.col).tabIndex = 0;
    this.followMouse();
    table.addEventListener("focusin", (event) => { if (!this.isMoving && this.isOn(event.target)) this.select(...this.placeOf(event.target), true); });
    table.addEventListener("copy", (event) => this.copy(event));
  }

  readHeads() {
    this.heads = [...this.table.tHead.rows[0].cells];
    this.fields = this.heads.map((head) => head.dataset.field && { name: head.dataset.field, kind: head.dataset.kind, label: head.dataset.label });
  }

  // A column went elsewhere; `placeOf` says where each stands now.
  reorder(placeOf) {
    this.readHeads();
    for (const place of [this.at, this.anchor]) place.col = placeOf(place.col);
    this.mark();
  }

  // Every cell can have the focus, nothing in it has a Tab stop of its own.
  prepare(row) {
    [...row.cells].forEach((cell, col) => {
      if (cell !== this.current) cell.tabIndex = -1;
      if (row.dataset.id && !this.fields[col]) cell.setAttribute("aria-readonly", "true");
      for (const inner of cell.querySelectorAll("a, button, input")) inner.tabIndex = -1;
    });
  }

  // Where the rows of this page stand among all that were found.
  number() {
    const { first, count } = this.table.dataset;
    const extra = this.rows.length - this.shownAtFirst;
    this.table.setAttribute("aria-rowcount", count ? Number(count) + 1 + extra : -1);
    this.table.setAttribute("aria-colcount", this.heads.length);
    this.table.tHead.rows[0].setAttribute("aria-rowindex", 1);
    this.rows.forEach((row, place) => row.setAttribute("aria-rowindex", Number(first) + place + 1));
  }

  insert(row, place) {
    (this.rows[place - 1] ?? null) === null ? this.table.tBodies[0].prepend(row) : this.rows[place - 1].after(row);
    this.rows.splice(place, 0, row);
    this.prepare(row);
    this.number();
  }

  // Take a row out; who stood in it is told where to go by `select`.
  remove(row) {
    this.at = { ...this.at, row: -1 };
    this.rows.splice(this.rows.indexOf(row), 1);
    row.remove();
    this.number();
  }

  // Mark a block; the cell one is in stays the same where it lies within.
  choose(top, bottom, left, right) {
    this.anchor = { row: top, col: left };
    this.select(bottom, right, false, true);
  }

  cell(row, col) {
    return row < 0 ? this.heads[col] : this.rows[row].cells[col];
  }

  isOn(element) {
    return element.matches("td, th") && this.table.contains(element);
  }

  placeOf(cell) {
    return [this.rows.indexOf(cell.parentElement), cell.cellIndex];
  }

  idOf(row) {
    return Number(this.rows[row].dataset.id);
  }

  rowOfId(id) {
    return this.rows.find((row) => row.dataset.id === String(id));
  }

  textOf(cell) {
    return cell.querySelector(".tag, span:not(.vh), a.row")?.textContent ?? "";
  }

  get current() {
    return this.cell_;
  }

  reach() {
    const rows = [this.at.row, this.anchor.row];
    const cols = [this.at.col, this.anchor.col];
    return { top: Math.max(0, Math.min(...rows)), bottom: Math.max(...rows), left: Math.min(...cols), right: Math.max(...cols) };
  }

  chosen() {
    const { top, bottom, left, right } = this.reach();
    const places = [];
    for (let row = top; row <= bottom; row += 1) for (let col = left; col <= right; col += 1) places.push({ row, col });
    return places;
  }

  // Go to a cell; `isSame`: the focus is there already. Extending keeps the anchor.
  select(row, col, isSame = false, isExtending = false) {
    const last = { row: this.rows.length - 1, col: this.heads.length - 1 };
    const before = this.at.row;
    this.at = { row: Math.min(Math.max(row, -1), last.row), col: Math.min(Math.max(col, 0), last.col) };
    if (!isExtending) this.anchor = { ...this.at };
    const cell = this.cell(this.at.row, this.at.col);
    if (cell !== this.cell_) {
      if (this.cell_) this.cell_.tabIndex = -1;
      this.cell_ = cell;
      cell.tabIndex = 0;
    }
    this.mark();
    if (!isSame) {
      this.isMoving = true;
      cell.focus({ preventScroll: true });
      this.isMoving = false;
      this.reveal(cell);
    }
    if (before !== this.at.row && before >= 0) this.rows[before]?.classList.add("was-left");
    if (this.at.row >= 0) this.rows[this.at.row].classList.remove("was-left");
    if (this.at.row >= 0) this.moved(this.at.row);
  }

  // A column that stays where it is moves nothing sideways.
  reveal(cell) {
    const box = this.table.parentElement;
    const left = box.scrollLeft;
    cell.scrollIntoView({ block: "nearest", inline: "nearest" });
    if (cell.matches(".pick, .pick + th, th:first-child")) box.scrollLeft = left;
  }

  mark() {
    for (const cell of this.marked ?? []) cell.removeAttribute("aria-selected");
    const places = this.chosen();
    this.marked = places.length > 1 ? places.map(({ row, col }) => this.cell(row, col)) : [];
    for (const cell of this.marked) cell.setAttribute("aria-selected", "true");
    this.tellChosen(places);
  }

  // How many cells are chosen and, of numbers, their sum; a cell without a number counts for none.
  tellChosen(places) {
    const place = this.status.querySelector("[data-chosen]");
    if (places.length < 2) {
      place.textContent = "";
      return;
    }
    const cells = places.map(({ row, col }) => this.cell(row, col)).filter((cell) => cell.matches("tbody .n"));
    const numbers = cells.map((cell) => numberIn(this.textOf(cell))).filter(Boolean);
    // Summed up in hundredths: tenths are never exact in a machine's numbers.
    const sum = numbers.reduce((all, { sign, whole, broken }) => all + Math.round(Number(`${sign}${whole}.${broken}`) * 100), 0) / 100;
    const count = place.dataset.count.replace("0", places.length);
    const said = sum.toLocaleString(LANGUAGE, { maximumFractionDigits: 2 });
    place.textContent = numbers.length ? `${count} · ${place.dataset.sum.replace("0", said)}` : count;
  }

  // Arrow keys and their like; true where the key was one.
  move(event) {
    const { key, shiftKey, altKey } = event;
    const isFar = event.ctrlKey || event.metaKey;
    const { row, col } = this.at;
    const [lastRow, lastCol] = [this.rows.length - 1, this.heads.length - 1];
    const goals = {
      ArrowUp: [isFar ? 0 : row - 1, col],
      ArrowDown: [isFar ? lastRow : row + 1, col],
      ArrowLeft: [row, isFar ? 0 : col - 1],
      ArrowRight: [row, isFar ? lastCol : col + 1],
      Home: [isFar ? 0 : row, 0],
      End: [isFar ? lastRow : row, lastCol],
      PageUp: [Math.max(0, row - EDGE), col],
      PageDown: [row + EDGE, col],
    };
    if (altKey || !goals[key]) return false;
    this.select(...goals[key], false, shiftKey && row >= 0);
    return true;
  }

  // The next cell of the row that may be typed into, in this direction.
  nextOpen(direction, isOpen) {
    const { row } = this.at;
    let { col } = this.at;
    for (col += direction; col >= 0 && col < this.heads.length; col += direction) {
      if (isOpen({ row, col })) {
        this.select(row, col);
        return;
      }
    }
  }

  // What a cell that is not typed into does: follow its link, press its button, tick its box.
  enter() {
    this.cell(this.at.row, this.at.col).querySelector("a, button, input")?.click();
  }

  followMouse() {
    let isDragging = false;
    const placeUnder = (event) => {
      const cell = event.target.closest("td, th");
      return cell && this.table.contains(cell) && !event.target.closest("a, button, input, select, textarea, .typing") ? cell : null;
    };
    this.table.addEventListener("mousedown", (event) => {
      const cell = event.button === 0 ? placeUnder(event) : null;
      if (!cell) return;
      isDragging = true;
      event.preventDefault();
      this.select(...this.placeOf(cell), false, event.shiftKey);
    });
    this.table.addEventListener("mouseover", (event) => {
      const cell = isDragging ? placeUnder(event) : null;
      if (cell) this.select(...this.placeOf(cell), false, true);
    });
    window.addEventListener("mouseup", () => { isDragging = false; });
  }

  // As text with tabs for a table of numbers, and as a table for a letter.
  copy(event) {
    if (!this.isOn(event.target) || !event.clipboardData) return;
    const { top, bottom, left, right } = this.reach();
    const lines = this.rows.slice(top, bottom + 1).map((row) => [...row.cells].slice(left, right + 1).map((cell) => this.copied(cell)));
    const rows = lines.map((line) => `<tr>${line.map(({ html }) => html).join("")}</tr>`);
    event.clipboardData.setData("text/plain", lines.map((line) => line.map(({ text }) => text).join("\t")).join("\n"));
    event.clipboardData.setData("text/html", `<table>${rows.join("")}</table>`);
    event.preventDefault();
    this.say(this.status.dataset.copied.replace("0", lines.length * lines[0].length));
  }

  // A number goes without unit and thousands marks; a text that would be run or read as a number is marked.
  copied(cell) {
    const text = this.textOf(cell).replace(/\s+/g, " ").trim();
    const number = cell.classList.contains("n") ? numberIn(text) : null;
    const safe = document.createElement("td");
    if (number === null) {
      safe.textContent = text;
      const isText = !DAY.test(text);
      return { text: isText ? harmless(text) : text, html: isText ? safe.outerHTML.replace("<td", `<td style="mso-number-format:'\\@'"`) : safe.outerHTML };
    }
    safe.textContent = `${number.sign}${number.whole}${number.broken && COMMA}${number.broken}`;
    return { text: safe.textContent, html: safe.outerHTML };
  }

  say(text) {
    this.status.querySelector("[data-told]").textContent = text;
    this.voice.textContent = text;
  }
}
