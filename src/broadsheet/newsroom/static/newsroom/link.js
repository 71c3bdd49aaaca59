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

document.addEventListener("shown.bs.modal", () => document.querySelector("[data-link-to] .finder-words")?.focus());
