/*
 * Takes what is pasted into a story from Word, Google Docs or LibreOffice: the newsroom reads it and answers with
 * blocks, which are put in at the place of the cursor. Small pastes stay with the editor's own way.
 */
import { insertBlocks, placeOf } from './paste_blocks.js';

const panel = document.getElementById('not-carried');
const STRUCTURE = /<(table|img|h[1-6]|ul|ol|li|blockquote|hr|figure|iframe|video|audio|pre|dl)\b/i;
const NOTES = /mso-(foot|end)note|sdfootnote|sdendnote|href="#_?ftn/i;
const OFFICE = /mso-|docs-internal-guid|content="?(Microsoft|LibreOffice|OpenOffice)/i;

/** Whether HTML holds more than a stretch of words that the text editor takes as it is. */
function holdsMore(html) {
  if (STRUCTURE.test(html) || NOTES.test(html)) return true;
  return OFFICE.test(html) && (html.match(/<p\b/gi) || []).length > 1;
}

const line = document.createElement('div');
line.id = 'paste-said';
line.setAttribute('role', 'status');
let going = 0;

function say(text, kind) {
  line.className = text ? `paste-said paste-said-${kind}` : '';
  line.textContent = text;
  clearTimeout(going);
  if (kind === 'done') going = setTimeout(() => say('', ''), 12000);
}

function list(losses) {
  const items = losses.map((loss) => {
    const item = document.createElement('li');
    const what = document.createElement('strong');
    what.textContent = `${loss.severity === 'changed' ? 'Changed' : 'Left out'}: ${loss.what}.`;
    item.append(what, ' ');
    if (loss.which) item.append(`“${loss.which.slice(0, 400)}” `);
    const why = loss.why.replace(/\.$/, '');
    item.append(`${why.charAt(0).toUpperCase()}${why.slice(1)}.`);
    return item;
  });
  panel.querySelector('.not-carried-list').append(...items);
  panel.hidden = panel.hidden && items.length === 0;
}

function token() {
  return document.querySelector('[name=csrfmiddlewaretoken]').value;
}

/** Pictures of the clipboard itself stand in for those the HTML only names on the other computer. */
async function withPictures(html, files) {
  const pictures = [...files].filter((file) => file.type.startsWith('image/'));
  if (!pictures.length) return html;
  const page = new DOMParser().parseFromString(html, 'text/html');
  const named = [...page.querySelectorAll('img')].filter((image) => !/^(https?|data):/i.test(image.getAttribute('src') || ''));
  if (named.length !== pictures.length) return html;
  const addresses = await Promise.all(pictures.map((file) => new Promise((done) => {
    const reader = new FileReader();
    reader.onload = () => done(reader.result);
    reader.readAsDataURL(file);
  })));
  named.forEach((image, number) => image.setAttribute('src', addresses[number]));
  return page.documentElement.outerHTML;
}

async function ask(html, place) {
  const form = new FormData();
  form.set('csrfmiddlewaretoken', token());
  form.set('markup', new Blob([html], { type: 'text/html' }), 'pasted.html');
  form.set('first_note', String(place.nextNote));
  if (place.inBox) form.set('in_box', 'yes');
  const answer = await fetch(panel.dataset.paste, { method: 'POST', body: form, redirect: 'error' });
  const isJson = (answer.headers.get('content-type') || '').includes('json');
  const said = isJson ? await answer.json() : {};
  if (answer.status === 422) throw new Error(said.refused.join(' '));
  if (!answer.ok || !isJson) throw new Error('The newsroom did not take it.');
  return said;
}

function plainBlocks(text) {
  const blocks = text.split(/\n+/).filter((line) => line.trim()).map((line) => ({ text: line, type: 'unstyled' }));
  return [{ type: 'text', value: { blocks, entityMap: {} } }];
}

async function paste(place, html, text, files) {
  say('Taking over what was pasted …', 'busy');
  try {
    const answer = await ask(await withPictures(html, files), place);
    insertBlocks(place, answer.blocks);
    list(answer.losses);
    const left = answer.losses.length;
    say(left ? `Pasted. ${left} ${left === 1 ? 'thing' : 'things'} to look over: see the list above the story.` : 'Pasted. Everything came over.', 'done');
  } catch (error) {
    insertBlocks(place, plainBlocks(text));
    say(`Only the plain words were pasted. ${error.message} Try again when the newsroom can be reached.`, 'failed');
  }
}

function onPaste(event) {
  const html = event.clipboardData ? event.clipboardData.getData('text/html') : '';
  const editor = event.target instanceof Element ? event.target.closest('[data-draftail-editor-wrapper]') : null;
  if (!html || !editor || !holdsMore(html)) return;
  const place = placeOf(editor);
  if (!place) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  paste(place, html, event.clipboardData.getData('text/plain'), event.clipboardData.files);
}

function onRead(event) {
  const button = event.target instanceof Element ? event.target.closest('[data-not-carried-read]') : null;
  if (!button) return;
  event.preventDefault();
  const form = new FormData();
  form.set('csrfmiddlewaretoken', token());
  fetch(panel.dataset.read, { method: 'POST', body: form, redirect: 'manual' }).then(
    (answer) => {
      if (answer.type !== 'opaqueredirect') throw new Error();
      panel.hidden = true;
      panel.querySelector('.not-carried-list').replaceChildren();
    },
  ).catch(() => say('The list could not be put away: the newsroom did not answer. Try again.', 'failed'));
}

if (panel) {
  document.body.append(line);
  document.addEventListener('paste', onPaste, true);
  panel.addEventListener('click', onRead);
}
