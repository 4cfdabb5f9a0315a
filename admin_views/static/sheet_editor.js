// What a cell is typed into. Each editor answers with the values a form would send and the text to show.

const choices = new Map(); // by address: what a field of fixed choices offers

async function offered(url, name) {
  const address = new URL(url, window.location.href);
  address.pathname += "choices/";
  address.searchParams.set("name", name);
  if (!choices.has(address.href)) {
    choices.set(address.href, fetch(address, { redirect: "manual" }).then((answer) => (answer.ok ? answer.json() : [])));
  }
  return choices.get(address.href);
}

const WORD_PAUSE = 1500; // milliseconds after which another word begins

const make = (tag, marks = {}) => Object.assign(document.createElement(tag), marks);

function textInput({ values, opening }) {
  const input = make("input", { type: "text", className: "in", autocomplete: "off", spellcheck: false });
  input.value = opening.typed ?? values[0] ?? "";
  return { input, read: () => [[input.value], input.value] };
}

// A word typed into a list of choices, from its first letter on, finds the entry that begins with it.
function followTyping(input, begun) {
  let typed = "";
  let at = 0;
  const find = (key) => {
    typed = Date.now() - at > WORD_PAUSE ? key : typed + key;
    at = Date.now();
    const word = typed.trimStart().toLowerCase();
    const named = word && [...input.options].find((option) => option.text.toLowerCase().startsWith(word));
    if (named) named.selected = true;
  };
  for (const key of begun) find(key);
  input.addEventListener("keydown", (event) => {
    const isWord = event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey;
    if (!isWord || (event.key === " " && !typed)) return;
    event.preventDefault();
    find(event.key);
  });
}

async function choiceInput({ url, field, values, opening }) {
  const input = make("select", { className: "in" });
  for (const [value, label] of await offered(url, field.name)) input.add(new Option(label, value, false, values.includes(value)));
  followTyping(input, opening.typed ?? "");
  return { input, read: () => [[input.value], input.selectedOptions[0]?.text ?? ""] };
}

async function severalInput({ url, field, values }) {
  const input = make("div", { className: "several" });
  input.setAttribute("role", "group");
  for (const [value, label] of await offered(url, field.name)) {
    const line = make("label");
    line.append(make("input", { type: "checkbox", value, checked: values.includes(value) }), label);
    input.append(line);
  }
  const boxes = [...input.querySelectorAll("input")];
  input.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    boxes.at((boxes.indexOf(document.activeElement) + step) % boxes.length).focus();
  });
  const ticked = () => boxes.filter((box) => box.checked);
  return {
    input,
    focus: () => (boxes.find((box) => box.checked) ?? boxes[0] ?? input).focus(),
    read: () => [ticked().map((box) => box.value), ticked().map((box) => box.parentElement.textContent).join(", ")],
  };
}

function tickInput({ values, opening, texts }) {
  const input = make("select", { className: "in" });
  input.add(new Option(texts.no, ""));
  input.add(new Option(texts.yes, "y", false, values.includes("y")));
  const letter = opening.typed?.trim().toLowerCase();
  if (letter) input.value = [texts.yes[0], "x", "1"].includes(letter[0]) ? "y" : "";
  return { input, read: () => [input.value ? ["y"] : [], input.selectedOptions[0].text] };
}

// A record out of many, looked up while typing.
function pickerInput({ url, field, values, shown, opening, texts }) {
  const { typed } = opening;
  const input = make("input", { type: "text", className: "in", autocomplete: "off", value: typed ?? shown });
  const list = make("ul", { className: "answers", id: "sheet-answers" });
  let chosen = { value: values[0] ?? "", text: shown };
  let options = [];
  let place = -1;
  let asked = 0;
  let answered = null; // the words that the options are the answer to
  let isPicked = typed === null; // by arrow key or mouse, or as it was
  list.setAttribute("role", "listbox");
  for (const [name, value] of [["role", "combobox"], ["aria-expanded", "false"], ["aria-controls", list.id], ["aria-autocomplete", "list"]]) input.setAttribute(name, value);

  function choose(index) {
    place = (index + options.length) % options.length;
    [...list.children].forEach((item, number) => item.setAttribute("aria-selected", number === place));
    chosen = options[place];
    input.setAttribute("aria-activedescendant", list.children[place].id);
    list.children[place].scrollIntoView({ block: "nearest" });
  }

  function show(found) {
    options = found;
    list.replaceChildren(...found.map(({ text }, number) => {
      const item = make("li", { id: `sheet-answer-${number}`, textContent: text });
      item.setAttribute("role", "option");
      item.addEventListener("mousedown", (event) => { event.preventDefault(); choose(number); isPicked = true; input.value = text; });
      return item;
    }));
    input.setAttribute("aria-expanded", String(found.length > 0));
    if (found.length) choose(0);
    else chosen = null;
  }

  async function ask() {
    asked += 1;
    const number = asked;
    const query = input.value.trim();
    const address = new URL(url, window.location.href);
    address.pathname = address.pathname.replace(/cells\/$/, "ajax/lookup/");
    address.search = new URLSearchParams({ name: field.name, query }).toString();
    const answer = await fetch(address, { redirect: "manual" });
    if (!answer.ok || number !== asked) return;
    const found = (await answer.json()).map(([value, text]) => ({ value: String(value), text }));
    answered = query;
    if (query) show(found);
    else list.replaceChildren();
  }

  let pause = 0;
  input.addEventListener("input", () => {
    window.clearTimeout(pause);
    isPicked = false;
    pause = window.setTimeout(ask, 120);
  });
  input.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || !options.length) return;
    event.preventDefault();
    choose(place + step);
    isPicked = true;
  });
  if (typed) ask();
  const box = make("div");
  box.append(input, list);
  return {
    input: box,
    focus: () => input.focus(),
    // Who is quicker than the search waits for its answer; what it does not know is not saved.
    read: async () => {
      window.clearTimeout(pause);
      const query = input.value.trim();
      if (!isPicked && !query) return [[""], ""];
      if (!isPicked && query !== answered) await ask();
      return chosen ? [[chosen.value], chosen.text] : [null, input.value, texts.notFound];
    },
  };
}

const KINDS = { choice: choiceInput, several: severalInput, tick: tickInput, picker: pickerInput };

// Opens an editor in the cell; `finish(values, shown, [rows, direction])` is told how it ended.
export async function openEditor(wish) {
  const { cell, field, texts, finish, opening } = wish;
  const made = await (KINDS[field.kind] ?? textInput)(wish);
  const box = make("div", { className: `typing is-${field.kind}` });
  const control = made.input.matches("input, select") ? made.input : made.input.querySelector("input") ?? made.input;
  const head = cell.parentElement.querySelector(":scope > th a, :scope > th span")?.textContent.trim();
  const name = head ? texts.inRow.replace("1", head).replace("0", field.label) : field.label;
  (made.input.matches("[role=group]") ? made.input : control).setAttribute("aria-label", name);
  const problem = cell.querySelector(".problem");
  if (problem) control.setAttribute("aria-describedby", problem.id);
  box.append(made.input);
  let isOver = false;

  async function end(go) {
    if (isOver) return;
    isOver = true;
    const [values, shown, mistake] = await made.read();
    if (values) {
      finish(values, shown, go);
      return;
    }
    isOver = false;
    opening.rest.length = 0;
    box.dataset.mistake = mistake;
    document.getElementById("voice").textContent = mistake;
    control.focus();
  }

  box.addEventListener("keydown", (event) => {
    event.stopPropagation();
    const { key, shiftKey } = event;
    if (isOver) opening.rest.push(event);
    else if (key === "Escape") {
      isOver = true;
      finish(null, "", [0, 0]);
    } else if (key === "Enter") end([event.ctrlKey || shiftKey ? 0 : 1, 0, shiftKey]);
    else if (key === "Tab") end([0, shiftKey ? -1 : 1]);
    else return;
    event.preventDefault();
  });
  box.addEventListener("focusout", (event) => {
    if (!box.contains(event.relatedTarget) && document.hasFocus()) end(null);
  });
  cell.classList.add("is-typed");
  cell.append(box);
  if (made.focus) made.focus();
  else {
    control.focus({ preventScroll: cell.matches("th") }); // the name stays in sight anyway
    control.setSelectionRange?.(control.value.length, control.value.length);
  }
  return {
    close() {
      isOver = true;
      box.remove();
      cell.classList.remove("is-typed");
    },
    end,
  };
}
