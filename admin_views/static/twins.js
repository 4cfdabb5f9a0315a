// While a person is recorded: files that may be the same person's, each beside what is typed.

const box = document.getElementById("twins");
const form = box.closest("form");
const status = box.querySelector("[role=status]");
const asked = ["family_name", "given_name", "birth_date"];
const pointer = document.createElement("a"); // beside Save, for whoever types far above the files
pointer.href = "#twins";
pointer.className = "tag amber twins-pointer";
pointer.addEventListener("click", (event) => {
  event.preventDefault();
  box.querySelector("summary").focus();
});
let running = null;
let last = "";

function make(tag, text, ...children) {
  const made = document.createElement(tag);
  if (text) made.textContent = text;
  made.append(...children);
  return made;
}

// What stands in the form under this name, in the words of the page.
function typed(name) {
  const fields = [...form.elements].filter((field) => field.name === name && field.type !== "hidden");
  const texts = fields.map((field) => {
    if (field.tagName === "SELECT") return [...field.selectedOptions].filter((option) => option.value && option.value !== "__None").map((option) => option.textContent.trim()).join(", ");
    if (field.type === "checkbox" || field.type === "radio") return field.checked ? field.labels[0]?.textContent.trim() : "";
    return field.value.trim();
  });
  return texts.filter(Boolean).join(", ");
}

function head(text) {
  const cell = make("th", text);
  cell.scope = "col";
  return cell;
}

function row([name, label, value]) {
  const title = make("th", label);
  title.scope = "row";
  const line = make("tr", "", title, make("td", typed(name) || "–"), make("td", value || "–"));
  line.dataset.name = name;
  return line;
}

function sideBySide(twin) {
  const heads = [box.dataset.field, box.dataset.typed, box.dataset.recorded].map(head);
  const table = make("table", "", make("thead", "", make("tr", "", ...heads)), make("tbody", "", ...twin.facts.map(row)));
  const scroll = make("div", "", table);
  scroll.className = "scroll";
  return scroll;
}

function part(twin, isOpen) {
  const tag = make("span", twin.tag);
  tag.className = `tag ${twin.is_likely ? "amber" : "grey"}`;
  const details = make("details", "", make("summary", "", make("b", twin.title), make("span", twin.small), tag), sideBySide(twin));
  details.dataset.id = twin.id;
  details.open = isOpen;
  const link = make("a", box.dataset.same);
  link.className = "btn";
  link.href = twin.url;
  link.dataset.leave = "";
  details.append(link);
  return make("li", "", details);
}

function show({ summary, twins }) {
  const open = new Set([...box.querySelectorAll("details[open]")].map((item) => item.dataset.id));
  const focused = document.activeElement?.closest?.("#twins details")?.dataset.id;
  box.querySelectorAll("h3, ul").forEach((item) => item.remove());
  if (status.textContent !== summary) status.textContent = summary;
  box.classList.toggle("has-answers", twins.length > 0);
  pointer.textContent = summary;
  if (!twins.length) return pointer.remove();
  form.querySelector(".save .state-line").before(pointer);
  box.append(make("h3", summary), make("ul", "", ...twins.map((twin) => part(twin, open.has(String(twin.id))))));
  if (focused) box.querySelector(`details[data-id="${focused}"] summary`)?.focus();
}

async function ask() {
  const wanted = new URLSearchParams(asked.map((name) => [name, form.elements[name]?.value.trim() ?? ""]));
  if (wanted.toString() === last) return;
  last = wanted.toString();
  running?.abort();
  running = new AbortController();
  try {
    const answer = await fetch(`${box.dataset.url}?${wanted}`, { signal: running.signal });
    if (answer.ok) show(await answer.json());
  } catch {
    last = ""; // no connection or a newer question: the next letter asks again
  }
}

let wait = 0;
form.addEventListener("input", (event) => {
  for (const line of box.querySelectorAll("tbody tr")) line.cells[1].textContent = typed(line.dataset.name) || "–";
  if (!asked.includes(event.target.name)) return;
  window.clearTimeout(wait);
  wait = window.setTimeout(ask, 350);
});
form.addEventListener("change", (event) => { if (asked.includes(event.target.name)) ask(); });
ask();
