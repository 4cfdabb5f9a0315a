// The record beside the list: what the server shows of the row one is in, and steps to the next.

const PAUSE = 150; // milliseconds on a row before its record is asked for

export function recordPanel({ grid, saver, texts, keys }) {
  const panel = document.getElementById("sheet-panel").content.firstElementChild.cloneNode(true);
  const body = panel.querySelector("[data-panel-body]");
  const place = panel.querySelector("[data-place-told]");
  const steps = [...panel.querySelectorAll("[data-step]")];
  let shown = null; // key of the record that is shown or on its way
  let asked = 0;
  let timer = 0;
  document.querySelector(".app").append(panel);

  const lastRow = () => grid.rows.length - 1;

  function tell(text) {
    const line = document.createElement("p");
    line.className = "alert grey";
    line.textContent = text;
    body.replaceChildren(line);
  }

  // An answer that comes after another row was asked for is not shown.
  async function load(isSame) {
    asked += 1;
    const number = asked;
    const reached = body.scrollTop;
    body.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(saver.address("panel/", [["id", shown]]), { redirect: "manual" });
      const html = answer.ok ? await answer.text() : "";
      if (number !== asked || panel.hidden) return;
      if (html) body.innerHTML = html;
      else tell(answer.type === "opaqueredirect" ? texts.signedOut : texts.gone);
      body.scrollTop = isSame ? reached : 0;
      if (!isSame) document.getElementById("voice").textContent = body.firstElementChild.innerText;
    } catch {
      if (number === asked) tell(texts.failed);
    } finally {
      if (number === asked) body.removeAttribute("aria-busy");
    }
  }

  function mark(row) {
    for (const one of grid.rows) one.classList.toggle("is-beside", one === grid.rows[row]);
    place.textContent = panel.dataset.place.replace("2", grid.rows.length).replace("1", row + 1);
    for (const step of steps) {
      step.setAttribute("aria-disabled", String(Number(step.dataset.step) < 0 ? row === 0 : row === lastRow()));
    }
  }

  function show(row, pause = PAUSE) {
    const id = grid.idOf(row);
    mark(row);
    if (id === shown) return;
    shown = id;
    asked += 1; // what is on its way is of another row
    window.clearTimeout(timer);
    if (id) timer = window.setTimeout(load, pause);
    else body.replaceChildren(); // a row that is no record yet
  }

  function refresh() {
    if (!panel.hidden && shown) load(true);
  }

  function open() {
    const row = Math.max(grid.at.row, 0);
    if (panel.hidden) {
      panel.hidden = false;
      document.body.classList.add("has-panel");
      if (grid.at.row < 0) grid.select(row, grid.at.col, true);
      show(row, 0);
    }
    panel.focus({ preventScroll: true });
    grid.reveal(grid.cell(row, grid.at.col));
  }

  function close() {
    window.clearTimeout(timer);
    panel.hidden = true;
    shown = null;
    document.body.classList.remove("has-panel");
    for (const row of grid.rows) row.classList.remove("is-beside");
    body.replaceChildren();
    grid.select(grid.at.row, grid.at.col);
  }

  function step(by) {
    const row = grid.at.row + by;
    if (row < 0 || row > lastRow()) {
      grid.say(panel.dataset.last);
      return;
    }
    grid.select(row, grid.at.col, true);
    grid.reveal(grid.cell(row, grid.at.col));
  }

  panel.addEventListener("keydown", (event) => {
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    const isStep = by && event.altKey && !event.ctrlKey && !event.metaKey && !event.shiftKey;
    if (event.key !== "Escape" && !isStep) return;
    event.preventDefault();
    event.stopPropagation();
    if (isStep) step(by);
    else close();
  });
  for (const button of steps) button.addEventListener("click", () => step(Number(button.dataset.step)));
  panel.querySelector("[data-panel-close]").addEventListener("click", close);
  for (const button of document.querySelectorAll("[data-panel-open]")) {
    button.hidden = false;
    button.addEventListener("click", open);
  }

  const [moved, post, leave] = [grid.moved, saver.post.bind(saver), keys.plain.Escape];
  grid.moved = (row) => {
    moved(row);
    if (!panel.hidden) show(row);
  };
  saver.post = async (...sent) => {
    const answer = await post(...sent);
    if (answer.ok) refresh();
    return answer;
  };
  keys.plain.Escape = () => (panel.hidden ? leave() : close());
  keys.plain[" "] = () => {
    const box = grid.cell(grid.at.row, grid.at.col).querySelector("input[type=checkbox]");
    if (box) box.click();
    else if (grid.at.row >= 0) open();
  };
}
