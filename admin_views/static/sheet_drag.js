// Columns by mouse: an edge that is dragged is a width, a head that is dragged another place.

const FAR = 8; // pixels; less is a click

export function followMouse({ table, heads, widen, goTo }) {
  let drag = null;
  let isDrop = false;

  function addEdge(head) {
    const edge = Object.assign(document.createElement("span"), { className: "edge" });
    edge.setAttribute("aria-hidden", "true");
    for (const name of ["mousedown", "click"]) edge.addEventListener(name, (event) => event.stopPropagation());
    edge.addEventListener("dblclick", (event) => { event.stopPropagation(); widen(head, 0); });
    edge.addEventListener("pointerdown", (event) => {
      event.stopPropagation();
      const [from, width] = [event.clientX, head.offsetWidth];
      edge.setPointerCapture(event.pointerId);
      edge.onpointermove = (now) => { if (now.clientX !== from) widen(head, width + now.clientX - from); };
      edge.onpointerup = () => { edge.onpointermove = null; };
    });
    head.append(edge);
  }

  const clean = () => heads().forEach((head) => head.classList.remove("is-goal", "is-dragged"));
  heads().forEach(addEdge);
  table.tHead.addEventListener("dragstart", (event) => event.preventDefault());
  table.tHead.addEventListener("pointerdown", (event) => {
    const head = event.button === 0 && event.pointerType !== "touch" && event.target.closest("th[data-column]");
    isDrop = false;
    drag = head && head !== heads()[0] ? { head, x: event.clientX, goal: null } : null;
  });
  window.addEventListener("pointermove", (event) => {
    if (!drag || (!drag.goal && Math.abs(event.clientX - drag.x) < FAR)) return;
    clean();
    const all = heads().slice(1);
    drag.goal = all.find((head) => event.clientX < head.getBoundingClientRect().right) ?? all.at(-1);
    drag.head.classList.add("is-dragged");
    drag.goal.classList.add("is-goal");
  });
  window.addEventListener("pointerup", () => {
    clean();
    isDrop = Boolean(drag?.goal);
    if (isDrop) goTo(drag.head, heads().indexOf(drag.goal));
    drag = null;
  });
  // Where a column was dropped nothing is sorted.
  table.tHead.addEventListener("click", (event) => { if (isDrop) event.preventDefault(); }, true);
}
