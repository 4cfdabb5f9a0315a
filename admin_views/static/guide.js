// Ticks in the guide are for the eyes alone: they make no form changed and are kept nowhere.

for (const guide of document.querySelectorAll("[data-guide]")) {
  for (const name of ["input", "change"]) guide.addEventListener(name, (event) => event.stopPropagation());
}
