// The link dialog: what is taken from the list is the link, without another press; its field is ready to be typed into, and
// nothing behind it can be reached or is read out while it is open.
const FIELD = "[data-link-to] .finder-words";

document.addEventListener("change", ({ target }) => {
  const form = target.closest?.("[data-link-to]");
  if (form && target.type === "hidden" && target.value) form.requestSubmit();
});

// Once it is shown, the dialog takes the focus itself.
document.addEventListener("focusin", ({ target }) => {
  if (target.matches?.(".modal")) target.querySelector(FIELD)?.focus();
});

function arrange(changes) {
  const isOpen = document.querySelector(".modal.in .link-dialog") !== null;
  document.querySelector(".wrapper")?.toggleAttribute("inert", isOpen);
  for (const { addedNodes } of changes) {
    for (const node of addedNodes) node.querySelector?.(FIELD)?.focus();
  }
}

// A dialog that closes loses the word “in” at once, and is taken away when it has faded.
new MutationObserver(arrange).observe(document.body, {
  childList: true,
  subtree: true,
  attributeFilter: ["class"],
});
