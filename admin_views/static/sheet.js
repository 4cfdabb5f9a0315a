// A list as a worksheet: one Tab stop, two states of a cell, the keys of a table of numbers.
// Without this script the list is a plain page.

import { followColumns } from "./sheet_columns.js";
import { openEditor } from "./sheet_editor.js";
import { Grid } from "./sheet_grid.js";
import { newRow } from "./sheet_newrow.js";
import { recordPanel } from "./sheet_panel.js";
import { pasteBlock } from "./sheet_paste.js";
import { Saver } from "./sheet_saver.js";
import { lastSteps } from "./sheet_steps.js";

// What else the worksheet can do: each is called once with what it may use and the keys it may add to.
const features = [pasteBlock, recordPanel, lastSteps, newRow, followColumns];

const table = document.querySelector("table[data-sheet]");
const isWide = window.matchMedia("(min-width: 701px)");

function start() {
  const grid = new Grid(table);
  const help = document.getElementById("sheet-keys");
  const texts = document.getElementById("sheet-texts").dataset;
  const saver = new Saver(table.dataset.sheet, grid, texts);
  let editor = null;
  let opening = null;

  // What the features below share and may answer in another way for rows of their own.
  const sheet = { grid, saver, texts, keys: null, edit, isOpen: (place = grid.at) => place.row >= 0 && fieldAt(place) !== undefined && !saver.reasonShut(grid.idOf(place.row)) };
  sheet.fieldAt = (place = grid.at) => grid.fields[place.col];
  sheet.save = (cells, kind) => saver.save(cells, kind);
  sheet.leave = (place, [down, right, isNew]) => {
    grid.select(place.row + down, place.col);
    if (right) grid.nextOpen(right, isOpen);
    if (isNew) keys.withShift.Enter?.();
  };
  const fieldAt = (place) => sheet.fieldAt(place);
  const isOpen = (place) => sheet.isOpen(place);

  // Leave the cell being typed into; `go` says where to, null: somebody is elsewhere already.
  function finish(values, shown, go) {
    const { place, rest } = editor;
    const { name } = fieldAt(place);
    editor.close();
    editor = null;
    if (values) sheet.save([{ ...place, field: name, values, shown }]);
    if (go) sheet.leave(place, go);
    for (const early of rest) press(early);
  }

  // A key that came too early, pressed where one is now.
  function press({ key, ctrlKey, metaKey, shiftKey, altKey }) {
    const again = new KeyboardEvent("keydown", { key, ctrlKey, metaKey, shiftKey, altKey, bubbles: true, cancelable: true });
    grid.cell(grid.at.row, grid.at.col).dispatchEvent(again);
  }

  // Who types on while the cell is still asked for loses no key: `opening` collects them, also those
  // for the next cell.
  async function edit(typed = null) {
    const place = { ...grid.at };
    const field = fieldAt(place);
    if (editor || opening || place.row < 0) return;
    if (!field) {
      grid.say(texts.readOnly);
      return;
    }
    opening = { typed, then: null, rest: [] };
    const id = grid.idOf(place.row);
    const known = saver.rowOf(id);
    if (typed === null || field.kind === "several") await known;
    if (!isOpen(place)) {
      opening = null;
      grid.say(saver.reasonShut(id) || texts.readOnly);
      return;
    }
    const cell = grid.cell(place.row, place.col);
    const values = saver.draftOf(id, field.name) ?? saver.valuesOf(id, field.name) ?? [];
    const made = await openEditor({ cell, field, values, opening, texts, url: table.dataset.sheet, shown: grid.textOf(cell), finish });
    editor = { ...made, place, rest: opening.rest };
    const { then } = opening;
    opening = null;
    if (then) editor.end(then);
  }

  // Keys that come before the input is there.
  function collect(event) {
    event.preventDefault();
    if (opening.then) opening.rest.push(event);
    else if (event.key === "Enter") opening.then = [1, 0];
    else if (event.key === "Tab") opening.then = [0, event.shiftKey ? -1 : 1];
    else if (event.key.length === 1 && !event.ctrlKey && !event.metaKey) opening.typed = (opening.typed ?? "") + event.key;
  }

  const openPlaces = () => grid.chosen().filter(isOpen);

  function clear() {
    const places = openPlaces().filter((place) => fieldAt(place).kind !== "tick");
    if (places.length) sheet.save(places.map((place) => ({ ...place, field: fieldAt(place).name, values: [""], shown: "" })), "fill");
  }

  // The top row of the selection goes into the rows below it.
  async function fillDown() {
    const { top, bottom } = grid.reach();
    if (top === bottom) return grid.say(texts.chooseMore);
    await Promise.all([...Array(bottom - top + 1).keys()].map((step) => saver.rowOf(grid.idOf(top + step))));
    const changes = openPlaces().filter(({ row }) => row > top).map((place) => {
      const field = fieldAt(place).name;
      const values = saver.valuesOf(grid.idOf(top), field);
      return values && { ...place, field, values, shown: grid.textOf(grid.cell(top, place.col)) };
    });
    sheet.save(changes.filter(Boolean), "fill");
  }

  function today() {
    const places = openPlaces().filter((place) => fieldAt(place).kind === "date");
    if (places.length) sheet.save(places.map((place) => ({ ...place, field: fieldAt(place).name, values: [texts.today], shown: texts.today })), places.length > 1 ? "fill" : "");
  }

  const keys = {
    withCtrl: {
      d: fillDown,
      z: () => saver.undo(),
      y: () => saver.redo(),
      Z: () => saver.redo(),
      ";": today,
      ".": today,
      "/": () => help.showModal(),
      a: () => grid.choose(0, grid.rows.length - 1, 0, grid.heads.length - 1),
      " ": () => grid.choose(0, grid.rows.length - 1, grid.at.col, grid.at.col),
      f: () => document.querySelector(".bar input[name=search]")?.focus(),
    },
    withShift: {
      " ": () => grid.choose(grid.at.row, grid.at.row, 0, grid.heads.length - 1),
    },
    plain: {
      F1: () => help.showModal(),
      F2: () => edit(),
      Enter: () => (fieldAt() && grid.at.row >= 0 ? edit() : grid.enter()),
      Delete: clear,
      Backspace: clear,
      Escape: () => grid.select(grid.at.row, grid.at.col),
    },
  };

  function actOf(event, isCommand) {
    if (event.altKey) return undefined;
    if (isCommand) return keys.withCtrl[event.key];
    return (event.shiftKey && keys.withShift[event.key]) || keys.plain[event.key];
  }

  table.addEventListener("keydown", (event) => {
    if (editor || !grid.isOn(event.target)) return;
    if (opening) {
      collect(event);
      return;
    }
    const isCommand = event.ctrlKey || event.metaKey;
    if (grid.move(event)) {
      event.preventDefault();
      return;
    }
    const act = actOf(event, isCommand);
    if (act) {
      event.preventDefault();
      act();
    } else if (event.key.length === 1 && !isCommand && !event.altKey && grid.at.row >= 0) {
      event.preventDefault();
      edit(event.key);
    }
  });
  table.addEventListener("dblclick", (event) => {
    if (!event.target.closest("a, button, input, select")) edit();
  });
  grid.moved = (row) => saver.visit(grid.idOf(row));
  for (const button of document.querySelectorAll("[data-sheet-keys]")) {
    button.hidden = false;
    button.addEventListener("click", () => help.showModal());
  }
  sheet.keys = keys;
  for (const feature of features) feature(sheet);
}

if (table && isWide.matches) start();
