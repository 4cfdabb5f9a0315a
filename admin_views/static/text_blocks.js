// A slash in a note opens the list of text blocks; arrows choose, Enter puts the block in.

const panel = document.querySelector("[data-blocks]");
const CALL = /(^|\s)\/([^\s/]{0,30})$/; // a slash at the beginning of a word, and what follows it
const GAP = "___"; // to be filled in: marked after inserting
const MOST = 8;

const blocks = [...(panel?.querySelectorAll("[data-block]") ?? [])].map((item) => ({
  shortcut: item.dataset.block,
  name: item.querySelector("b").textContent,
  text: item.querySelector(".block-text").textContent,
}));

const list = document.createElement("ul");
list.id = "block-choices";
list.className = "block-choices";
list.role = "listbox";
list.hidden = true;
let field = null; // the text field whose list is open
let found = [];
let active = 0;

const plain = (text) => text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").replaceAll("ß", "ss");

function matching(word) {
  const wanted = plain(word);
  const rank = (block) => {
    if (plain(block.shortcut).startsWith(wanted)) return 0;
    if (plain(block.name).startsWith(wanted)) return 1;
    return plain(block.name).includes(wanted) ? 2 : 3;
  };
  const ranked = blocks.map((block) => [rank(block), block]).filter(([place]) => place < 3);
  return ranked.sort((a, b) => a[0] - b[0]).map(([, block]) => block).slice(0, MOST);
}

function called(textarea) {
  if (textarea.selectionStart !== textarea.selectionEnd) return null;
  return CALL.exec(textarea.value.slice(0, textarea.selectionStart));
}

function close() {
  if (!field) return;
  for (const name of ["aria-controls", "aria-activedescendant"]) field.removeAttribute(name);
  list.hidden = true;
  list.replaceChildren();
  field = null;
}

function mark(place) {
  active = (place + found.length) % found.length;
  [...list.children].forEach((item, number) => {
    item.setAttribute("aria-selected", String(number === active));
    if (number === active) item.scrollIntoView({ block: "nearest" });
  });
  field.setAttribute("aria-activedescendant", `block-${active}`);
}

function option(block, number) {
  const item = document.createElement("li");
  item.id = `block-${number}`;
  item.role = "option";
  const name = document.createElement("b");
  name.textContent = block.name;
  const preview = document.createElement("small");
  preview.textContent = block.text;
  item.append(name, preview);
  return item;
}

function open(textarea, word) {
  const known = field === textarea && !list.hidden;
  found = matching(word);
  if (!found.length) {
    if (known) announce(panel.dataset.none);
    close();
    return;
  }
  field = textarea;
  list.setAttribute("aria-label", panel.dataset.label);
  list.replaceChildren(...found.map(option));
  textarea.after(list);
  textarea.setAttribute("aria-controls", list.id);
  list.hidden = false;
  mark(0);
  announce(panel.dataset.count.replace("__count__", found.length));
}

function announce(text) {
  document.getElementById("voice").textContent = text;
}

function insert(block) {
  const textarea = field;
  const end = textarea.selectionStart;
  const start = end - called(textarea)[2].length - 1;
  close();
  textarea.focus();
  textarea.setSelectionRange(start, end);
  // The old command, for with it Ctrl+Z takes the block out again.
  if (!document.execCommand("insertText", false, block.text)) {
    textarea.setRangeText(block.text, start, end, "end");
    textarea.dispatchEvent(new Event("input", { bubbles: true }));
  }
  const gap = block.text.indexOf(GAP);
  if (gap >= 0) textarea.setSelectionRange(start + gap, start + gap + GAP.length);
}

const KEYS = {
  ArrowDown: () => mark(active + 1),
  ArrowUp: () => mark(active - 1),
  Enter: () => insert(found[active]),
  Tab: () => insert(found[active]),
  Escape: close,
};

function pressed(event) {
  const isPlain = !event.ctrlKey && !event.altKey && !event.metaKey && !event.shiftKey;
  if (!field || event.target !== field || !isPlain || event.isComposing || !KEYS[event.key]) return;
  event.preventDefault();
  event.stopPropagation();
  KEYS[event.key]();
}

function typed(event) {
  if (event.target.tagName !== "TEXTAREA") return;
  const call = called(event.target);
  if (call) open(event.target, call[2]);
  else close();
}

if (blocks.length) {
  const form = panel.closest("form");
  for (const textarea of form.querySelectorAll("textarea")) {
    textarea.setAttribute("aria-autocomplete", "list");
    textarea.setAttribute("aria-haspopup", "listbox");
  }
  form.addEventListener("input", typed);
  form.addEventListener("keydown", pressed, true);
  form.addEventListener("focusout", (event) => { if (event.target === field) window.setTimeout(close, 150); });
  list.addEventListener("pointerdown", (event) => event.preventDefault()); // the field keeps the focus
  list.addEventListener("click", (event) => {
    const item = event.target.closest("[role=option]");
    if (item) insert(found[[...list.children].indexOf(item)]);
  });
}
