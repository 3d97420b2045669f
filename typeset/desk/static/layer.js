// The layer over a page's image: words to select, paragraphs to click, findings, changes, overlays.
// One SVG in points, so it fits at any zoom.

import { draw, say } from "./dom.js";

const CROP = 8.5;

/** The words of a page: paragraphs as areas that can be clicked, runs as invisible text. */
export function drawWords(layer) {
  const group = draw("g", { class: "words" });
  const areas = layer.paragraphs.map((paragraph, index) => {
    const area = draw("g", {
      class: "paragraph",
      tabindex: "0",
      role: "button",
      "data-paragraph": index,
      "aria-label": say("sourceOf", paragraph),
    });
    for (const [x, y, width, height] of paragraph.boxes) {
      area.append(draw("rect", { x: x - 1.5, y: y - 1.5, width: width + 3, height: height + 3, rx: 2 }));
    }
    return area;
  });
  group.append(...areas);
  for (const [paragraph, x, y, size, width, words] of layer.runs) {
    const text = draw("text", { x, y, "font-size": size, "data-paragraph": paragraph });
    if (width > 0) {
      text.setAttribute("textLength", width);
      text.setAttribute("lengthAdjust", "spacingAndGlyphs");
    }
    text.textContent = words;
    group.append(text);
  }
  return group;
}

/** Rectangles of findings on a page, each with a mark in the margin that leads to the list. */
export function drawFindings(findings, place, page, chosen, choose) {
  const group = draw("g", { class: "findings" });
  const taken = [];
  findings.forEach((finding, index) => {
    if (!finding.spot || finding.spot.page !== place) return;
    const boxes = finding.spot.boxes;
    let top = (boxes.length ? boxes[0][1] + boxes[0][3] / 2 : page.area[1]) ;
    while (taken.some((other) => Math.abs(other - top) < 13)) top += 13;
    taken.push(top);
    const active = index === chosen;
    const item = draw("g", {
      class: `finding ${finding.severity}${active ? " chosen" : ""}`,
      tabindex: "0",
      role: "button",
      "data-finding": index,
      "aria-label": `${say(finding.severity)} ${finding.code}: ${finding.message}`,
    });
    for (const [x, y, width, height] of boxes) {
      item.append(draw("rect", { class: "spot", x: x - 2, y: y - 1.5, width: width + 4, height: height + 3, rx: 1.5 }));
    }
    const x = page.area[0] - 16;
    item.append(
      draw("circle", { cx: x, cy: top, r: 5.5 }),
      draw("text", { x, y: top + 2.6, "text-anchor": "middle", "font-size": 7.5 }, String(index + 1)),
    );
    item.addEventListener("click", (event) => {
      event.stopPropagation();
      choose(index);
    });
    group.append(item);
  });
  return group;
}

/** Changed places of one side (`spotsBefore` or `spotsAfter`) on a page. */
export function drawChanges(changes, side, place, chosen, choose) {
  const group = draw("g", { class: "changes" });
  changes.forEach((change, index) => {
    for (const [page, x, y, width, height] of change[side]) {
      if (page !== place) continue;
      const point = width === 0;
      const box = point
        ? { x: x - 0.9, y: y - 3, width: 1.8, height: height + 6 }
        : { x: x - 1, y: y - 2, width: width + 2, height: height + 4, rx: 1.5 };
      const item = draw("rect", {
        ...box,
        class: `change ${change.kind}${point ? " point" : ""}${index === chosen ? " chosen" : ""}`,
        "data-change": index,
      });
      item.addEventListener("click", (event) => {
        event.stopPropagation();
        choose(index);
      });
      group.append(item);
    }
  });
  return group;
}

/** Type area, grid, line numbers, trim and bleed, as far as `shown` has them. */
export function drawOverlays(shown, edition, page) {
  const group = draw("g", { class: "overlays", "aria-hidden": "true" });
  const [left, top, width, height] = page.area;
  const { columns, rows, columnWidth, rowHeight, size } = edition.grid;
  if (shown.has("grid")) {
    let path = "";
    for (let row = 0; row < rows; row += 1) {
      const y = top + row * rowHeight;
      path += `M${left} ${y}h${width}M${left} ${y + size}h${width}`;
    }
    for (let column = 0; column <= columns; column += 1) {
      path += `M${left + column * columnWidth} ${top}v${height}`;
    }
    group.append(draw("path", { class: "grid", d: path }));
  }
  if (shown.has("area")) group.append(draw("rect", { class: "area", x: left, y: top, width, height }));
  if (shown.has("lines")) {
    for (let row = 0; row < rows; row += 1) {
      const y = top + row * rowHeight + size / 2 + 2.5;
      const number = { class: "number", y, "font-size": 7 };
      group.append(
        draw("text", { ...number, x: left + width + 8 }, String(row + 1)),
      );
    }
  }
  if (shown.has("trim")) group.append(...drawTrim(edition));
  return group;
}

function drawTrim({ width, height, bleed }) {
  const parts = [draw("rect", { class: "trim", x: 0, y: 0, width, height })];
  if (bleed > 0) {
    parts.push(
      draw("rect", { class: "bleed", x: -bleed, y: -bleed, width: width + 2 * bleed, height: height + 2 * bleed }),
    );
  }
  const gap = Math.max(bleed, 3);
  let path = "";
  for (const [x, outX] of [[0, -1], [width, 1]]) {
    for (const [y, outY] of [[0, -1], [height, 1]]) {
      path += `M${x + outX * gap} ${y}h${outX * CROP}M${x} ${y + outY * gap}v${outY * CROP}`;
    }
  }
  parts.push(draw("path", { class: "crop", d: path }));
  return parts;
}

/** The words that are selected, a line for each paragraph. */
export function selectedWords() {
  const selection = getSelection();
  if (!selection || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  const runs = [...document.querySelectorAll(".words text")].filter((run) => range.intersectsNode(run));
  if (!runs.length) return null;
  let words = "";
  let last = null;
  for (const run of runs) {
    const node = run.firstChild;
    if (!node) continue;
    const start = node === range.startContainer ? range.startOffset : 0;
    const end = node === range.endContainer ? range.endOffset : node.length;
    const owner = `${run.closest(".page").dataset.cell} ${run.dataset.paragraph}`;
    if (last !== null && owner !== last) words += "\n";
    last = owner;
    words += node.data.slice(start, end);
  }
  return words;
}
