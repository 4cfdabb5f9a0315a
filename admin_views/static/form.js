// The form page: pickers, child rows, Ctrl+S, the guard against lost typing, focus on the first error.

import { tidy } from "./dates.js";
import { enhancePickers } from "./pickers.js";

const form = document.querySelector("form[data-record]");
const state = form.querySelector(".state");
let isChanged = form.dataset.changed !== undefined;
let isSent = false;

function markChanged() {
  if (isChanged) return;
  isChanged = true;
  state.textContent = form.dataset.unsaved;
}

function focusField(field) {
  if (!field) return;
  if (field.tomselect) field.tomselect.focus();
  else if (field.matches("fieldset")) focusField(field.querySelector("input:not([type=hidden]), select, textarea"));
  else field.focus();
}

function addRow(button) {
  const rows = document.getElementById(`${button.dataset.addRow}-rows`);
  const taken = [...rows.querySelectorAll("[data-row]")].map((row) => Number(/(\d+)$/.exec(row.dataset.row)?.[1] ?? -1));
  const number = Math.max(-1, Number(rows.dataset.last ?? -1), ...taken) + 1;
  rows.dataset.last = number;
  const template = document.getElementById(`${button.dataset.addRow}-template`);
  rows.insertAdjacentHTML("beforeend", template.innerHTML.replaceAll("__n__", number));
  const row = rows.lastElementChild;
  enhancePickers(row);
  focusField(row.querySelector("input:not([type=hidden]), select, textarea"));
  markChanged();
}

function removeRow(box) {
  const row = box.closest("[data-row]");
  if (row.dataset.new === undefined) {
    row.classList.toggle("is-going", box.checked);
    return;
  }
  const group = row.parentElement;
  row.remove();
  document.querySelector(`[data-add-row="${group.id.replace(/-rows$/, "")}"]`).focus();
}

form.addEventListener("input", markChanged);
form.addEventListener("change", (event) => {
  markChanged();
  if (event.target.matches(".remove input")) removeRow(event.target);
});
form.addEventListener("click", (event) => {
  const button = event.target.closest("[data-add-row]");
  if (button) addRow(button);
});
form.addEventListener("submit", (event) => {
  if (isSent) {
    event.preventDefault();
    return;
  }
  form.querySelectorAll("[data-typed]").forEach(tidy);
  isSent = true;
});

window.addEventListener("pageshow", () => { isSent = false; });
window.addEventListener("beforeunload", (event) => {
  if (isChanged && !isSent) event.preventDefault();
});
document.addEventListener("keydown", (event) => {
  if (!(event.ctrlKey || event.metaKey) || event.altKey || event.key.toLowerCase() !== "s") return;
  event.preventDefault();
  form.requestSubmit(form.querySelector("[data-save]"));
});

enhancePickers(form);
for (const box of form.querySelectorAll(".remove input:checked")) box.closest("[data-row]").classList.add("is-going");

focusField(form.querySelector("[aria-invalid=true]"));
document.querySelector(".summary")?.addEventListener("click", (event) => {
  const field = document.getElementById(event.target.closest("a")?.hash.slice(1));
  if (!field) return;
  event.preventDefault();
  focusField(field);
});
