// Work that goes on elsewhere is shown as far as it is, as long as somebody looks; when the part that tells of it is
// gone, the whole screen is fetched.
const EVERY = 3000;
const shown = document.querySelector('[data-look-again]');
const address = shown.dataset.lookAgain || location.href;

async function look() {
  if (document.hidden) return document.addEventListener('visibilitychange', look, { once: true });
  const answer = await fetch(address, { headers: { 'X-Requested-With': 'XMLHttpRequest' } }).catch(() => null);
  if (answer?.ok) {
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const now = page.querySelector('[data-look-again]');
    if (!now) return location.assign(location.href);
    for (const part of shown.querySelectorAll('[data-part]')) {
      const said = now.querySelector(`[data-part="${part.dataset.part}"]`)?.innerHTML ?? '';
      if (part.innerHTML !== said) part.innerHTML = said; // read aloud only when it is something else
    }
  }
  setTimeout(look, EVERY);
}

setTimeout(look, EVERY);
