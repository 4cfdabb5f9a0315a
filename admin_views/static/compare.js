// The comparison page: the first open choice has the focus, choices survive no accident, one save only.

const form = document.querySelector("form[data-record]");
let isSent = false;

const open = form.querySelector(".difference.is-open input[type=radio]");
if (open) open.focus();

form.addEventListener("submit", (event) => {
  if (isSent) event.preventDefault();
});
// After all others were asked: who takes back the dropping of their changes stays on the page.
window.addEventListener("submit", (event) => {
  if (event.target === form && !event.defaultPrevented) isSent = true;
});
window.addEventListener("pageshow", (event) => { if (event.persisted) window.location.reload(); });
window.addEventListener("beforeunload", (event) => { if (!isSent) event.preventDefault(); });
