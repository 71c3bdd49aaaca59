// The link dialog: what is taken from the list is the link, without another press; its field is ready to be typed into.
document.addEventListener("change", ({ target }) => {
  const form = target.closest?.("[data-link-to]");
  if (form && target.type === "hidden" && target.value) form.requestSubmit();
});

new MutationObserver((changes) => {
  for (const { addedNodes } of changes) {
    for (const node of addedNodes) node.querySelector?.("[data-link-to] .finder-words")?.focus();
  }
}).observe(document.body, { childList: true, subtree: true });

// Once it is shown, the dialog takes the focus itself.
document.addEventListener("focusin", ({ target }) => {
  if (target.matches?.(".modal")) target.querySelector("[data-link-to] .finder-words")?.focus();
});
