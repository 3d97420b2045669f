// The page as a whole: takes the news in, and what the user wants to see.

import { connect } from "./connection.js";
import { byId, dress, isCalm, make, recall, remember, say, setWords, toast } from "./dom.js";
import { listenToKeys, showHelp } from "./keys.js";
import { selectedWords } from "./layer.js";
import { closeMenu, openMenu } from "./menu.js";
import { Panel } from "./panel.js";
import { closeSource, showSource } from "./source.js";
import { Stage } from "./stage.js";
import { Thumbnails } from "./thumbnails.js";

const OVERLAYS = ["area", "grid", "lines", "trim"];
const BLINK = 800;
/** CSS pixels up to which one page is shown at a time. */
const NARROW = 700;

const start = await fetch("/start.json").then((answer) => answer.json());
setWords(start.words);
dress(document);

/** What is looked at, and how; all parts of the page read it. */
const view = {
  edition: null,
  findings: [],
  finding: -1,
  wide: recall("spread", false),
  /** Two pages side by side are a desktop's choice; a phone shows one. */
  get spread() {
    return this.wide && innerWidth > NARROW;
  },
  zoom: 1,
  fit: recall("fit", "width"),
  overlays: new Set(recall("overlays", [])),
  base: "",
  comparison: null,
  failed: false,
  change: -1,
  blinking: false,
  blink: null,
  lost: false,
  chooseFinding,
  chooseChange,
};
if (!view.fit) view.fit = "width";

const stage = new Stage(view, {
  paragraph: (paragraph, at, owner) => showSource(paragraph, at, owner, start),
  moved(place) {
    thumbnails?.mark(place);
    if (document.activeElement !== byId("place")) {
      byId("place").value = view.edition?.pages[place]?.label || "–";
    }
  },
  zoomed() {
    byId("zoom").textContent = `${Math.round((view.zoom * 72 * 100) / 96)}%`;
  },
});
const thumbnails = new Thumbnails(view, (place) => stage.show(place));
const panel = new Panel(view, {
  finding: chooseFinding,
  change: chooseChange,
  opened: (shown) => remember("panel", shown),
});

// ------------------------------------------------------------------------------- the news

let known = null;

function takeState(state) {
  const first = known === null;
  const same = known?.count === state.count && !first;
  known = state;
  view.findings = state.findings;
  view.finding = -1;
  view.bases = state.bases;
  if (state.pages.length || !view.edition) view.edition = state;
  const changed = stage.update();
  thumbnails.update(first || same ? [] : changed);
  panel.update();
  showState();
  byId("title").textContent = state.title ?? "";
  byId("count").textContent = state.pages.length ? `/ ${state.pages.at(-1).label || state.pages.length}` : "";
  document.title = `${state.good ? "" : "● "}${start.week} · ${state.title || "typeset"}`;
  if (changed.length && !first) {
    const pages = changed.map((place) => view.edition.pages[place].label || place + 1);
    toast(say("updated", { pages: pages.length > 6 ? `${pages.slice(0, 6).join(", ")} …` : pages.join(", ") }));
  }
  if (!state.good && (first || innerWidth > 760)) {
    panel.turn("findings");
    panel.open(true);
  }
  const base = first ? start.base : view.base;
  if (base) compare(base);
}

function showState() {
  const state = byId("state");
  const kind = view.lost ? "lost" : known?.good ? "good" : "broken";
  const word = { lost: "lost", good: "upToDate", broken: "broken" }[kind];
  const seconds = kind === "good" ? say("builtIn", { seconds: known.seconds.toFixed(2) }) : "";
  state.className = `state ${kind}`;
  state.replaceChildren(
    make("span", { className: "dot" }),
    make("span", {}, say(known ? word : view.lost ? "lost" : "connecting")),
    make("span", { className: "muted seconds" }, seconds),
  );
  const banner = byId("banner");
  const long = view.lost ? "lostLong" : known && !known.good ? (view.edition?.pages.length ? "brokenLong" : "brokenFirst") : "";
  banner.hidden = !long;
  banner.className = `banner ${kind}`;
  banner.textContent = long ? say(long) : "";
}

// --------------------------------------------------------------- findings and changes

function chooseFinding(index) {
  const finding = view.findings[index];
  if (!finding) return;
  view.finding = index;
  panel.turn("findings");
  panel.reveal();
  redraw();
  if (!finding.spot) return;
  if (finding.spot.boxes.length) stage.reveal("now", finding.spot.page, finding.spot.boxes[0]);
  else stage.show(finding.spot.page);
}

function chooseChange(index) {
  const change = view.comparison?.changes[index];
  if (!change) return;
  view.change = index;
  panel.turn("changes");
  panel.reveal();
  redraw();
  const [side, spot] = change.spotsAfter.length ? ["now", change.spotsAfter[0]] : ["then", change.spotsBefore[0]];
  if (spot) stage.reveal(side, spot[0], spot.slice(1));
}

function stepList(by) {
  const changes = view.comparison && panel.tab === "changes";
  const count = changes ? view.comparison.changes.length : view.findings.length;
  if (!count) {
    toast(say(changes ? "noChanges" : "noFindings"));
    return;
  }
  const at = changes ? view.change : view.finding;
  const next = at < 0 ? (by > 0 ? 0 : count - 1) : (at + by + count) % count;
  (changes ? chooseChange : chooseFinding)(next);
}

function redraw() {
  for (const page of stage.pages.values()) if (page.page) page.redraw();
}

// -------------------------------------------------------------------------- comparing

let blinkTimer = 0;

async function compare(base) {
  const turned = base !== view.base;
  view.base = base;
  if (turned) view.change = -1;
  byId("compare").setAttribute("aria-pressed", String(Boolean(base)));
  if (!base) {
    view.comparison = null;
    view.blinking = false;
  } else {
    view.failed = false;
    if (turned) {
      view.comparison = null;
      panel.turn("changes");
    }
    const count = known.count;
    const answer = await fetch(`/comparisons/${base}.json`).catch(() => null);
    if (base !== view.base || count !== known.count) return;
    view.failed = !answer?.ok;
    view.comparison = answer?.ok ? await answer.json() : null;
    if (turned || panel.tab === "changes") panel.turn("changes");
  }
  const place = stage.current;
  blink();
  stage.update();
  thumbnails.update([]);
  panel.update();
  if (turned) stage.show(place);
}

/** In turn the page as it was and as it is; slower where the user wants no movement. */
function blink() {
  clearInterval(blinkTimer);
  const { comparison } = view;
  view.blink = null;
  document.body.classList.remove("showing-before");
  document.body.classList.toggle("blinking", view.blinking && Boolean(comparison));
  if (!view.blinking || !comparison) return;
  const before = new Map(comparison.pairs.filter(([, now]) => now !== null).map(([then, now]) => [now, then]));
  view.blink = (place) => comparison.images[before.get(place)]?.image;
  blinkTimer = setInterval(() => document.body.classList.toggle("showing-before"), isCalm() ? 4 * BLINK : BLINK);
}

function setBlinking(blinking) {
  const place = stage.current;
  view.blinking = blinking;
  blink();
  stage.update();
  stage.show(place);
}

function toggleCompare() {
  if (!view.base) panel.open(innerWidth > 760 || panel.isOpen);
  compare(view.base ? "" : (lastBase ?? "start"));
}

let lastBase = start.base || null;

function compareMenu() {
  const bases = known?.bases ?? [];
  const choose = (base) => {
    if (base) lastBase = base;
    if (base && innerWidth > 760) panel.open(true);
    compare(base);
  };
  return [
    { title: say("compareWith") },
    { label: say("noCompare"), checked: !view.base, act: () => choose("") },
    ...bases.map(({ id, name }) => ({
      label: name || say("start"),
      checked: view.base === id,
      act: () => choose(id),
    })),
    null,
    { label: say("sideBySide"), checked: !view.blinking, act: () => setBlinking(false) },
    { label: say("blink"), checked: view.blinking, act: () => setBlinking(true) },
  ];
}

// ------------------------------------------------------------------------------ looks

function setSpread(spread) {
  view.wide = spread;
  remember("spread", spread);
  byId("spread").setAttribute("aria-pressed", String(spread));
  const place = stage.current;
  stage.update();
  stage.show(place);
}

function setOverlay(name, shown) {
  if (shown) view.overlays.add(name);
  else view.overlays.delete(name);
  remember("overlays", [...view.overlays]);
  byId("overlays").setAttribute("aria-pressed", String(view.overlays.size > 0));
  redraw();
}

function overlayMenu() {
  const { columns = 28, rows = 22 } = view.edition?.grid ?? {};
  return OVERLAYS.map((name) => ({
    label: say(name, { columns, rows }),
    checked: view.overlays.has(name),
    many: true,
    act: (shown) => setOverlay(name, shown),
  }));
}

function setTheme(theme) {
  remember("theme", theme);
  document.documentElement.dataset.theme = theme;
}

function zoomTo(wanted) {
  stage.zoom(wanted);
  remember("fit", view.fit);
}

function zoomMenu() {
  const levels = [0.5, 0.75, 1, 1.5, 2, 4];
  const now = (view.zoom * 72) / 96;
  return [
    { label: say("fitWidth"), checked: view.fit === "width", act: () => zoomTo("width") },
    { label: say("fitPage"), checked: view.fit === "page", act: () => zoomTo("page") },
    null,
    ...levels.map((level) => ({
      label: `${100 * level}%`,
      checked: !view.fit && Math.abs(now - level) < 0.005,
      act: () => zoomTo(level === 1 ? 1.00001 : level),
    })),
  ];
}

function moreMenu() {
  const theme = recall("theme", "auto");
  const narrow = innerWidth <= 760;
  return [
    ...(narrow ? [{ title: say("zoom") }, ...zoomMenu().slice(0, 2), null] : []),
    { title: say("theme") },
    ...["auto", "light", "dark"].map((name) => ({
      label: say(`theme${name[0].toUpperCase()}${name.slice(1)}`),
      checked: theme === name,
      act: () => setTheme(name),
    })),
    null,
    { label: say("download"), act: () => open("/edition.pdf", "_blank", "noopener") },
    { label: say("help"), act: showHelp },
  ];
}

// ---------------------------------------------------------------------------- the bar

function goToTyped() {
  const typed = byId("place").value.trim();
  const pages = view.edition?.pages ?? [];
  const place = pages.findIndex((page) => page.label === typed);
  if (place >= 0) stage.show(place);
  byId("place").blur();
  stage.scrolled();
}

setTheme(recall("theme", "auto"));
byId("spread").setAttribute("aria-pressed", String(view.wide));
byId("overlays").setAttribute("aria-pressed", String(view.overlays.size > 0));
panel.open(recall("panel", innerWidth > 1100) && innerWidth > 760);
byId("previous").addEventListener("click", () => stage.step(-1));
byId("next").addEventListener("click", () => stage.step(1));
byId("smaller").addEventListener("click", () => zoomTo(-1));
byId("larger").addEventListener("click", () => zoomTo(1));
byId("spread").addEventListener("click", () => setSpread(!view.spread));
byId("toggle").addEventListener("click", () => panel.open(!panel.isOpen));
byId("state").addEventListener("click", () => panel.open(true));
byId("place").addEventListener("change", goToTyped);
byId("place").addEventListener("focus", () => byId("place").select());
for (const [id, items] of [["zoom", zoomMenu], ["overlays", overlayMenu], ["compare", compareMenu], ["more", moreMenu]]) {
  byId(id).addEventListener("click", () => openMenu(byId(id), items()));
}
document.addEventListener("copy", (event) => {
  const words = selectedWords();
  if (words === null) return;
  event.clipboardData.setData("text/plain", words);
  event.preventDefault();
});

matchMedia(`(max-width: ${NARROW}px)`).addEventListener("change", () => stage.update());

listenToKeys({
  ArrowLeft: () => stage.step(-1),
  ArrowRight: () => stage.step(1),
  n: () => stepList(1),
  p: () => stepList(-1),
  d: toggleCompare,
  g: () => setOverlay("grid", !view.overlays.has("grid")),
  s: () => setSpread(!view.spread),
  b: () => setBlinking(!view.blinking),
  f: () => panel.open(!panel.isOpen),
  "+": () => zoomTo(1),
  "=": () => zoomTo(1),
  "-": () => zoomTo(-1),
  0: () => zoomTo("width"),
  "?": showHelp,
  Escape: () => closeMenu() || closeSource() || (innerWidth <= 760 && panel.open(false)),
});

showState();
stage.update();
connect({
  state: takeState,
  lost() {
    view.lost = true;
    showState();
  },
  found() {
    view.lost = false;
    showState();
    toast(say("found"));
  },
});
