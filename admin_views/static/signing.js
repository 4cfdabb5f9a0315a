/* Signing on the screen with pen, finger or mouse; without it, ink on paper can still be noted. */
const LINE_WIDTH = { minWidth: 0.8, maxWidth: 2.6, penColor: "#101828" };

function choose(form, number, how) {
  const radio = form.querySelector(`input[name="how-${number}"][value="${how}"]`);
  if (radio && !radio.checked) {
    radio.checked = true;
    radio.dispatchEvent(new Event("change", { bubbles: true }));
  }
}

/* The canvas has as many dots as the screen; what was drawn is drawn again after a change of size. */
function fit(canvas, pad) {
  const strokes = pad.toData();
  const ratio = Math.max(window.devicePixelRatio || 1, 1);
  if (!canvas.offsetWidth) return;
  canvas.width = canvas.offsetWidth * ratio;
  canvas.height = canvas.offsetHeight * ratio;
  canvas.getContext("2d").scale(ratio, ratio);
  pad.clear();
  if (strokes.length) pad.fromData(strokes);
}

function begin(box) {
  const form = box.closest("form");
  const number = box.dataset.pad;
  const canvas = box.querySelector("canvas");
  const kept = box.querySelector("input");
  const pad = new window.SignaturePad(canvas, LINE_WIDTH);
  const sent = kept.value;
  box.hidden = false;
  fit(canvas, pad);
  if (sent) pad.fromDataURL(sent, { width: canvas.offsetWidth, height: canvas.offsetHeight });
  pad.addEventListener("endStroke", () => {
    kept.value = pad.toDataURL("image/png");
    choose(form, number, "screen");
  });
  box.querySelector("button").addEventListener("click", () => {
    pad.clear();
    kept.value = "";
    canvas.focus();
  });
  new ResizeObserver(() => {
    if (pad.isEmpty() || pad.toData().length) fit(canvas, pad);
  }).observe(canvas);
}

function show(form) {
  for (const box of form.querySelectorAll("[data-pad]")) {
    const chosen = form.querySelector(`input[name="how-${box.dataset.pad}"]:checked`);
    box.hidden = Boolean(chosen) && chosen.value !== "screen";
  }
  for (const reason of form.querySelectorAll("[data-reason]")) {
    const chosen = form.querySelector(`input[name="how-${reason.dataset.reason}"]:checked`);
    reason.hidden = !chosen || chosen.value !== "refuses";
  }
}

for (const form of document.querySelectorAll(".sign-form")) {
  for (const label of form.querySelectorAll("[data-needs-script]")) label.hidden = false;
  for (const box of form.querySelectorAll("[data-pad]")) begin(box);
  form.addEventListener("change", () => show(form));
  show(form);
}
document.querySelector("[data-focus]")?.focus();
