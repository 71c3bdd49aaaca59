// What Wagtail leaves without a name for those who cannot see is called by the words that stand beside it.
const textOf = (element) => element?.textContent.trim().replace(/\s+/g, " ") || "";

/** What a field made by script is called: the label beside it, else that of the part of the form it is in. */
function nameOfField(field) {
  const label = field.closest(".w-field, .w-field__wrapper, [data-contentpath]")?.querySelector("label, .w-field__label");
  return textOf(label ?? field.closest("[data-panel]")?.querySelector("[data-panel-heading-text]")) || "Text";
}

const NAMES = {
  ".modal[role=dialog]": (dialog) => textOf(dialog.querySelector("h1, h2")),
  ".public-DraftEditor-content": nameOfField,
  // The words may have moved into the bubble that appears beside it.
  "button.w-editing-sessions__session": (person) => textOf(person.querySelector(".w-editing-sessions__popup")) || "Somebody has this open",
};

function nameThings() {
  for (const [things, nameOf] of Object.entries(NAMES)) {
    for (const thing of document.querySelectorAll(`${things}:not([aria-label])`)) {
      const name = nameOf(thing);
      if (name) thing.ariaLabel = name;
    }
  }
}

new MutationObserver(nameThings).observe(document.body, { childList: true, subtree: true });
nameThings();
