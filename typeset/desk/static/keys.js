// The keyboard, and the list of its keys.

import { byId, make, say } from "./dom.js";

const LIST = [
  ["←  →", "keyPages"],
  ["n  p", "keyFindings"],
  ["d", "keyCompare"],
  ["b", "keyBlink"],
  ["g", "keyGrid"],
  ["s", "keySpread"],
  ["f", "keyPanel"],
  ["+  −  0", "keyZoom"],
  ["?", "keyHelp"],
];

/** Call the action of a key, unless the user is typing or choosing. */
export function listenToKeys(actions) {
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const typing = event.target.closest?.("input, textarea, select, dialog[open]");
    if (typing && event.key !== "Escape") return;
    const inMenu = event.target.closest?.("[role=menu], [role=tablist]");
    if (inMenu && event.key.startsWith("Arrow")) return;
    const act = actions[event.key];
    if (!act) return;
    if (event.key !== "Escape") event.preventDefault();
    act();
  });
}

export function showHelp() {
  const dialog = byId("help");
  const rows = LIST.map(([keys, word]) =>
    make("tr", {}, make("th", { scope: "row" }, ...keys.split("  ").map((key) => make("kbd", {}, key))), make("td", {}, say(word))),
  );
  const close = make("button", { type: "button" }, say("close"));
  close.addEventListener("click", () => dialog.close());
  dialog.setAttribute("aria-label", say("help"));
  dialog.replaceChildren(make("h2", {}, say("help")), make("table", {}, make("tbody", {}, ...rows)), close);
  dialog.showModal();
}
