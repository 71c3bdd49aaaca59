/* Files dropped on the form are chosen in it; what is too large is said before anything is sent. */

const form = document.querySelector('.drop-files');
const input = form.querySelector('input[type=file]');
const place = form.querySelector('.drop-place');
const said = form.querySelector('.drop-said');

function problems(files) {
  const largest = Number(form.dataset.largest);
  const found = [...files]
    .filter((file) => file.size > largest)
    .map((file) => `“${file.name}” is too large. Save it with smaller pictures, or without them, and choose again.`);
  if (files.length > Number(form.dataset.most)) found.push(`At most ${form.dataset.most} files are taken at once. Choose fewer.`);
  return found;
}

function look() {
  const found = problems(input.files);
  input.setCustomValidity(found.join(' '));
  const lines = found.length ? found : [...input.files].map((file) => file.name);
  said.classList.toggle('drop-said-wrong', found.length > 0);
  said.replaceChildren(...lines.map((line) => {
    const item = document.createElement('p');
    item.textContent = line;
    return item;
  }));
}

['dragenter', 'dragover'].forEach((kind) => form.addEventListener(kind, (event) => {
  event.preventDefault();
  place.classList.add('drop-place-over');
}));
['dragleave', 'drop'].forEach((kind) => form.addEventListener(kind, () => place.classList.remove('drop-place-over')));
form.addEventListener('drop', (event) => {
  event.preventDefault();
  if (!event.dataTransfer.files.length) return;
  input.files = event.dataTransfer.files;
  look();
});
input.addEventListener('change', look);
