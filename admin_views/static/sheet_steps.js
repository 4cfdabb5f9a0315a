// One's last steps in this list: what they were, and each of them taken back.

export function lastSteps(sheet) {
  const { grid, saver, texts } = sheet;
  const box = document.getElementById("sheet-steps");
  const list = box.querySelector("ol");
  const make = (tag, marks = {}) => Object.assign(document.createElement(tag), marks);

  function line(step, refusal) {
    const item = make("li");
    item.append(make("time", { textContent: step.at }), make("b", { textContent: step.what }), make("small", { textContent: step.kind }));
    if (step.undone) item.classList.add("is-undone");
    const why = refusal || step.why;
    if (why) item.append(make("small", { className: "problem", textContent: why }));
    else {
      const label = step.undone ? texts.redo : texts.undo;
      const button = make("button", { type: "button", className: "btn small", textContent: label });
      button.append(make("span", { className: "vh", textContent: `: ${step.what}, ${step.at}` }));
      button.addEventListener("click", () => press(step, button));
      item.append(button);
    }
    return item;
  }

  async function press(step, button) {
    button.disabled = true;
    const place = [...list.children].indexOf(button.parentElement);
    const refused = await saver.revert(step.id, step.undone);
    const told = refused ?? texts.failed;
    await show(told ? { [step.id]: told } : {});
    grid.say(told || (step.undone ? texts.redone : texts.undone));
    (list.children[place]?.querySelector("button") ?? box.querySelector("[data-close]")).focus();
  }

  async function show(refusals = {}) {
    await saver.arrived();
    const found = await saver.stepsNow();
    if (!found) {
      grid.say(texts.failed);
      return;
    }
    list.replaceChildren(...found.map((step) => line(step, refusals[step.id])));
    box.querySelector("[data-none]").hidden = found.length > 0;
    if (!box.open) box.showModal();
  }

  for (const button of document.querySelectorAll("[data-sheet-steps]")) {
    button.hidden = false;
    button.addEventListener("click", () => show());
  }
}
