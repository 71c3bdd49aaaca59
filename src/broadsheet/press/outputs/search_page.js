// The script of the search page: loads Pagefind when it is first needed and shows what it finds.
//
// The page has one element with `data-search` (hidden until this script runs) and in it a form with an input
// named `q`, an element with role `status`, an `ol` for what is found and a button for more of it. Attributes
// of that element: `data-bundles` is the address of bundles.json; `data-found` (with {count}), `data-none` and
// `data-failed` are what the status says. Without script the page leads to the A-Z index instead.

const place = document.querySelector("[data-search]");
const form = place.querySelector("form");
const input = form.elements.q;
const status = place.querySelector("[role=status]");
const list = place.querySelector("ol");
const more = place.querySelector("button[data-more]");
const AT_A_TIME = 10;

let engine;
let found = [];
let asked = 0;

async function load() {
  const address = new URL(place.dataset.bundles, location.href);
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  const languages = await answer.json();
  const language = document.documentElement.lang.toLowerCase();
  const bundles = (languages[language] ?? languages[language.split("-")[0]] ?? []).map(
    (name) => new URL(`_index/${name}`, address).pathname,
  );
  if (bundles.length === 0) return null;
  const [primary, ...others] = bundles;
  const pagefind = await import(`${primary}pagefind.js`);
  const baseUrl = new URL("../", address).pathname;
  await pagefind.options({ basePath: primary, baseUrl, noWorker: true, language });
  await pagefind.init();
  await Promise.all(others.map((name) => pagefind.mergeIndex(name, { baseUrl, language })));
  return pagefind;
}

function marked(excerpt) {
  // The excerpt is markup of Pagefind's making; only its words and its marks are taken over.
  const parsed = new DOMParser().parseFromString(excerpt, "text/html");
  return Array.from(parsed.body.childNodes, (node) => {
    if (node.nodeName !== "MARK") return document.createTextNode(node.textContent);
    const mark = document.createElement("mark");
    mark.textContent = node.textContent;
    return mark;
  });
}

function shown(page) {
  const item = document.createElement("li");
  const link = document.createElement("a");
  link.href = page.url;
  link.textContent = page.meta.title ?? page.url;
  const words = document.createElement("p");
  words.append(...marked(page.excerpt));
  const heading = document.createElement("h2");
  heading.append(link);
  item.append(heading, words);
  return item;
}

async function showMore() {
  const mine = asked;
  const pages = await Promise.all(found.splice(0, AT_A_TIME).map((result) => result.data()));
  if (mine !== asked) return;
  const items = pages.map(shown);
  list.append(...items);
  if (more) more.hidden = found.length === 0;
  return items[0];
}

async function search(words) {
  const mine = ++asked;
  list.replaceChildren();
  if (more) more.hidden = true;
  status.textContent = "";
  if (!words) return;
  place.setAttribute("aria-busy", "true");
  try {
    engine ??= load();
    const pagefind = await engine;
    const answer = pagefind ? await pagefind.search(words) : { results: [] };
    if (mine !== asked) return;
    found = [...answer.results];
    status.textContent = found.length
      ? place.dataset.found.replace("{count}", found.length.toLocaleString(document.documentElement.lang))
      : place.dataset.none;
    await showMore();
  } catch (error) {
    engine = undefined;
    status.textContent = place.dataset.failed;
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
more?.addEventListener("click", async () => (await showMore())?.querySelector("a").focus());

place.hidden = false;
input.value = new URLSearchParams(location.search).get("q") ?? "";
search(input.value.trim());
