// Rows of a list that are ticked: all of the page at once, and how many there are.

const bar = document.querySelector("form.bulk");

if (bar) {
  const ticks = [...document.querySelectorAll("input[name=ids][form=bulk]")];
  const all = document.querySelector("[data-tick-all]");
  const page = bar.querySelector("[data-tick-page]");
  const count = bar.querySelector(".count");

  const tell = () => {
    const ticked = ticks.filter((tick) => tick.checked).length;
    count.textContent = bar.dataset.ticked.replace("0", ticked);
    all.checked = ticked === ticks.length;
    all.indeterminate = ticked > 0 && ticked < ticks.length;
    page.hidden = ticked === ticks.length;
  };

  const tickAll = (state) => {
    for (const tick of ticks) tick.checked = state;
    tell();
  };

  all.hidden = false;
  all.addEventListener("change", () => tickAll(all.checked));
  page.addEventListener("click", () => tickAll(true));
  document.addEventListener("change", (event) => { if (ticks.includes(event.target)) tell(); });
  window.addEventListener("pageshow", tell);
}
