// The panel: findings, or the changes against what is compared; each leads to its spot.

import { byId, make, say } from "./dom.js";

const LONGEST = 60;

export class Panel {
  constructor(view, handlers) {
    this.view = view;
    this.handlers = handlers;
    this.element = byId("panel");
    this.list = byId("list");
    this.tab = "findings";
    for (const name of ["findings", "changes"]) {
      byId(`tab-${name}`).addEventListener("click", () => this.turn(name));
      byId(`tab-${name}`).addEventListener("keydown", (event) => {
        if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
        event.stopPropagation();
        this.turn(name === "findings" ? "changes" : "findings");
        byId(`tab-${this.tab}`).focus();
      });
    }
    byId("panel-close").addEventListener("click", () => this.open(false));
  }

  get isOpen() {
    return !document.body.classList.contains("no-panel");
  }

  open(shown) {
    document.body.classList.toggle("no-panel", !shown);
    byId("toggle").setAttribute("aria-pressed", String(shown));
    this.handlers.opened(shown);
  }

  turn(name) {
    this.tab = name;
    this.update();
  }

  /** The list of the tab that is open; counts on both. */
  update() {
    const { findings, comparison } = this.view;
    const counts = { findings: findings.length, changes: comparison?.changes.length };
    for (const name of ["findings", "changes"]) {
      const tab = byId(`tab-${name}`);
      tab.setAttribute("aria-selected", String(name === this.tab));
      tab.tabIndex = name === this.tab ? 0 : -1;
      const count = counts[name];
      tab.replaceChildren(say(name), ...(count === undefined ? [] : [make("span", { className: "number" }, String(count))]));
    }
    this.list.setAttribute("aria-labelledby", `tab-${this.tab}`);
    const errors = findings.filter((finding) => finding.severity === "error").length;
    byId("tally").textContent = findings.length ? String(findings.length) : "";
    byId("tally").className = errors ? "tally error" : "tally";
    this.list.replaceChildren(...(this.tab === "findings" ? this.findings() : this.changes()));
  }

  findings() {
    const { findings, finding: chosen } = this.view;
    if (!findings.length) return [make("p", { className: "empty" }, say("noFindings"))];
    return findings.map((finding, index) => {
      const place = finding.file ? `${finding.file}${finding.line ? `:${finding.line}` : ""}` : "";
      const page = finding.spot ? say("page", { label: this.label(finding.spot.page) }) : "";
      const item = make(
        "button",
        { type: "button", className: `item ${finding.severity}`, "aria-current": String(index === chosen) },
        make(
          "span",
          { className: "head" },
          make("span", { className: "badge" }, String(index + 1)),
          make("span", { className: "code" }, `${say(finding.severity)} ${finding.code}`),
          make("span", { className: "where" }, [place, page].filter(Boolean).join(" · ")),
        ),
        make("span", { className: "message" }, finding.message),
        make("span", { className: "cure" }, say("cure", finding)),
      );
      item.dataset.finding = index;
      item.addEventListener("click", () => this.handlers.finding(index));
      return item;
    });
  }

  changes() {
    const { base, comparison, change: chosen, failed } = this.view;
    if (!base) return [make("p", { className: "empty" }, say("chooseBase"))];
    if (!comparison) return [make("p", { className: "empty" }, say(failed ? "cannotCompare" : "comparing"))];
    if (!comparison.changes.length) return [make("p", { className: "empty" }, say("noChanges"))];
    return comparison.changes.map((change, index) => {
      const spot = change.spotsAfter[0] ?? change.spotsBefore[0];
      const item = make(
        "button",
        { type: "button", className: `item change ${change.kind}`, "aria-current": String(index === chosen) },
        make(
          "span",
          { className: "head" },
          make("span", { className: "badge" }, String(index + 1)),
          make("span", { className: "code" }, say(change.kind)),
          make("span", { className: "where" }, spot ? say("page", { label: this.label(spot[0]) }) : ""),
        ),
        make(
          "span",
          { className: "message" },
          ...(change.lead ? [`${change.lead}`] : []),
          ...(change.before && change.kind !== "moved" ? [make("del", {}, short(change.before))] : []),
          ...(change.after ? [make("ins", {}, short(change.after))] : []),
          ...(change.trail ? [`${change.trail}`] : []),
        ),
      );
      item.dataset.change = index;
      item.addEventListener("click", () => this.handlers.change(index));
      return item;
    });
  }

  label(place) {
    return this.view.edition?.pages[place]?.label || String(place + 1);
  }

  /** Bring the chosen item into view. */
  reveal() {
    this.list.querySelector('[aria-current="true"]')?.scrollIntoView({ block: "nearest" });
  }
}

function short(text) {
  text = text.replaceAll("\n", "¶");
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
