// The guide is open where there is room beside the form. Its ticks are for the eyes alone: they
// make no form changed and are kept nowhere.

const hasRoom = window.matchMedia("(min-width: 1100px)").matches;

for (const guide of document.querySelectorAll("[data-guide]")) {
  if (hasRoom && guide.closest("aside")) guide.querySelector("details").open = true;
  for (const name of ["input", "change"]) guide.addEventListener(name, (event) => event.stopPropagation());
}
