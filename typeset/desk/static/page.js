// One page on the stage: its image in tiles, and the layer over it.

import { isCalm, make, draw, say } from "./dom.js";
import { drawChanges, drawFindings, drawOverlays, drawWords } from "./layer.js";

const TILE = 2048;
const layers = new Map();

/** The layer of words of a page; null where the page has changed meanwhile. */
function fetchLayer(name) {
  if (!layers.has(name)) {
    const answer = fetch(`/layers/${name}.json`).then((one) => (one.ok ? one.json() : null));
    layers.set(name, answer.catch(() => null));
    if (layers.size > 200) layers.delete(layers.keys().next().value);
  }
  return layers.get(name);
}

/** Pixels a point, in thousandths, so that an image pixel is a screen pixel. */
function scaleOf(zoom) {
  return Math.min(16000, Math.round(zoom * devicePixelRatio * 1000));
}

/** A length of a page in CSS pixels, a whole number of the screen's pixels. */
export function onScreen(length, zoom) {
  return Math.round((length * scaleOf(zoom)) / 1000) / devicePixelRatio;
}

/** The tiles of an image at a scale, not yet loaded. */
export function makeTiles(image, width, height, zoom) {
  const scale = scaleOf(zoom);
  const across = Math.round((width * scale) / 1000);
  const down = Math.round((height * scale) / 1000);
  const tiles = make("div", { className: "tiles" });
  for (let row = 0; row * TILE < down; row += 1) {
    for (let column = 0; column * TILE < across; column += 1) {
      const tile = make("img", { alt: "", draggable: false, decoding: "async" });
      tile.style.left = `${(100 * column * TILE) / across}%`;
      tile.style.top = `${(100 * row * TILE) / down}%`;
      tile.style.width = `${(100 * Math.min(TILE, across - column * TILE)) / across}%`;
      tile.style.height = `${(100 * Math.min(TILE, down - row * TILE)) / down}%`;
      tile.src = `/images/${image}/${scale}/${column}-${row}.png`;
      tiles.append(tile);
    }
  }
  return tiles;
}

export class PageElement {
  /** `side` is "now" or "then"; `handlers` are called with what the user does on the page. */
  constructor(side, place, handlers) {
    this.side = side;
    this.place = place;
    this.handlers = handlers;
    this.page = null;
    this.visible = false;
    this.shown = "";
    this.wanted = "";
    this.tiles = null;
    this.other = null;
    this.words = null;
    this.wordsOf = "";
    this.paper = make("div", { className: "paper" });
    this.svg = draw("svg", { class: "layer", preserveAspectRatio: "none" });
    this.caption = make("figcaption", { className: "caption" });
    this.element = make("figure", { className: `page ${side}` }, this.paper, this.svg, this.caption);
    this.element.dataset.cell = `${side}-${place}`;
    this.element.dataset.place = place;
    this.svg.addEventListener("click", (event) => this.click(event));
    this.svg.addEventListener("keydown", (event) => {
      if (event.key === "Enter" || event.key === " ") this.click(event);
    });
    this.svg.addEventListener("pointerover", (event) => this.hover(event.target));
    this.svg.addEventListener("pointerleave", () => this.hover(null));
  }

  /** Take over what the page is now; `view` holds zoom, overlays, findings and changes. */
  update(page, size, view, label) {
    const fresh = this.page !== null && this.page.image !== page.image;
    this.page = page;
    this.size = size;
    this.view = view;
    this.element.setAttribute("aria-label", label);
    this.caption.textContent = label;
    this.svg.setAttribute("viewBox", `0 0 ${size.width} ${size.height}`);
    this.redraw();
    this.resize(fresh);
    return fresh;
  }

  resize(flash = false) {
    const { width, height } = this.size;
    this.element.style.width = `${onScreen(width, this.view.zoom)}px`;
    this.element.style.height = `${onScreen(height, this.view.zoom)}px`;
    if (this.visible) this.load(flash);
  }

  /** Pages far from the window hold no image. */
  setVisible(visible) {
    if (visible === this.visible || !this.page) return;
    this.visible = visible;
    if (visible) {
      this.load(false);
    } else {
      this.paper.replaceChildren();
      this.tiles = this.other = null;
      this.shown = this.wanted = "";
    }
  }

  async load(flash) {
    const key = `${this.page.image} ${scaleOf(this.view.zoom)} ${this.view.blink?.(this.place) ?? ""}`;
    if (key === this.wanted) return;
    this.wanted = key;
    this.loadWords();
    const { width, height } = this.size;
    const tiles = makeTiles(this.page.image, width, height, this.view.zoom);
    const blinking = this.view.blink?.(this.place);
    const other = blinking ? makeTiles(blinking, width, height, this.view.zoom) : null;
    other?.classList.add("other");
    const images = [...tiles.children, ...(other?.children ?? [])];
    await Promise.all(images.map((image) => image.decode().catch(() => {})));
    if (key !== this.wanted) return;
    this.paper.replaceChildren(tiles, ...(other ? [other] : []));
    this.shown = key;
    this.element.dataset.image = this.page.image;
    if (flash) this.flash();
  }

  async loadWords() {
    const name = this.page.layer;
    if (!name || name === this.wordsOf) return;
    const layer = await fetchLayer(name);
    if (!layer || name !== this.page.layer) return;
    this.layer = layer;
    this.wordsOf = name;
    this.words = drawWords(layer);
    this.redraw();
  }

  /** Overlays, words, findings and changes anew; the words stay where they did not change. */
  redraw() {
    const { view, page, place, side } = this;
    const parts = [];
    const now = side === "now";
    if (now) parts.push(drawOverlays(view.overlays, view.edition, page));
    if (view.comparison) {
      const spots = now ? "spotsAfter" : "spotsBefore";
      parts.push(drawChanges(view.comparison.changes, spots, place, view.change, view.chooseChange));
    }
    if (this.words) parts.push(this.words);
    if (now && !view.comparison) {
      parts.push(drawFindings(view.findings, place, page, view.finding, view.chooseFinding));
    }
    const kept = new Set(parts);
    const focused = this.svg.querySelector("[data-finding]:focus")?.dataset.finding;
    for (const child of [...this.svg.children]) if (!kept.has(child)) child.remove();
    for (const part of parts) if (part !== this.words || !part.parentNode) this.svg.append(part);
    // Marks that can be clicked lie above the words, overlays and changes below them.
    if (this.words) {
      for (const part of this.svg.querySelectorAll(":scope > .overlays, :scope > .changes")) {
        if (part.compareDocumentPosition(this.words) & Node.DOCUMENT_POSITION_PRECEDING) {
          this.svg.insertBefore(part, this.words);
        }
      }
    }
    if (focused) this.svg.querySelector(`[data-finding="${focused}"]`)?.focus({ preventScroll: true });
  }

  /** Draw attention to a page that has just changed. */
  flash() {
    this.element.classList.remove("changed");
    void this.element.offsetWidth;
    this.element.classList.add("changed");
    setTimeout(() => this.element.classList.remove("changed"), isCalm() ? 4000 : 2000);
  }

  hover(target) {
    const index = target?.closest?.("[data-paragraph]")?.dataset.paragraph;
    for (const area of this.svg.querySelectorAll(".paragraph")) {
      area.classList.toggle("hover", area.dataset.paragraph === index);
    }
  }

  click(event) {
    if (!getSelection().isCollapsed) return;
    const owner = event.target.closest("[data-finding], [data-paragraph]");
    if (!owner) return;
    if (owner.dataset.finding !== undefined) {
      event.preventDefault();
      this.view.chooseFinding(Number(owner.dataset.finding));
      return;
    }
    const paragraph = this.layer?.paragraphs[Number(owner.dataset.paragraph)];
    if (!paragraph) return;
    event.preventDefault();
    this.handlers.paragraph(paragraph, event.clientX ? event : owner.getBoundingClientRect(), owner);
  }
}
