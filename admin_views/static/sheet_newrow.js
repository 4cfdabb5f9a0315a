// A row begun in the list; what that takes is read when the first one begins.

export function newRow(sheet) {
  const { grid, texts, keys } = sheet;
  if (!grid.table.dataset.form) return;
  let begin = null;

  keys.withShift.Enter = async () => {
    try {
      begin ??= (await import("./new_row.js")).newRow(sheet);
      await begin();
    } catch {
      grid.say(texts.failed);
    }
  };
  for (const button of document.querySelectorAll("[data-sheet-new]")) {
    button.hidden = false;
    button.addEventListener("click", keys.withShift.Enter);
  }
}
