// The editor of running text writes what was typed into the form a quarter of a second later, and on a busy machine later
// still. Whoever presses a button sooner loses no word: it is written down at the moment the form is sent.
function writtenDown(input) {
  const content = input.draftailEditor.getEditorState().getCurrentContent();
  const isEmpty = !content.hasText() && content.getBlockMap().every((block) => block.getType() !== "atomic");
  input.rawContentState = isEmpty ? null : window.DraftJS.convertToRaw(content);
  input.value = JSON.stringify(input.rawContentState);
}

window.addEventListener("submit", ({ target }) => {
  for (const text of target.querySelectorAll("[data-draftail-editor-wrapper]")) {
    const input = text.parentElement.querySelector("input[type=hidden]");
    if (input?.draftailEditor) writtenDown(input);
  }
}, { capture: true });
