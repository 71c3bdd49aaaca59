// A picture chosen for a story brings the words it was last shown with, where nothing is written yet.
const NAMES = [
  [/(^|-)picture$/, "$1picture_alt"],
  [/(^|-)image$/, "$1alt"],
];

function wordsFor(chooser) {
  for (const [pattern, words] of NAMES) {
    if (pattern.test(chooser.name)) return chooser.form?.elements.namedItem(chooser.name.replace(pattern, words)) ?? null;
  }
  return null;
}

document.addEventListener("change", async (event) => {
  const chooser = event.target;
  if (!(chooser instanceof HTMLInputElement) || chooser.type !== "hidden" || !/^\d+$/.test(chooser.value)) return;
  const words = wordsFor(chooser);
  if (!words || words.value.trim()) return;
  const address = document.querySelector("[data-last-words]").dataset.lastWords.replace("/0/", `/${chooser.value}/`);
  const answer = await fetch(address, { headers: { "X-Requested-With": "XMLHttpRequest" } });
  if (!answer.ok) return;
  const { alt } = await answer.json();
  if (alt && !words.value.trim()) {
    words.value = alt;
    words.dispatchEvent(new Event("input", { bubbles: true }));
    words.dispatchEvent(new Event("change", { bubbles: true }));
  }
});
