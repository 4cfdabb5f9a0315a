// How far an import is; the page comes anew when it has ended.

const EVERY = 1000; // milliseconds
const box = document.getElementById("way");

const ask = async () => {
  const answer = await fetch(box.dataset.state, { headers: { Accept: "application/json" } });
  const told = answer.ok && !answer.redirected ? await answer.json() : { state: "failed" };
  if (!["checking", "writing"].includes(told.state)) return window.location.reload();
  const bar = box.querySelector("progress");
  if (bar.max > 1) bar.value = told.done;
  box.querySelector("b").textContent = told.text;
  window.setTimeout(ask, EVERY);
};

window.setTimeout(ask, EVERY);
