// Copying with one press, and the story's language on fields that are made by script.
for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    const field = document.getElementById(button.dataset.copy);
    const said = button.parentElement.querySelector("[data-copy-said]");
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
      said.textContent = "Copied.";
    } catch {
      said.textContent = "It is selected: copy it with your keyboard or the menu.";
    }
  });
}

const editor = document.querySelector("[data-story-language]");
if (editor) {
  const fields = "[contenteditable='true'], .w-field textarea, [data-streamfield] textarea, [data-streamfield] input[type='text']";
  const speak = () => {
    for (const field of editor.querySelectorAll(fields)) {
      if (!field.lang) Object.assign(field, { lang: editor.dataset.storyLanguage, dir: "auto", spellcheck: true });
    }
  };
  speak();
  new MutationObserver(speak).observe(editor, { childList: true, subtree: true });
}
