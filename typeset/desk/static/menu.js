// Menus of the bar: choices with a tick, moved through with the arrow keys.

import { byId, icon, make } from "./dom.js";

let opener = null;

/** Open a menu below a button; `items` are `{label, checked, act}`, `{title}`, or null for a rule. */
export function openMenu(button, items) {
  const menu = byId("menu");
  if (opener === button) {
    closeMenu();
    return;
  }
  closeMenu();
  opener = button;
  button.setAttribute("aria-expanded", "true");
  menu.setAttribute("aria-label", button.getAttribute("aria-label") ?? button.textContent);
  menu.replaceChildren(...items.map(makeItem));
  menu.hidden = false;
  const box = button.getBoundingClientRect();
  const left = Math.min(box.left, innerWidth - menu.offsetWidth - 8);
  menu.style.left = `${Math.max(8, left)}px`;
  const below = box.bottom + 6;
  const fits = below + menu.offsetHeight < innerHeight - 8;
  menu.style.top = `${fits ? below : Math.max(8, box.top - menu.offsetHeight - 6)}px`;
  menu.querySelector("button")?.focus();
}

export function closeMenu() {
  const menu = byId("menu");
  if (menu.hidden) return false;
  menu.hidden = true;
  opener?.setAttribute("aria-expanded", "false");
  opener?.focus();
  opener = null;
  return true;
}

function makeItem(item) {
  if (item === null) return make("hr", {});
  if (item.title) return make("p", { className: "heading" }, item.title);
  const button = make("button", { type: "button" }, icon("check"), make("span", {}, item.label));
  if (item.checked === undefined) {
    button.setAttribute("role", "menuitem");
  } else {
    button.setAttribute("role", item.many ? "menuitemcheckbox" : "menuitemradio");
    button.setAttribute("aria-checked", String(item.checked));
  }
  button.addEventListener("click", () => {
    if (item.many) {
      item.checked = !item.checked;
      button.setAttribute("aria-checked", String(item.checked));
    } else {
      closeMenu();
    }
    item.act(item.checked);
  });
  return button;
}

byId("menu").addEventListener("keydown", (event) => {
  const buttons = [...byId("menu").querySelectorAll("button")];
  const at = buttons.indexOf(document.activeElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
  if (event.key === "Tab") closeMenu();
  if (to === undefined) return;
  event.preventDefault();
  event.stopPropagation();
  buttons.at(to % buttons.length)?.focus();
});

addEventListener("pointerdown", (event) => {
  const inside = byId("menu").contains(event.target) || opener?.contains(event.target);
  if (!inside && !byId("menu").hidden) closeMenu();
});
