// The stage: pages in rows, one by one, as spreads, or beside those they are compared with.

import { byId, make, say } from "./dom.js";
import { onScreen, PageElement } from "./page.js";

const GAP = 24;
const LEVELS = [0.25, 0.33, 0.5, 0.67, 0.75, 0.9, 1, 1.1, 1.25, 1.5, 2, 2.5, 3, 4];
const CSS_PIXELS = 96 / 72;

export class Stage {
  constructor(view, handlers) {
    this.view = view;
    this.handlers = handlers;
    this.element = byId("stage");
    this.pages = new Map();
    this.rows = [];
    this.current = 0;
    this.observer = new IntersectionObserver(
      (entries) => {
        for (const entry of entries) this.pages.get(entry.target.dataset.cell)?.setVisible(entry.isIntersecting);
      },
      { root: this.element, rootMargin: "60% 0%" },
    );
    this.element.addEventListener("scroll", () => this.scrolled(), { passive: true });
    this.element.addEventListener("wheel", (event) => this.wheel(event), { passive: false });
    new ResizeObserver(() => this.fit()).observe(this.element);
  }

  /** Show the edition as `view` has it; the places of pages that changed. */
  update() {
    const { view } = this;
    const edition = view.edition;
    if (!edition?.pages?.length) {
      this.element.replaceChildren(make("p", { className: "empty" }, say(edition ? "brokenFirst" : "connecting")));
      this.pages.clear();
      this.rows = [];
      return [];
    }
    const rows = this.arrange();
    const shape = `${JSON.stringify(rows)} ${Boolean(view.comparison && !view.blinking)}`;
    if (shape !== this.shape) this.build(rows, shape);
    this.measure();
    const changed = [];
    for (const page of this.pages.values()) {
      const { data, size } = this.data(page);
      if (data && page.update(data, size, view, this.label(page))) changed.push(page.place);
    }
    this.scrolled();
    return changed;
  }

  /** Rows of cells `[side, place]` or null for an empty half. */
  arrange() {
    const { edition, comparison, spread, blinking } = this.view;
    const now = edition.pages.map((_, place) => ["now", place]);
    if (comparison && !blinking) {
      return comparison.pairs.map(([before, after]) => [
        before === null ? null : ["then", before],
        after === null ? null : ["now", after],
      ]);
    }
    if (!spread) return now.map((cell) => [cell]);
    const rows = [[null, now[0]]];
    for (let place = 1; place < now.length; place += 2) rows.push([now[place], now[place + 1] ?? null]);
    return rows;
  }

  build(rows, shape) {
    const focus = this.current;
    const old = this.pages;
    this.observer.disconnect();
    this.pages = new Map();
    this.rows = rows;
    this.shape = shape;
    const kind = this.view.comparison && !this.view.blinking ? " two compared" : " two";
    const built = rows.map((cells) => {
      const row = make("div", { className: `row${cells.length > 1 ? kind : ""}` });
      for (const cell of cells) row.append(cell ? this.page(cell, old).element : make("div", { className: "blank" }));
      return row;
    });
    const top = this.element.scrollTop;
    this.element.replaceChildren(...built);
    for (const page of this.pages.values()) this.observer.observe(page.element);
    this.element.scrollTop = top;
    this.kept = focus;
  }

  page([side, place], old) {
    const key = `${side}-${place}`;
    const page = old.get(key) ?? new PageElement(side, place, this.handlers);
    this.pages.set(key, page);
    return page;
  }

  data(page) {
    const { edition, comparison } = this.view;
    if (page.side === "now") return { data: edition.pages[page.place], size: edition };
    const data = comparison?.images[page.place];
    return { data, size: data };
  }

  label(page) {
    const { edition, comparison, blinking } = this.view;
    const shown = (page.side === "now" ? edition.pages : comparison.images)[page.place];
    const name = shown?.label || String(page.place + 1);
    const label = say("pageOf", { label: name, place: page.place + 1, count: edition.pages.length });
    if (!comparison || blinking) return label;
    return `${say(page.side === "now" ? "now" : "before")} · ${say("page", { label: name })}`;
  }

  // ------------------------------------------------------------------------------ zoom

  /** Fit the widest row, or the whole page, where the user has asked for that. */
  measure() {
    const { view, element } = this;
    const { width, height } = view.edition;
    const across = Math.max(...this.rows.map((row) => row.length));
    const pad = innerWidth < 760 ? 20 : 72;
    const wide = (element.clientWidth - pad - (across - 1) * 2) / (across * width);
    const whole = (element.clientHeight - 2 * GAP) / height;
    if (view.fit === "width") view.zoom = Math.min(wide, 1.6 * CSS_PIXELS);
    if (view.fit === "page") view.zoom = Math.min(wide, whole);
    view.zoom = Math.min(4 * CSS_PIXELS, Math.max(0.1, view.zoom));
    // Rows begin on a whole pixel: half a pixel would blur every page.
    const page = onScreen(width, view.zoom);
    const left = Math.floor((element.clientWidth - across * page - (across - 1) * 2) / 2);
    element.style.setProperty("--page-width", `${page}px`);
    element.style.setProperty("--row-left", `${Math.max(10, left)}px`);
    this.handlers.zoomed();
  }

  fit() {
    if (this.view.fit && this.rows.length) this.hold(() => this.measure());
  }

  /** Zoom by steps, or to a level, or fit ("width", "page"); the middle of the window stays. */
  zoom(wanted, at) {
    const { view } = this;
    if (!this.rows.length) return;
    this.hold(() => {
      const level = view.zoom / CSS_PIXELS;
      if (typeof wanted === "string") {
        view.fit = wanted;
      } else {
        view.fit = "";
        const next =
          wanted > 0 ? LEVELS.find((one) => one > level * 1.01) : LEVELS.findLast((one) => one < level * 0.99);
        if (Math.abs(wanted) === 1) view.zoom = (next ?? level) * CSS_PIXELS;
        else view.zoom = Math.abs(wanted) * CSS_PIXELS;
      }
      this.measure();
    }, at);
  }

  /** Change sizes while the point of a page under `at` (the window's middle) keeps its place. */
  hold(change, at) {
    const bounds = this.element.getBoundingClientRect();
    const x = at?.clientX ?? bounds.left + bounds.width / 2;
    const y = at?.clientY ?? bounds.top + bounds.height / 2;
    const anchor = this.nearest(y);
    const before = anchor?.element.getBoundingClientRect();
    change();
    for (const page of this.pages.values()) if (page.page) page.resize();
    if (!before) return;
    const after = anchor.element.getBoundingClientRect();
    this.element.scrollLeft += after.left + ((x - before.left) / before.width) * after.width - x;
    this.element.scrollTop += after.top + ((y - before.top) / before.height) * after.height - y;
  }

  nearest(y) {
    let best = null;
    let least = Infinity;
    for (const page of this.pages.values()) {
      const box = page.element.getBoundingClientRect();
      const apart = y < box.top ? box.top - y : y > box.bottom ? y - box.bottom : 0;
      if (apart < least) [best, least] = [page, apart];
    }
    return best;
  }

  wheel(event) {
    if (!event.ctrlKey) return;
    event.preventDefault();
    if (Math.abs(event.deltaY) > 2) this.zoom(event.deltaY < 0 ? 1 : -1, event);
  }

  // ----------------------------------------------------------------------------- moving

  scrolled() {
    const bounds = this.element.getBoundingClientRect();
    const page = this.nearest(bounds.top + bounds.height * 0.35);
    if (!page) return;
    const row = this.rows.findIndex((cells) => cells.some((cell) => cell?.join("-") === page.element.dataset.cell));
    const cell = this.rows[row]?.find((one) => one?.[0] === "now");
    this.row = row;
    if (cell) this.current = cell[1];
    this.handlers.moved(this.current);
  }

  /** Bring a page to the top. */
  show(place, smooth = false) {
    const row = this.rows.findIndex((cells) => cells.some((cell) => cell?.[0] === "now" && cell[1] === place));
    if (row >= 0) this.showRow(row, smooth);
  }

  showRow(row, smooth = false) {
    const element = this.element.children[row];
    if (!element) return;
    const top = element.offsetTop - (this.element.clientHeight > element.offsetHeight ? (this.element.clientHeight - element.offsetHeight) / 2 : GAP / 2);
    this.element.scrollTo({ top, behavior: smooth ? "smooth" : "instant" });
    this.scrolled();
  }

  step(by) {
    const row = Math.min(this.rows.length - 1, Math.max(0, (this.row ?? 0) + by));
    this.showRow(row);
  }

  /** Bring a rectangle `[x, y, width, height]` of a page into the middle of the window. */
  reveal(side, place, box) {
    const page = this.pages.get(`${side}-${place}`);
    if (!page) return;
    const bounds = this.element.getBoundingClientRect();
    const paper = page.element.getBoundingClientRect();
    const zoom = this.view.zoom;
    const [x, y, width, height] = box ?? [0, 0, 0, 0];
    const top = paper.top + (y + height / 2) * zoom - bounds.top;
    const left = paper.left + (x + width / 2) * zoom - bounds.left;
    this.element.scrollTop += top - bounds.height / 2;
    if (left < 40 || left > bounds.width - 40) this.element.scrollLeft += left - bounds.width / 2;
    this.scrolled();
  }
}
