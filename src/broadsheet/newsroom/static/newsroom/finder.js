// Fields that name a person, topic, branch, story or any page: type a few letters, take one from the list.
const WAIT = 150; // milliseconds after the last letter

let asked = 0;
let timer;

const partsOf = (finder) => ({
  number: finder.querySelector("input[type=hidden]"),
  words: finder.querySelector(".finder-words"),
  list: finder.querySelector(".finder-found"),
  said: finder.querySelector(".finder-said"),
});
const finderOf = (element) => element.closest?.("[data-finder]");
const language = () => document.querySelector("[data-story-language]")?.dataset.storyLanguage ?? "";

function close(finder) {
  const { words, list } = partsOf(finder);
  list.hidden = true;
  words.setAttribute("aria-expanded", "false");
  words.removeAttribute("aria-activedescendant");
}

function setNumber(finder, value) {
  const { number } = partsOf(finder);
  if (number.value === value) return;
  number.value = value;
  number.dispatchEvent(new Event("change", { bubbles: true }));
}

function take(finder, { id, name }) {
  const { words, said } = partsOf(finder);
  words.value = name;
  words.removeAttribute("aria-invalid");
  setNumber(finder, String(id));
  said.textContent = "";
  close(finder);
}

function option(finder, place, label, note, chosen) {
  const item = document.createElement("li");
  item.setAttribute("role", "option");
  item.setAttribute("aria-selected", "false");
  item.id = `${partsOf(finder).list.id}-${place}`;
  const name = document.createElement("span");
  name.textContent = label;
  name.dir = "auto";
  item.append(name);
  if (note) {
    const small = document.createElement("span");
    small.className = "finder-note";
    small.textContent = note;
    item.append(" ", small);
  }
  item.addEventListener("click", chosen);
  return item;
}

async function make(finder) {
  const { words, said } = partsOf(finder);
  const form = new URLSearchParams({ name: words.value, language: language() });
  const token = words.form.elements.namedItem("csrfmiddlewaretoken").value;
  close(finder);
  try {
    const answer = await fetch(finder.dataset.finder, {
      method: "POST",
      headers: { "X-CSRFToken": token, "X-Requested-With": "XMLHttpRequest" },
      body: form,
    });
    const made = await answer.json();
    if (!answer.ok) throw new Error(made.said);
    take(finder, made);
    said.textContent = `“${made.name}” is made and chosen.`;
  } catch (error) {
    said.textContent = error instanceof SyntaxError || error instanceof TypeError ? "It could not be made just now. Try again." : error.message;
  }
}

async function look(finder) {
  const mine = ++asked;
  const { words, list, said } = partsOf(finder);
  const typed = words.value.trim();
  let answer;
  try {
    const query = new URLSearchParams({ q: typed, language: language() });
    const response = await fetch(`${finder.dataset.finder}?${query}`, { headers: { "X-Requested-With": "XMLHttpRequest" } });
    if (!response.ok) throw new Error(response.statusText);
    answer = await response.json();
  } catch {
    said.textContent = "The list cannot be reached just now. What you typed stays.";
    return;
  }
  if (mine !== asked || document.activeElement !== words) return;
  const options = answer.found.map((each, place) => option(finder, place, each.name, each.note, () => take(finder, each)));
  if (answer.may_make) options.push(option(finder, options.length, `Make “${typed}”`, `a ${finder.dataset.one} of its own`, () => make(finder)));
  list.replaceChildren(...options);
  list.hidden = options.length === 0;
  words.setAttribute("aria-expanded", String(options.length > 0));
  list.scrollIntoView({ block: "nearest" });
  words.removeAttribute("aria-activedescendant");
  said.textContent = options.length ? "" : `No ${finder.dataset.one} begins like that.`;
}

function step(finder, by) {
  const { words, list } = partsOf(finder);
  const options = [...list.children];
  if (!options.length) return;
  const at = options.findIndex((each) => each.getAttribute("aria-selected") === "true");
  const next = at < 0 ? (by > 0 ? 0 : options.length - 1) : (at + by + options.length) % options.length;
  options.forEach((each, place) => each.setAttribute("aria-selected", String(place === next)));
  words.setAttribute("aria-activedescendant", options[next].id);
  options[next].scrollIntoView({ block: "nearest" });
}

const soon = (finder) => {
  clearTimeout(timer);
  timer = setTimeout(() => look(finder), WAIT);
};

document.addEventListener("input", (event) => {
  const finder = event.target.matches?.(".finder-words") && finderOf(event.target);
  if (!finder) return;
  setNumber(finder, ""); // what is typed now is not what was chosen
  soon(finder);
});

document.addEventListener("focusin", (event) => {
  const finder = event.target.matches?.(".finder-words") && finderOf(event.target);
  if (finder && !partsOf(finder).number.value) soon(finder);
});

document.addEventListener("focusout", (event) => {
  const finder = event.target.matches?.(".finder-words") && finderOf(event.target);
  if (!finder) return;
  const { number, words, said } = partsOf(finder);
  close(finder);
  const lost = words.value.trim() !== "" && !number.value;
  words.toggleAttribute("aria-invalid", lost);
  if (lost) words.setAttribute("aria-invalid", "true");
  if (lost) said.textContent = finder.dataset.remedy;
});

// A press on the list must not take the focus from the field before it is a choice.
document.addEventListener("pointerdown", (event) => event.target.closest?.(".finder-found") && event.preventDefault());
document.addEventListener("mousedown", (event) => event.target.closest?.(".finder-found") && event.preventDefault());

document.addEventListener("keydown", (event) => {
  const finder = event.target.matches?.(".finder-words") && finderOf(event.target);
  if (!finder) return;
  const { list } = partsOf(finder);
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    if (list.hidden) look(finder);
    else step(finder, event.key === "ArrowDown" ? 1 : -1);
  } else if (event.key === "Enter") {
    event.preventDefault(); // never sends the whole story off
    if (!list.hidden) list.querySelector("[aria-selected=true]")?.click();
  } else if (event.key === "Escape" && !list.hidden) {
    event.stopPropagation();
    close(finder);
  }
});
