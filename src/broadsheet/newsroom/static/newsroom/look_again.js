// Work that goes on elsewhere is shown as far as it is; when it ends, the whole screen is fetched.
const EVERY = 2000;

async function look() {
  const shown = document.querySelector('[data-look-again]');
  const answer = await fetch(location.href, { headers: { 'X-Requested-With': 'XMLHttpRequest' } }).catch(() => null);
  if (answer?.ok) {
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const now = page.querySelector('[data-look-again]');
    if (!now) return location.assign(location.href);
    for (const part of ['[data-far]', 'progress']) shown.querySelector(part).replaceWith(now.querySelector(part));
    const said = now.querySelector('[role=status]').textContent;
    const status = shown.querySelector('[role=status]');
    if (status.textContent !== said) status.textContent = said; // read aloud only when it is something else
  }
  setTimeout(look, EVERY);
}

setTimeout(look, EVERY);
