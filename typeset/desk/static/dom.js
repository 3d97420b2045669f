// Elements, words and settings: what every other script of the page needs.

const SVG = "http://www.w3.org/2000/svg";
let words = {};

/** Take over the words in the reader's language. */
export function setWords(given) {
  words = given;
}

/** The words of a name, `{places}` filled in. */
export function say(name, values = {}) {
  return (words[name] ?? name).replace(/\{(\w+)\}/g, (place, key) => values[key] ?? place);
}

export function byId(id) {
  return document.getElementById(id);
}

/** An HTML element with properties, `data-` and `aria-` attributes, and children. */
export function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.includes("-") || name === "role") element.setAttribute(name, value);
    else element[name] = value;
  }
  element.append(...children);
  return element;
}

/** An SVG element with attributes and children. */
export function draw(tag, attributes = {}, ...children) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

export function icon(name) {
  const use = draw("use", { href: `/static/icons.svg#${name}` });
  return draw("svg", { class: "icon", "aria-hidden": "true", viewBox: "0 0 20 20" }, use);
}

/** Give the elements of the page their words and icons. */
export function dress(root) {
  for (const element of root.querySelectorAll("[data-word]")) {
    element.textContent = say(element.dataset.word);
  }
  for (const element of root.querySelectorAll("[data-label]")) {
    const label = say(element.dataset.label);
    element.setAttribute("aria-label", label);
    if (element.matches("button")) element.title = label;
  }
  for (const element of root.querySelectorAll("[data-icon]")) {
    element.prepend(icon(element.dataset.icon));
  }
}

/** A setting that this browser remembers. */
export function recall(name, otherwise) {
  try {
    return JSON.parse(localStorage.getItem(`typeset-${name}`)) ?? otherwise;
  } catch {
    return otherwise;
  }
}

export function remember(name, value) {
  try {
    localStorage.setItem(`typeset-${name}`, JSON.stringify(value));
  } catch {
    // A browser that keeps nothing is served all the same.
  }
}

let toastTimer = 0;

/** Say something in passing; screen readers hear it. */
export function toast(text) {
  const element = byId("toast");
  element.textContent = text;
  element.classList.add("shown");
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => element.classList.remove("shown"), 2500);
}

/** Whether the user wants no movement. */
export function isCalm() {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}
