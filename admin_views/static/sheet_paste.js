// Ctrl+V in the list: what is done with a block is read when the first one comes.

export function pasteBlock(sheet) {
  const { grid, texts } = sheet;
  let begin = null;

  document.addEventListener("paste", async (event) => {
    if (event.defaultPrevented || !grid.isOn(document.activeElement) || grid.at.row < 0) return;
    event.preventDefault();
    const text = event.clipboardData.getData("text/plain");
    try {
      begin ??= (await import("./paste_dialog.js")).pasteDialog(sheet);
    } catch {
      grid.say(texts.failed);
      return;
    }
    begin(text);
  });
}
