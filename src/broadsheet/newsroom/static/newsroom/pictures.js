// Pictures: dropped on the form, remembered by photographer, and tapped where it matters. All of it works without, too.
const form = document.querySelector("[data-pictures]");
const drop = form?.querySelector("[data-drop]");
const credit = form?.querySelector("[data-credit]");
const point = form?.querySelector("[data-point]");

/** Say how many files are chosen. */
function count(input) {
  const said = drop.querySelector("[data-chosen]");
  const names = [...input.files].map((file) => file.name);
  said.textContent = names.length ? `${names.length} chosen: ${names.join(", ")}` : "Choose several, or drop them here.";
}

if (drop) {
  const input = drop.querySelector("input");
  input.addEventListener("change", () => count(input));
  drop.addEventListener("dragover", (event) => {
    event.preventDefault();
    drop.classList.add("picture-over");
  });
  drop.addEventListener("dragleave", () => drop.classList.remove("picture-over"));
  drop.addEventListener("drop", (event) => {
    event.preventDefault();
    drop.classList.remove("picture-over");
    const both = new DataTransfer();
    for (const file of [...input.files, ...event.dataTransfer.files]) both.items.add(file);
    input.files = both.files;
    count(input);
  });
}

/** Fill in what was said of this photographer the last time, where nothing is typed yet. */
function remember() {
  const known = [...form.querySelectorAll("#photographers option")].find((each) => each.value === credit.value);
  if (!known) return;
  for (const name of ["licence", "rights", "source"]) {
    const field = form.querySelector(`[name="${name}"]`);
    if (!field.value) field.value = known.dataset[name];
  }
}

credit?.addEventListener("change", remember);

if (point) {
  const [left, top] = point.dataset.point.split(" ").map((name) => document.getElementById(name));
  const mark = point.querySelector("[data-mark]");
  const show = () => {
    mark.hidden = false;
    mark.style.left = `${left.value}%`;
    mark.style.top = `${top.value}%`;
  };
  point.addEventListener("click", (event) => {
    const box = point.getBoundingClientRect();
    left.value = Math.round((100 * (event.clientX - box.left)) / box.width);
    top.value = Math.round((100 * (event.clientY - box.top)) / box.height);
    show();
  });
  for (const slider of [left, top]) slider.addEventListener("input", show);
  show();
}
