// Every page: fold-out menus, Ctrl+S, announced messages, wide tables, questions before dangerous acts.

import "./dates.js";

const drops = () => document.querySelectorAll("details.drop[open]");

document.addEventListener("click", (event) => {
  for (const drop of drops()) {
    if (!drop.contains(event.target)) drop.open = false;
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const drop of drops()) {
    drop.open = false;
    drop.querySelector("summary").focus();
  }
});

// Ctrl+S presses the button that saves, where there is one.
document.addEventListener("keydown", (event) => {
  const button = document.querySelector("form[data-record] [data-save]");
  if (!button || !(event.ctrlKey || event.metaKey) || event.altKey || event.key.toLowerCase() !== "s") return;
  event.preventDefault();
  button.form.requestSubmit(button);
});

document.addEventListener("submit", (event) => {
  const question = event.submitter?.dataset.confirm;
  if (question && !window.confirm(question)) event.preventDefault();
});

// Empty search and filter fields stay out of the address.
for (const form of document.querySelectorAll("form[data-lean]")) {
  form.addEventListener("formdata", (event) => {
    for (const [name, value] of [...event.formData]) {
      if (value === "") event.formData.delete(name);
    }
  });
}

// Screen readers announce what changes after loading, so the messages are said once more, unseen.
// So is how much a search found.
const isAsked = window.location.search !== "";
const messages = document.querySelector(isAsked ? ".flashes, [data-said]" : ".flashes");
if (messages) {
  const voice = document.getElementById("voice");
  window.setTimeout(() => { voice.textContent = messages.innerText; }, 400);
}

// The open view is in sight, however many there are beside it; only their strip is moved, not the page.
const chosen = document.querySelector(".tabs [aria-current]");
const strip = chosen?.closest(".tabs");
if (strip) {
  const [inner, outer] = [chosen.getBoundingClientRect(), strip.getBoundingClientRect()];
  strip.scrollLeft += inner.left + inner.width / 2 - outer.left - outer.width / 2;
}

// A tab half out of its strip comes into sight when it gets the focus.
document.addEventListener("focusin", (event) => {
  event.target.closest(".tabs a, .jump a")?.scrollIntoView({ block: "nearest", inline: "nearest" });
});

// A table wider than its card scrolls inside it and keeps its head; the others keep the page's own scrolling.
// What has the focus is scrolled to from below the head and from behind the column that stays.
const fit = (box) => {
  box.classList.remove("is-wide");
  box.classList.toggle("is-wide", box.scrollWidth > box.clientWidth + 1);
  const name = box.querySelector("tbody th");
  const isWide = name && box.classList.contains("is-wide");
  const beside = isWide ? (name.previousElementSibling?.offsetWidth ?? 0) + name.offsetWidth : 0;
  box.style.scrollPadding = isWide ? `${box.querySelector("thead").offsetHeight}px 0 0 ${beside}px` : "";
};
const boxes = document.querySelectorAll(".scroll[data-fit]");
const watcher = new ResizeObserver((changed) => {
  window.requestAnimationFrame(() => changed.forEach(({ target }) => fit(target.closest(".scroll"))));
});
for (const box of boxes) {
  fit(box);
  box.addEventListener("scroll", () => box.classList.toggle("is-aside", box.scrollLeft > 0), { passive: true });
  watcher.observe(box);
  watcher.observe(box.firstElementChild);
}
