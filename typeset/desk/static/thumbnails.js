// The pages in small: where one is, what has changed, what has findings.

import { byId, make, say } from "./dom.js";
import { makeTiles } from "./page.js";

const WIDTH = 92;

export class Thumbnails {
  constructor(view, show) {
    this.view = view;
    this.show = show;
    this.element = byId("thumbnails");
    this.items = [];
  }

  /** Bring the list up to date; `changed` are places to be marked until they are looked at. */
  update(changed) {
    const { edition, findings } = this.view;
    const pages = edition?.pages ?? [];
    while (this.items.length > pages.length) this.items.pop().button.remove();
    while (this.items.length < pages.length) this.add(this.items.length);
    const counts = new Map();
    for (const finding of findings) {
      if (finding.spot) counts.set(finding.spot.page, (counts.get(finding.spot.page) ?? 0) + 1);
    }
    const changes = new Set(
      (this.view.comparison?.changes ?? []).flatMap((change) => change.spotsAfter.map((spot) => spot[0])),
    );
    pages.forEach((page, place) => {
      const item = this.items[place];
      item.label.textContent = page.label || "–";
      item.button.setAttribute(
        "aria-label",
        say("pageOf", { label: page.label || String(place + 1), place: place + 1, count: pages.length }),
      );
      item.button.classList.toggle("recto", place % 2 === 0);
      item.button.classList.toggle("found", counts.has(place));
      item.button.classList.toggle("differs", changes.has(place));
      if (changed.includes(place)) item.button.classList.add("fresh");
      if (item.image === page.image) return;
      item.image = page.image;
      this.load(item, page.image);
    });
  }

  async load(item, image) {
    const { width, height } = this.view.edition;
    item.paper.style.aspectRatio = `${width} / ${height}`;
    const tiles = makeTiles(image, width, height, WIDTH / width);
    for (const tile of tiles.children) tile.loading = item.paper.firstChild ? "eager" : "lazy";
    if (item.paper.firstChild) await Promise.all([...tiles.children].map((one) => one.decode().catch(() => {})));
    if (item.image === image) item.paper.replaceChildren(tiles);
  }

  add(place) {
    const paper = make("span", { className: "paper" });
    const label = make("span", { className: "label" });
    const button = make("button", { type: "button", className: "thumbnail" }, paper, label);
    button.addEventListener("click", () => this.show(place));
    this.items.push({ button, paper, label, image: "" });
    this.element.append(button);
  }

  /** Mark the page that is looked at. */
  mark(place) {
    this.items.forEach(({ button }, index) => {
      const here = index === place;
      if (here === (button.getAttribute("aria-current") === "page")) {
        return;
      }
      if (!here) {
        button.removeAttribute("aria-current");
        return;
      }
      button.setAttribute("aria-current", "page");
      button.classList.remove("fresh");
      const { scrollTop, clientHeight } = this.element;
      if (button.offsetTop < scrollTop || button.offsetTop + button.offsetHeight > scrollTop + clientHeight) {
        this.element.scrollTop = button.offsetTop - clientHeight / 2 + button.offsetHeight / 2;
      }
    });
  }
}
