// The form of a talk by keyboard: rows with Enter, topics with arrows and letters, the free hour.

import { readTime } from "./dates.js";
import { addRow, focusField, insertRow, leave } from "./form.js";

const form = document.querySelector("form[data-record]");
const changed = (field) => field.dispatchEvent(new Event("input", { bubbles: true }));
const fill = (id, value) => {
  const field = document.getElementById(id);
  if (!field) return;
  field.value = value;
  changed(field);
};

// Those present: a chip adds the row of somebody who usually comes.
function present(chip) {
  const row = addRow("attendees");
  row.querySelector("[name$=-kind]").value = chip.dataset.present;
  row.querySelector("[name$=-name]").value = chip.dataset.name;
  row.querySelector("[name$=-person]").value = chip.dataset.person;
  const next = chip.nextElementSibling ?? chip.previousElementSibling;
  chip.remove();
  next?.focus();
  return row;
}

function allAreClients() {
  for (const chip of form.querySelectorAll("[data-present]")) present(chip);
  for (const row of form.querySelectorAll("#attendees-rows [data-row]")) {
    const kind = row.querySelector("[name$=-kind]");
    if (row.querySelector("[name$=-person]").value) kind.value = "CLIENT";
    changed(kind);
  }
}

// Chips of topics are one stop of the Tab key; arrows move among them, letters jump.
const boxesOf = (group) => [...group.querySelectorAll("input[type=checkbox]")];

function stopAt(group, here) {
  for (const box of boxesOf(group)) box.tabIndex = box === here ? 0 : -1;
}

let typed = "";
let typedAt = 0;

function jump(boxes, here, letter) {
  typed = Date.now() - typedAt < 900 ? typed + letter : letter;
  typedAt = Date.now();
  const from = boxes.indexOf(here) + (typed.length === 1 ? 1 : 0);
  const rest = [...boxes.slice(from), ...boxes.slice(0, from)];
  const label = (box) => box.parentElement.textContent.trim().toLowerCase();
  return rest.find((box) => label(box).startsWith(typed)) ?? rest.find((box) => label(box).includes(typed));
}

function moved(group, box, key) {
  const boxes = boxesOf(group);
  const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[key];
  if (step) return boxes[(boxes.indexOf(box) + step + boxes.length) % boxes.length];
  return /^\p{L}$/u.test(key) ? jump(boxes, box, key.toLowerCase()) : null;
}

for (const group of form.querySelectorAll("[data-arrows]")) {
  stopAt(group, boxesOf(group)[0]);
  group.addEventListener("focusin", (event) => { if (event.target.matches("[type=checkbox]")) stopAt(group, event.target); });
  group.addEventListener("keydown", (event) => {
    if (!event.target.matches("[type=checkbox]") || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === "Enter" || event.key === " ") typed = ""; // the word is found
    if (event.key === "Enter") {
      event.preventDefault();
      event.target.click();
      return;
    }
    const next = moved(group, event.target, event.key);
    if (!next) return;
    event.preventDefault();
    next.focus();
  });
}

// Minutes of the topics against those of the talk: a hint, nothing is refused.
const sum = form.querySelector(".minutes-sum");
function addUp() {
  const shown = [...form.querySelectorAll(".topic:has(:checked) .topic-minutes")];
  const total = shown.reduce((all, field) => all + (Number(field.value) || 0), 0);
  const whole = Number(form.querySelector("#minutes")?.value) || 0;
  sum.textContent = total ? `${total}${whole ? ` / ${whole}` : ""} min` : "";
  sum.classList.toggle("amber", Boolean(whole) && total > whole);
}
if (sum) form.addEventListener("input", addUp);

// An end of the talk typed as a time of day becomes its minutes.
const minutes = form.querySelector("#minutes");
minutes?.addEventListener("change", () => {
  if (!/[:.]/.test(minutes.value)) return;
  const [from, to] = [form.querySelector("#starts_at").value, minutes.value].map((clock) => {
    const [hour, minute] = readTime(clock).split(":").map(Number);
    return hour * 60 + minute;
  });
  if (to > from) minutes.value = String(to - from);
  changed(minutes);
});

form.addEventListener("click", (event) => {
  const chip = event.target.closest("[data-present]");
  if (chip) present(chip);
  if (event.target.closest("[data-all-clients]")) allAreClients();
  const slot = event.target.closest("[data-slot]");
  if (!slot) return;
  fill("next_appointment_at", slot.dataset.slot);
  fill("next_place", slot.dataset.place);
  document.getElementById("next_appointment_at").focus();
});

// Enter goes on instead of saving half a protocol: to the next row, or to the next field.
function following(field) {
  const fields = [...form.querySelectorAll("input:not([type=hidden]), select, textarea, button")];
  return fields.slice(fields.indexOf(field) + 1).find((one) => one.tabIndex >= 0 && one.offsetParent && !one.disabled);
}

form.addEventListener("keydown", (event) => {
  const field = event.target;
  const isLine = field.matches("input:not([type=checkbox], [type=radio])") || field.matches("[data-row] select");
  if (event.key !== "Enter" || event.defaultPrevented || !isLine || field.closest(".ts-wrapper")) return;
  if (!form.matches(".talk")) return;
  event.preventDefault();
  const rows = field.closest("[id$=-rows]");
  if (rows && !field.closest(".more")) addRow(rows.id.replace(/-rows$/, ""));
  else focusField(following(field));
});

// Ctrl+P saves and prints the protocol, not the page.
document.addEventListener("keydown", (event) => {
  const button = form.querySelector("[data-print]");
  if (!button || !(event.ctrlKey || event.metaKey) || event.altKey || event.key.toLowerCase() !== "p") return;
  event.preventDefault();
  form.requestSubmit(button);
});

// On a phone the form comes first; what was agreed is one tap away.
const last = document.querySelector("#last-agreed details");
if (last && window.matchMedia("(max-width: 1100px)").matches) last.open = false;

// A new talk has a row ready for what is agreed.
if (form.matches(".talk") && window.location.pathname.endsWith("/new/") && !form.querySelector("#tasks-rows [data-row]")) {
  insertRow("tasks");
}

// Where the person is known, one begins with the occasion, or with what is said in passing.
const isFresh = window.location.pathname.endsWith("/new/") && !form.querySelector("[aria-invalid=true]");
if (isFresh && form.querySelector("#person")?.value) {
  form.querySelector(form.matches(".talk") ? "#reason" : "[name=kind]:checked")?.focus({ preventScroll: true });
} else if (isFresh) focusField(form.querySelector("#person"));

// Whoever is chosen brings what was agreed with them, as long as nothing else was typed.
const person = form.querySelector("#person");
const url = new URL(window.location.href);
const before = new FormData(form);
person?.addEventListener("change", () => {
  if (!/\/new\/$/.test(url.pathname) || !form.matches(".talk") || !person.value) return;
  const now = new FormData(form);
  const isTouched = [...now].some(([name, value]) => name !== "person" && before.get(name) !== value);
  if (isTouched || form.dataset.changed !== undefined) return;
  url.searchParams.set("person", person.value);
  leave();
  window.location.replace(url);
});
