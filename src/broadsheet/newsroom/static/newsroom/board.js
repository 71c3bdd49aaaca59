// Stories dragged by their grip, with mouse, pen or finger. Everything can be done with the buttons, too.
const board = document.querySelector("[data-board]");
const form = document.querySelector("#board-drop");

/** Where a story would land at a point of the screen: a heading, and the story it would stand before, if any. */
function landing(x, y, carried) {
  const list = document.elementFromPoint(x, y)?.closest("[data-heading]");
  if (!list) return null;
  const cards = [...list.querySelectorAll("[data-stories] > [data-story]")].filter((card) => card !== carried);
  const before = cards.find((card) => {
    const box = card.getBoundingClientRect();
    return y < box.top + box.height / 2;
  });
  return { heading: list, before: before ?? null };
}

function unmark() {
  for (const name of ["board-before", "board-into"]) {
    for (const each of board.querySelectorAll(`.${name}`)) each.classList.remove(name);
  }
}

function mark(place) {
  unmark();
  if (place?.before) place.before.classList.add("board-before");
  else if (place) place.heading.classList.add("board-into");
}

function carry(start) {
  const grip = start.target.closest("[data-grip]");
  const card = grip?.closest("[data-story]");
  if (!card || start.button !== 0) return;
  start.preventDefault();
  grip.setPointerCapture(start.pointerId);
  card.classList.add("board-carried");
  const move = (event) => {
    mark(landing(event.clientX, event.clientY, card));
    const edge = 60;
    if (event.clientY < edge) window.scrollBy(0, -12);
    if (event.clientY > window.innerHeight - edge) window.scrollBy(0, 12);
  };
  const end = (event) => {
    grip.removeEventListener("pointermove", move);
    grip.removeEventListener("pointerup", end);
    grip.removeEventListener("pointercancel", end);
    card.classList.remove("board-carried");
    unmark();
    const place = event.type === "pointerup" ? landing(event.clientX, event.clientY, card) : null;
    if (!place) return;
    form.elements.story.value = card.dataset.story;
    form.elements.heading.value = place.heading.dataset.heading;
    form.elements.before.value = place.before?.dataset.story ?? "";
    form.submit();
  };
  grip.addEventListener("pointermove", move);
  grip.addEventListener("pointerup", end);
  grip.addEventListener("pointercancel", end);
}

if (board && form) board.addEventListener("pointerdown", carry);
