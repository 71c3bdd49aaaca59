// What Wagtail leaves without a name for those who cannot see is called by the words that stand beside it.
function nameThings() {
  for (const field of document.querySelectorAll(".public-DraftEditor-content:not([aria-label])")) {
    const panel = field.closest("[data-panel]");
    const heading = panel?.querySelector("[data-panel-heading-text]")?.textContent.trim();
    if (heading) field.ariaLabel = heading;
  }
  for (const person of document.querySelectorAll("button.w-editing-sessions__session:not([aria-label])")) {
    // The words may have moved into the bubble that appears beside it.
    const words = person.querySelector(".w-editing-sessions__popup")?.textContent.replace(/\s+/g, " ").trim();
    person.ariaLabel = words || "Somebody has this open";
  }
}

new MutationObserver(nameThings).observe(document.body, { childList: true, subtree: true });
nameThings();
