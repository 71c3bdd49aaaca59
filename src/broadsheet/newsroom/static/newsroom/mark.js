// The way home is called by the paper's name, which is what stands on it; Wagtail gives it another name.
function named() {
  const link = document.querySelector("a.sidebar-custom-branding");
  const paper = link?.querySelector(".desk-mark-name")?.textContent.trim();
  if (!paper) return false;
  link.ariaLabel = paper;
  return true;
}

if (!named()) {
  const watch = new MutationObserver(() => named() && watch.disconnect());
  watch.observe(document.body, { childList: true, subtree: true });
}
