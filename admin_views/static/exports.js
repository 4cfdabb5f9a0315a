// Own exports: how far they are, until each is ready or has failed.

const EVERY = 1000; // milliseconds
const box = document.getElementById("exports");
const voice = document.getElementById("voice");
const open = () => [...box.querySelectorAll("[data-key]")].filter((part) => ["waiting", "writing"].includes(part.dataset.now));

const show = (part, told) => {
  part.querySelector(".how-far").textContent = told.text;
  part.querySelector("progress").value = told.written;
  if (told.state === part.dataset.now) return;
  part.dataset.now = told.state;
  const isOver = ["ready", "failed"].includes(told.state);
  part.querySelector("progress").hidden = isOver;
  part.querySelector("a").hidden = told.state !== "ready";
  if (!isOver) return;
  const button = part.querySelector("button");
  button.textContent = button.dataset.over;
  voice.textContent = `${part.querySelector("h2").textContent}: ${told.text}`;
};

const ask = async () => {
  const answer = await fetch(box.dataset.state, { headers: { Accept: "application/json" } });
  if (!answer.ok || answer.redirected) return window.location.reload();
  const told = await answer.json();
  for (const part of open()) {
    if (!(part.dataset.key in told)) return window.location.reload();
    show(part, told[part.dataset.key]);
  }
  if (open().length) window.setTimeout(ask, EVERY);
};

// What was fetched is gone from the server.
box.addEventListener("click", (event) => {
  if (event.target.closest("a.btn")) event.target.closest("[data-key]").dataset.now = "fetched";
});

if (open().length) window.setTimeout(ask, EVERY);
