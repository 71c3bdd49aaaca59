// A dialog is called by its heading; Wagtail gives the older ones no name.
new MutationObserver(() => {
  for (const dialog of document.querySelectorAll(".modal[role=dialog]:not([aria-label])")) {
    const heading = dialog.querySelector("h1, h2")?.textContent.trim();
    if (heading) dialog.ariaLabel = heading;
  }
}).observe(document.body, { childList: true, subtree: true });
