// The script of the search page: makes the form, loads Pagefind when it is first needed, shows what it finds.
//
// The page has an empty element `search`; its `data-root` leads to the root of the tree, `data-label` is the
// word for the field and the button. `data-found` (with {count}), `data-none`, `data-more` and `data-failed`
// are what is said otherwise; without them it is said in signs. Without script the page leads to the A-Z indexes.

const place = document.getElementById("search");
const language = document.documentElement.lang;
const root = new URL(place.dataset.root, location.href);
const AT_A_TIME = 10;

function element(name, properties, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

const input = element("input", { type: "search", name: "q", id: "search-words", autocomplete: "off" });
const label = element("label", { htmlFor: input.id }, place.dataset.label);
const form = element("form", { role: "search" }, label, input, element("button", {}, place.dataset.label));
const said = element("p", {});
said.setAttribute("role", "status");
const list = element("ol", { className: "found" });
const more = element("button", { type: "button", hidden: true }, place.dataset.more ?? "…");

let engine;
let found = [];
let asked = 0;

async function load() {
  const answer = await fetch(new URL("search/bundles.json", root));
  if (!answer.ok) throw new Error(`bundles.json: ${answer.status}`);
  const languages = await answer.json();
  const tag = language.toLowerCase();
  const names = languages[tag] ?? languages[tag.split("-")[0]] ?? [];
  const [primary, ...others] = names.map((name) => new URL(`search/_index/${name}`, root).pathname);
  if (!primary) return null;
  const pagefind = await import(`${primary}pagefind.js`);
  // Without a worker: a worker's policy is its own, and would have to allow WebAssembly, too.
  await pagefind.options({ basePath: primary, baseUrl: root.pathname, noWorker: true });
  await pagefind.init();
  await Promise.all(others.map((name) => pagefind.mergeIndex(name, { baseUrl: root.pathname })));
  return pagefind;
}

function marked(excerpt) {
  // The excerpt is markup of Pagefind's making; only its words and its marks are taken over.
  const parsed = new DOMParser().parseFromString(excerpt, "text/html");
  return Array.from(parsed.body.childNodes, (node) =>
    node.nodeName === "MARK" ? element("mark", {}, node.textContent) : node.textContent,
  );
}

function shown(page) {
  const link = element("a", { href: page.url }, page.meta.title ?? page.url);
  return element("li", {}, element("h2", {}, link), element("p", {}, ...marked(page.excerpt)));
}

async function showMore() {
  const mine = asked;
  const pages = await Promise.all(found.splice(0, AT_A_TIME).map((result) => result.data()));
  if (mine !== asked) return undefined;
  const items = pages.map(shown);
  list.append(...items);
  more.hidden = found.length === 0;
  return items[0];
}

async function search(words) {
  const mine = ++asked;
  list.replaceChildren();
  more.hidden = true;
  said.textContent = "";
  if (!words) return;
  place.setAttribute("aria-busy", "true");
  try {
    engine ??= load();
    const pagefind = await engine;
    const answer = pagefind ? await pagefind.search(words) : { results: [] };
    if (mine !== asked) return;
    found = [...answer.results];
    const count = found.length.toLocaleString(language);
    said.textContent = (found.length ? place.dataset.found : place.dataset.none)?.replace("{count}", count) ?? count;
    await showMore();
  } catch (error) {
    engine = undefined;
    said.textContent = place.dataset.failed ?? "⚠";
    throw error;
  } finally {
    place.removeAttribute("aria-busy");
  }
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const words = input.value.trim();
  history.replaceState(null, "", words ? `?q=${encodeURIComponent(words)}` : location.pathname);
  search(words);
});
more.addEventListener("click", async () => (await showMore())?.querySelector("a").focus());

place.append(form, said, list, more);
input.value = new URLSearchParams(location.search).get("q") ?? "";
search(input.value.trim());
