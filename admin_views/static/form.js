// The form page: pickers, child rows, drafts, the guard against lost typing, the first error.

import { tidy } from "./dates.js";
import { keepDrafts } from "./drafts.js";
import { enhancePickers } from "./pickers.js";

const form = document.querySelector("form[data-record]");
const state = form.querySelector(".state");
let isChanged = form.dataset.changed !== undefined;
let isSent = false;
let isCleared = false; // the server was reached, the form may go

const texts = document.getElementById("texts").dataset;

// A text that stays the same is not announced again; the minute stands beside it, unspoken.
function say(text, at = "", isBad = false, act = null) {
  const line = state.parentElement;
  if (state.textContent !== text) state.textContent = text;
  line.querySelector(".state-at").textContent = at;
  line.classList.toggle("is-bad", isBad);
  line.querySelector(".btn")?.remove();
  if (!act) return;
  const button = document.createElement(act.link ? "a" : "button");
  button.className = "btn small";
  button.textContent = act.text;
  if (act.link) Object.assign(button, { href: form.dataset.signIn, target: "_blank" });
  else Object.assign(button, { type: "button", onclick: act.run });
  line.append(button);
}

// The form as it would be sent, without passwords and files.
function contents() {
  const data = new FormData(form);
  for (const field of form.querySelectorAll("input[type=password], input[type=file]")) data.delete(field.name);
  return new URLSearchParams(data);
}

const drafts = keepDrafts(form.dataset.draft, contents, say);

function markChanged() {
  drafts.changed();
  if (isChanged) return;
  isChanged = true;
  say(form.dataset.unsaved);
}

function setButtons(isOff) {
  for (const button of form.querySelectorAll(".save button")) button.disabled = isOff;
}

async function saveIfReachable(button) {
  say(texts.saving);
  if (!(await drafts.isReachable())) {
    isSent = false;
    say(texts.stays, "", true, { text: texts.retry, run: () => form.requestSubmit(button) });
    return;
  }
  drafts.stop();
  isCleared = true;
  window.setTimeout(() => form.requestSubmit(button)); // ignored while the first press is still told around
}

export function focusField(field) {
  if (!field) return;
  if (field.tomselect) field.tomselect.focus();
  else if (field.matches("fieldset")) focusField(field.querySelector("input:not([type=hidden]), select, textarea"));
  else field.focus();
}

// A new row at the end of this group of rows; the answer is the row.
export function insertRow(group) {
  const rows = document.getElementById(`${group}-rows`);
  const taken = [...rows.querySelectorAll(":scope > [data-row]")].map((row) => Number(/(\d+)$/.exec(row.dataset.row)?.[1] ?? -1));
  const number = Math.max(-1, Number(rows.dataset.last ?? -1), ...taken) + 1;
  rows.dataset.last = number;
  const template = document.getElementById(`${group}-template`);
  rows.insertAdjacentHTML("beforeend", template.innerHTML.replaceAll(group.includes("-") ? "__m__" : "__n__", number));
  const row = rows.lastElementChild;
  enhancePickers(row);
  return row;
}

export function addRow(group) {
  const row = insertRow(group);
  focusField(row.querySelector("input:not([type=hidden]), select, textarea"));
  markChanged();
  return row;
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
  if (!button) return;
  event.preventDefault(); // without a script the server adds the row
  addRow(button.dataset.addRow);
});
form.addEventListener("submit", (event) => {
  if (isCleared) {
    window.setTimeout(setButtons, 0, true); // a button that is off at once would not be sent
    return;
  }
  event.preventDefault();
  if (isSent) return;
  isSent = true;
  form.querySelectorAll("[data-typed]").forEach(tidy);
  saveIfReachable(event.submitter);
});

// Back to a page that was sent already: what is stored is shown anew.
window.addEventListener("pageshow", (event) => {
  if (event.persisted && isCleared) window.location.reload();
});
window.addEventListener("beforeunload", (event) => {
  if (isChanged && !isSent) event.preventDefault();
});

// The page is left on purpose; nothing of it is to be kept.
export function leave() {
  drafts.stop();
  isSent = true;
}

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-leave]")) leave();
});

enhancePickers(form);
if (isChanged) drafts.changed();
for (const box of form.querySelectorAll(".remove input:checked")) box.closest("[data-row]").classList.add("is-going");

focusField(form.querySelector("[aria-invalid=true]"));
document.querySelector(".summary")?.addEventListener("click", (event) => {
  const field = document.getElementById(event.target.closest("a")?.hash.slice(1));
  if (!field) return;
  event.preventDefault();
  focusField(field);
});
