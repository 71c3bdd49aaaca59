/*
 * Puts blocks into a story at the place of the cursor, by the story screen's own means: the stream of blocks
 * (`insert`, `deleteBlock`) and the text editor's state.
 */

/** The stream and number of the block whose element holds `element`; null when it is no text of a stream. */
function find(block, element, inBox) {
  for (const [index, child] of (block.children || []).entries()) {
    if (child.element.contains(element)) {
      if (child.type === 'text') return { stream: block, child, index, inBox };
      return findIn(child.block, element, inBox || child.type === 'box');
    }
  }
  return null;
}

function findIn(block, element, inBox) {
  if (block.children) return find(block, element, inBox);
  for (const inner of Object.values(block.childBlocks || {})) {
    const found = findIn(inner, element, inBox);
    if (found) return found;
  }
  return null;
}

function highestNote(blocks) {
  const numbers = (blocks || []).flatMap((block) => {
    if (block.type === 'footnote') return [parseInt(block.value.label, 10) || 0];
    return block.type === 'box' ? [highestNote(block.value.blocks)] : [];
  });
  return Math.max(0, ...numbers);
}

/** Where the cursor stands: the text block, its editor, and the number a new footnote would have. */
export function placeOf(editor) {
  const root = document.getElementById('body-root');
  const input = editor.parentElement.querySelector('input[type=hidden]');
  if (!root || !root.rootBlock || !root.contains(editor) || !input || !input.draftailEditor) return null;
  const found = find(root.rootBlock, editor, false);
  return found && { ...found, editor: input.draftailEditor, nextNote: highestNote(root.rootBlock.getValue()) + 1 };
}

/** The paragraphs before and after the cursor; what was selected is gone, and an empty paragraph is no paragraph. */
function divided(state) {
  const { Modifier } = window.DraftJS;
  let content = state.getCurrentContent();
  let selection = state.getSelection();
  if (!selection.isCollapsed()) {
    content = Modifier.removeRange(content, selection, 'forward');
    selection = content.getSelectionAfter();
  }
  const key = selection.getStartKey();
  content = Modifier.splitBlock(content, selection);
  const blocks = content.getBlocksAsArray();
  const at = blocks.findIndex((block) => block.getKey() === key) + 1;
  const filled = (block) => block.getText() !== '' || block.getType() === 'atomic';
  return {
    before: [...blocks.slice(0, at - 1), ...blocks.slice(at - 1, at).filter(filled)],
    after: [...blocks.slice(at, at + 1).filter(filled), ...blocks.slice(at + 1)],
  };
}

function paragraphs(value) {
  return window.DraftJS.convertFromRaw(value).getBlocksAsArray();
}

function replaceText(editor, blocks) {
  const { ContentState, EditorState } = window.DraftJS;
  const state = editor.getEditorState();
  const content = ContentState.createFromBlockArray(blocks);
  const pushed = EditorState.push(state, content, 'insert-fragment');
  editor.onChange(EditorState.moveSelectionToEnd(pushed));
}

function rawText(blocks) {
  const { ContentState, convertToRaw } = window.DraftJS;
  return JSON.stringify(convertToRaw(ContentState.createFromBlockArray(blocks)));
}

/** Put `blocks` in: text joins the text around the cursor, everything else comes between its two halves. */
export function insertBlocks(place, blocks) {
  if (!blocks.length) return;
  const { before, after } = divided(place.editor.getEditorState());
  const isText = (block) => block && block.type === 'text';
  const [first, last] = [blocks[0], blocks[blocks.length - 1]];
  const head = isText(first) ? paragraphs(first.value) : [];
  if (blocks.length === 1 && isText(first)) {
    replaceText(place.editor, [...before, ...head, ...after]);
    return;
  }
  const tail = [...(isText(last) ? paragraphs(last.value) : []), ...after];
  const between = blocks.slice(isText(first) ? 1 : 0, isText(last) ? -1 : undefined);
  let at = place.stream.children.indexOf(place.child) + 1;
  between.forEach(({ type, value }) => {
    const state = isText({ type }) ? JSON.stringify(value) : value;
    place.stream.insert({ type, value: state, id: crypto.randomUUID() }, at, {});
    at += 1;
  });
  if (tail.length) place.stream.insert({ type: 'text', value: rawText(tail), id: crypto.randomUUID() }, at, {});
  if (before.length || head.length) replaceText(place.editor, [...before, ...head]);
  else place.stream.deleteBlock(place.stream.children.indexOf(place.child), {});
}
