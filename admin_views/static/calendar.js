// The free times of the week: one stop for the tab key each day, the arrows go on from there.

const days = [...document.querySelectorAll("[data-slots]")].map((list) => [...list.querySelectorAll("a")]);

function place(link) {
  const day = days.findIndex((links) => links.includes(link));
  return [day, days[day].indexOf(link)];
}

// The free time of a day beside another one: the same row, or the next below it.
function beside(link, day) {
  const top = link.getBoundingClientRect().top - 1;
  return days[day]?.find((other) => other.getBoundingClientRect().top >= top) ?? days[day]?.at(-1);
}

document.addEventListener("keydown", (event) => {
  const link = event.target.closest?.("[data-slots] a");
  if (!link || event.altKey || event.ctrlKey || event.metaKey) return;
  const [day, number] = place(link);
  const next = {
    ArrowDown: () => days[day][number + 1],
    ArrowUp: () => days[day][number - 1],
    ArrowRight: () => beside(link, day + 1),
    ArrowLeft: () => beside(link, day - 1),
    Home: () => days[day][0],
    End: () => days[day].at(-1),
  }[event.key]?.();
  if (!next) return;
  event.preventDefault();
  for (const other of days[place(next)[0]]) other.tabIndex = -1;
  next.tabIndex = 0;
  next.focus();
});
