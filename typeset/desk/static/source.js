// Where a paragraph comes from: file and line with its text, to copy or to open in the editor.

import { byId, make, say, toast } from "./dom.js";

let returnTo = null;

/** Show a paragraph's source near a point of the window; `owner` gets the focus back. */
export function showSource(paragraph, at, owner, start) {
  const { file, line, text } = paragraph;
  const place = `${file}:${line}`;
  const actions = make(
    "div",
    { className: "actions" },
    action("copyText", () => copy(text)),
    action("copyPlace", () => copy(place)),
    ...(start.editor ? [action("openEditor", () => openEditor(file, line, start.token))] : []),
    action("close", closeSource),
  );
  const box = byId("source");
  box.replaceChildren(
    make("h2", {}, make("span", { className: "file" }, file), make("span", { className: "line" }, `:${line}`)),
    make("p", { className: "text" }, text),
    actions,
  );
  box.hidden = false;
  returnTo = owner;
  const x = at.clientX ?? at.left;
  const y = at.clientY ?? at.bottom;
  box.style.left = `${Math.max(8, Math.min(x - 24, innerWidth - box.offsetWidth - 8))}px`;
  const below = y + 14;
  const fits = below + box.offsetHeight < innerHeight - 8;
  box.style.top = `${fits ? below : Math.max(8, y - box.offsetHeight - 14)}px`;
  actions.querySelector("button").focus({ preventScroll: true });
}

export function closeSource() {
  const box = byId("source");
  if (box.hidden) return false;
  box.hidden = true;
  returnTo?.focus?.({ preventScroll: true });
  returnTo = null;
  return true;
}

function action(word, act) {
  const button = make("button", { type: "button" }, say(word));
  button.dataset.action = word;
  button.addEventListener("click", act);
  return button;
}

async function copy(text) {
  await navigator.clipboard.writeText(text);
  toast(say("copied"));
}

async function openEditor(file, line, token) {
  const answer = await fetch("/open", {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-Typeset-Token": token },
    body: JSON.stringify({ file, line }),
  }).catch(() => null);
  const words = answer?.ok ? await answer.json() : { error: say("notOpened") };
  toast(words.error ?? say("opened"));
}

addEventListener("pointerdown", (event) => {
  if (!byId("source").contains(event.target) && !event.target.closest?.(".words")) closeSource();
});
