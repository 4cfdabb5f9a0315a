// The search in the header: answers while typing, worked by keyboard; Ctrl+K or / leads there.

const field = document.getElementById("find");
const box = document.getElementById("find-answers");
let options = [];
let chosen = -1;
let asked = 0;

const close = () => {
  box.hidden = true;
  field.setAttribute("aria-expanded", "false");
  field.removeAttribute("aria-activedescendant");
  chosen = -1;
};

const choose = (index) => {
  if (!options.length) return;
  chosen = (index + options.length) % options.length;
  options.forEach((option, place) => option.setAttribute("aria-selected", place === chosen));
  options[chosen].scrollIntoView({ block: "nearest" });
  field.setAttribute("aria-activedescendant", options[chosen].id);
};

const make = (tag, role, text) => {
  const made = document.createElement(tag);
  if (role) made.setAttribute("role", role);
  if (text) made.textContent = text;
  return made;
};

const option = ([title, small, url], number) => {
  const link = make("a", "option");
  link.href = url;
  link.id = `find-answer-${number}`;
  link.tabIndex = -1;
  link.setAttribute("aria-selected", "false");
  link.append(make("b", null, title), make("small", null, small));
  return link;
};

const show = (groups) => {
  options = [];
  const parts = groups.map(({ label, answers }) => {
    const part = make("div", "group");
    part.setAttribute("aria-label", label);
    const head = make("span", null, label);
    head.setAttribute("aria-hidden", "true");
    part.append(head);
    for (const answer of answers) {
      options.push(option(answer, options.length));
      part.append(options.at(-1));
    }
    return part;
  });
  box.replaceChildren(...parts);
  box.hidden = !options.length;
  field.setAttribute("aria-expanded", String(!box.hidden));
  chosen = -1;
};

const ask = async () => {
  const number = (asked += 1);
  const term = field.value.trim();
  if (term.length < 2) return close();
  const answer = await fetch(`${field.dataset.answers}?q=${encodeURIComponent(term)}`);
  if (number === asked && answer.ok) show(await answer.json());
};

if (field) {
  let wait = 0;
  field.addEventListener("input", () => {
    window.clearTimeout(wait);
    wait = window.setTimeout(ask, 150);
  });
  field.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") choose(chosen + 1);
    else if (event.key === "ArrowUp") choose(chosen - 1);
    else if (event.key === "Enter" && chosen >= 0) options[chosen].click();
    else if (event.key === "Escape" && !box.hidden) close();
    else return;
    event.preventDefault();
  });
  document.addEventListener("click", (event) => {
    if (!event.target.closest(".finder")) close();
  });
  document.addEventListener("keydown", (event) => {
    const types = event.target.closest?.("input, textarea, select, [contenteditable]");
    const isWanted = (event.key === "k" && (event.ctrlKey || event.metaKey)) || (event.key === "/" && !types);
    if (!isWanted) return;
    event.preventDefault();
    field.focus();
    field.select();
  });
}
