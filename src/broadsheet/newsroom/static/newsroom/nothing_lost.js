// Nothing typed is lost. Before a form is sent it is asked whether the newsroom answers and still knows who is here. If not,
// nothing is sent: the form stays as it is, and a line says what to do. A form too large to be taken is not sent either.
const { stillHere, login, largestText, largestFiles } = document.querySelector("[data-still-here]").dataset;
const isInside = document.querySelector("[data-wagtail-sidebar]") !== null;
const WAIT = 10_000; // milliseconds until a newsroom that does not answer counts as out of reach
const AGAIN = 5_000;

const HERE = "here";
const LOGGED_OUT = "logged out";
const OUT_OF_REACH = "out of reach";

const TWO_WINDOWS = [
  "This was changed in another window since you opened it. What you typed stands here and is not kept yet.",
  "Press the button to keep yours as the newest version; the other stays in the history.",
];

let bar = null;
let asking = null;
let isSent = false;
const typed = new Set();

async function askWhetherHere() {
  let answer;
  try {
    answer = await fetch(stillHere, {
      headers: { "X-Requested-With": "XMLHttpRequest" },
      cache: "no-store",
      signal: AbortSignal.timeout(WAIT),
    });
  } catch {
    return OUT_OF_REACH;
  }
  if (answer.status >= 500) return OUT_OF_REACH;
  if (!answer.ok || answer.redirected) return LOGGED_OUT;
  renew((await answer.json()).token);
  return HERE;
}

/** Whoever logged in again has another token against forged forms; all forms here get it. */
function renew(token) {
  for (const input of document.querySelectorAll("input[name=csrfmiddlewaretoken]")) input.value = token;
  if (window.wagtailConfig) window.wagtailConfig.CSRF_TOKEN = token;
}

function say(...parts) {
  bar ??= document.body.appendChild(Object.assign(document.createElement("div"), { className: "nothing-lost" }));
  bar.setAttribute("role", "alert");
  bar.replaceChildren(...parts);
  bar.hidden = false;
}

function line(words) {
  return Object.assign(document.createElement("p"), { textContent: words });
}

function tell(state) {
  if (state === LOGGED_OUT) {
    const link = Object.assign(document.createElement("a"), { href: login, target: "_blank", textContent: "Log in in a new tab" });
    say(line("You are logged out. What you typed stands here and is not sent yet."), link, line("Then come back and press the button again."));
  } else {
    say(line("The newsroom cannot be reached. What you typed stands here and is not sent yet."), line("Leave this open; when the connection is back, press the button again."));
  }
  asking ??= setInterval(lookAgain, AGAIN);
}

async function lookAgain() {
  if (asking === null) return;
  const state = await askWhetherHere();
  if (state !== HERE) return tell(state);
  clearInterval(asking);
  asking = null;
  say(line("The newsroom is back, and what you typed stands here."));
  setTimeout(() => { if (asking === null && bar) bar.hidden = true; }, AGAIN);
  for (const form of document.querySelectorAll("form[data-controller~='w-autosave']")) {
    keeperOf(form)?.save();
  }
}

function tooLarge(form) {
  let text = 0;
  let files = 0;
  for (const [name, value] of new FormData(form)) {
    if (value instanceof File) files += value.size;
    else text += name.length + new Blob([value]).size + 100;
  }
  if (text > Number(largestText)) return "This is too long to be kept as one. Take a part out and make a second one of it; nothing was sent, all of it stands here.";
  if (files > Number(largestFiles)) {
    const most = Math.floor(Number(largestFiles) / 1_000_000);
    return `These files are too large together: at most ${most} MB are taken at once. Choose fewer or smaller ones; nothing was sent, what you typed stands here.`;
  }
  return "";
}

/** Wagtail takes a pressed button out of use while a form is under way; the form is to be sent with it all the same. */
function send(form, button) {
  const stand = button?.disabled && button.name
    ? form.appendChild(Object.assign(document.createElement("input"), { type: "hidden", name: button.name, value: button.value }))
    : null;
  form.dataset.nothingLost = "sent";
  isSent = !(button?.formTarget || form.target); // a look in a frame leaves the form here
  form.requestSubmit(button?.form === form && !button.disabled ? button : null);
  delete form.dataset.nothingLost;
  stand?.remove();
}

function giveBack(button) {
  if (!button) return;
  button.disabled = false;
  const progress = window.wagtail?.app?.getControllerForElementAndIdentifier(button, "w-progress");
  if (progress) progress.loadingValue = false;
}

function keeperOf(form) {
  return window.wagtail?.app?.getControllerForElementAndIdentifier(form, "w-autosave");
}

/** What a story was just keeping by itself must have arrived before the story is sent: arriving later it would count as newer. */
async function restKeeping(form) {
  const keeper = keeperOf(form);
  if (!keeper?.activeValue) return () => {};
  keeper.activeValue = false;
  await Promise.race([keeper.submitPromise, new Promise((goOn) => setTimeout(goOn, WAIT))]);
  return () => { keeper.activeValue = true; };
}

async function check(form, button) {
  const words = tooLarge(form);
  if (words) {
    giveBack(button);
    return say(line(words));
  }
  const [keepOn, state] = await Promise.all([restKeeping(form), askWhetherHere()]);
  if (state === HERE) {
    if (bar) bar.hidden = true;
    send(form, button);
    if (!isSent) keepOn();
    return;
  }
  giveBack(button);
  keepOn();
  tell(state);
}

if (isInside) {
  window.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || form.dataset.nothingLost) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    check(form, event.submitter);
  }, { capture: true });
  // A story keeps itself while it is written; when that fails it is said why.
  document.addEventListener("w-autosave:error", async ({ detail }) => {
    if (detail.type === "invalid_revision") return say(...TWO_WINDOWS.map(line));
    if (detail.type !== "network_error" && detail.type !== "server_error") return;
    const state = await askWhetherHere();
    if (state !== HERE) tell(state);
  });
  for (const moment of ["online", "focus", "pageshow"]) window.addEventListener(moment, lookAgain);
  // Wagtail asks before its own forms are left; ours ask, too.
  document.addEventListener("input", ({ target }) => {
    const form = target.form;
    if (form?.method === "post" && !form.closest(".modal") && !form.matches("[data-controller~='w-unsaved']")) typed.add(form);
  });
  window.addEventListener("beforeunload", (event) => {
    if (!isSent && [...typed].some((form) => form.isConnected)) event.preventDefault();
  });
}
