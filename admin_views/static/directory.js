// The directory: answers while somebody types; / leads to the search, the arrow keys through the cards.

const form = document.getElementById("directory");
const field = document.getElementById("directory-term");
const filters = document.getElementById("directory-filters");
const found = document.getElementById("directory-found");
const count = document.getElementById("directory-count");
let asked = 0;
let wait = 0;

const address = (params) => {
  for (const [name, value] of [...params]) if (value.trim() === "") params.delete(name);
  return params.size ? `?${params}` : "";
};

// The form as it stands, or the address of a chip with what is typed by now.
const wanted = (link) => {
  if (!link) return new URLSearchParams(new FormData(form));
  const params = new URL(link.href).searchParams;
  if (link.dataset.ask === "all") field.value = "";
  params.set("q", field.value);
  return params;
};

const put = ({ filters: chips, found: cards, said, url }) => {
  const focused = filters.contains(document.activeElement) ? document.activeElement.id : "";
  const wasFound = found.contains(document.activeElement);
  filters.innerHTML = chips;
  found.innerHTML = cards;
  if (count.textContent !== said) count.textContent = said;
  window.history.replaceState(null, "", url);
  const query = new URL(url, window.location.href).search;
  for (const link of document.querySelectorAll("[data-follows]")) link.href = link.dataset.follows + query;
  if (focused) (document.getElementById(focused) ?? field).focus();
  else if (wasFound) field.focus();
};

const ask = async (link) => {
  const number = (asked += 1);
  window.clearTimeout(wait);
  const query = address(wanted(link));
  found.classList.add("is-asking");
  const answer = await fetch(form.dataset.cards + query).catch(() => null);
  if (number !== asked) return;
  found.classList.remove("is-asking");
  if (answer?.ok && !answer.redirected) put(await answer.json());
  else window.location.assign(form.action + query);
};

const links = () => [...found.querySelectorAll("[data-entry]")];

// From the search to the first card, from card to card, and back to the search.
const move = (step) => {
  const all = links();
  const here = all.indexOf(document.activeElement?.closest?.(".entry")?.querySelector("[data-entry]"));
  const next = here + step;
  if (next < 0) field.focus();
  else all[Math.min(next, all.length - 1)]?.focus();
};

field.addEventListener("input", () => {
  window.clearTimeout(wait);
  wait = window.setTimeout(ask, 150);
});
form.addEventListener("change", (event) => {
  if (event.target !== field) ask();
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  ask();
});
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-ask]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  ask(link);
});
document.addEventListener("keydown", (event) => {
  const types = event.target.closest("input, textarea, select, [contenteditable]");
  const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey;
  if (event.key === "/" && isPlain && !types) {
    field.focus();
    field.select();
  } else if (["ArrowDown", "ArrowUp"].includes(event.key) && isPlain && (event.target === field || found.contains(event.target))) {
    if (event.target === field && event.key === "ArrowUp") return;
    move(event.key === "ArrowDown" ? 1 : -1);
  } else return;
  event.preventDefault();
  event.stopImmediatePropagation();
}, true);
