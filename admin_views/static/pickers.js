// Record pickers and long choice lists, through Tom Select; lookups go to the address in data-picker.

const LONG_LIST = 15;
const text = document.getElementById("texts").dataset;

async function lookUp(address, query) {
  const url = new URL(address, window.location.href);
  url.searchParams.set("query", query);
  url.searchParams.set("limit", "20");
  const answer = await fetch(url, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`lookup ${answer.status}`);
  return (await answer.json()).map(([value, label]) => ({ value: String(value), text: label }));
}

function item(isRemovable) {
  return (data, escape) => {
    const name = escape(data.text);
    const button = `<button type="button" class="take-off" tabindex="-1" aria-label="${escape(text.remove)}: ${name}">×</button>`;
    return `<div class="item"><span>${name}</span>${isRemovable && data.value ? button : ""}</div>`;
  };
}

// A list box may hold nothing but options, so what is said within it is one that cannot be chosen.
const said = (name, words) => `<div class="${name}" role="option" aria-disabled="true">${words}</div>`;

function settings(select) {
  const isRemovable = select.multiple || select.dataset.blank !== undefined;
  const address = select.dataset.picker;
  const shared = {
    maxOptions: 400,
    closeAfterSelect: !select.multiple,
    placeholder: address ? text.typeToSearch : text.choose,
    hidePlaceholder: true,
    copyClassesToDropdown: false,
    render: {
      item: item(isRemovable),
      option: (data, escape) => `<div>${escape(data.text) || "–"}</div>`,
      no_results: () => said("no-results", text.nothingFound),
      loading: () => said("wait", text.searching),
      not_loading: () => (address ? said("wait", text.typeToSearch) : ""),
    },
  };
  if (!address) return { ...shared, sortField: [{ field: "$order" }], allowEmptyOption: true };
  return {
    ...shared,
    searchField: [],
    sortField: [{ field: "$order" }],
    score: () => () => 1,
    loadThrottle: 200,
    preload: "focus",
    shouldLoad: () => true,
    load(query, done) {
      const asked = query.trim();
      this.asked = asked;
      const show = (found) => {
        if (this.asked !== asked) return done();
        this.clearOptions();
        done(found);
        return this.answered?.(asked);
      };
      lookUp(address, asked).then(show, () => show([]));
    },
  };
}

// Enter pressed before the answer to what was typed is there chooses the first of it once it comes,
// also for somebody who has gone on to the next field.
function waitForAnswers(picker) {
  const input = picker.control_input;
  let known = "";
  let wanted = "";
  input.addEventListener("keydown", (event) => {
    const typed = input.value.trim();
    const isEarly = event.key === "Enter" && typed && typed !== known;
    if (event.key !== "Tab") wanted = isEarly ? typed : "";
    if (!isEarly) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }, true);
  picker.answered = (asked) => {
    known = asked;
    if (!wanted || asked !== wanted) return;
    wanted = "";
    const first = picker.dropdown_content.querySelector("[data-selectable]");
    if (first) picker.onOptionSelect(new Event("enter"), first);
  };
}

function enhance(select) {
  const picker = new window.TomSelect(select, settings(select));
  if (select.dataset.picker) waitForAnswers(picker);
  picker.wrapper.classList.remove("in");
  select.setAttribute("aria-hidden", "true");
  for (const name of ["aria-describedby", "aria-invalid"]) {
    const value = select.getAttribute(name);
    if (value) picker.control_input.setAttribute(name, value);
  }
  if (select.required) picker.control_input.setAttribute("aria-required", "true");
  picker.control.addEventListener("mousedown", (event) => {
    if (event.target.closest(".take-off")) event.stopPropagation();
  }, true);
  picker.control.addEventListener("click", (event) => {
    const button = event.target.closest(".take-off");
    if (!button) return;
    event.preventDefault();
    event.stopPropagation();
    picker.removeItem(button.closest(".item"));
    picker.refreshItems();
    picker.focus();
  }, true);
}

export function enhancePickers(root) {
  for (const select of root.querySelectorAll("select")) {
    const isLong = !select.multiple && select.options.length > LONG_LIST;
    if (!select.tomselect && (select.dataset.picker || isLong)) enhance(select);
  }
}
