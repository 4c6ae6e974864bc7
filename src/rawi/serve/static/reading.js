// The article page: paints evidence with the CSS Custom Highlight API, and ties records to their words by pointer and key.
// Without the API, without scripts and in print the server's <mark> elements stay and show the same.

import { isTyping } from "./page.js";

const LIT = ["trigger", "cue", "actor", "place", "figure", "date", "content", "repair"];
const text = document.querySelector(".text");
const said = document.getElementById("said");
const marks = JSON.parse(document.getElementById("marks").textContent);
const painted = "highlights" in CSS;

// --- the text: every line as one text node, segments as ranges in it ---

const lines = [...text.querySelectorAll(".line")].map((element) => {
  const first = Number(element.dataset.first);
  return { element, first, start: marks.spans[first][0], marked: [...element.childNodes], node: null };
});

function flatten() {
  for (const line of lines) {
    line.node = document.createTextNode(line.element.textContent);
    line.element.replaceChildren(line.node);
  }
}

function unflatten() {
  for (const line of lines) line.element.replaceChildren(...line.marked);
}

function lineOf(segment) {
  let low = 0, high = lines.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (lines[middle].first <= segment) low = middle; else high = middle - 1;
  }
  return lines[low];
}

/** The ranges of a run of segments, one for each line it touches. */
function rangesOf(first, last) {
  const ranges = [];
  for (let at = first; at <= last;) {
    const line = lineOf(at);
    const next = lines[lines.indexOf(line) + 1]?.first ?? marks.spans.length;
    const until = Math.min(last, next - 1);
    const range = new StaticRange({
      startContainer: line.node, startOffset: marks.spans[at][0] - line.start,
      endContainer: line.node, endOffset: marks.spans[until][1] - line.start,
    });
    ranges.push(range);
    at = until + 1;
  }
  return ranges;
}

// --- painting ---

const hidden = new Set();

function paintKinds() {
  if (!painted) {
    for (const kind of Object.keys(KINDS)) text.classList.toggle(`without-${kind}`, hidden.has(kind));
    return;
  }
  const ranges = Object.fromEntries(Object.keys(KINDS).map((kind) => [kind, []]));
  for (const [segment, kinds] of Object.entries(marks.kinds)) {
    for (const kind of kinds) if (!hidden.has(kind)) ranges[kind]?.push(...rangesOf(+segment, +segment));
  }
  for (const [kind, priority] of Object.entries(KINDS)) {
    const made = new Highlight(...ranges[kind]);
    made.priority = priority;
    CSS.highlights.set(`k-${kind}`, made);
  }
}

const KINDS = { furniture: 0, trigger: 1, cue: 1, actor: 2, place: 2, figure: 2, date: 2, agreement: 2, repair: 3 };

function runsOf(element) {
  return (element.dataset.lights ?? "").split(" ").filter(Boolean).map((run) => {
    const [kind, span] = run.split(":");
    const [first, last] = span.split("-").map(Number);
    return { kind, first, last };
  });
}

function light(element) {
  for (const other of document.querySelectorAll(".card.lit")) if (other !== element) other.classList.remove("lit");
  element?.classList.add("lit");
  if (painted) {
    for (const kind of LIT) CSS.highlights.delete(`lit-${kind}`);
    const byKind = new Map();
    for (const run of element ? runsOf(element) : []) {
      byKind.set(run.kind, [...(byKind.get(run.kind) ?? []), ...rangesOf(run.first, run.last)]);
    }
    for (const [kind, ranges] of byKind) {
      const made = new Highlight(...ranges);
      made.priority = kind === "content" ? 4 : 5;
      CSS.highlights.set(`lit-${kind}`, made);
    }
  } else {
    for (const mark of text.querySelectorAll("mark.lit")) mark.classList.remove("lit");
    for (const run of element ? runsOf(element) : []) markedOf(run.first, run.last).forEach((mark) => mark.classList.add("lit"));
  }
  text.classList.toggle("has-lit", Boolean(element));
}

/** The <mark> elements of a run, where the API is missing. */
function markedOf(first, last) {
  return lines.flatMap((line) => line.marked.map((node, at) => [line.first + at, node]))
    .filter(([segment, node]) => first <= segment && segment <= last && node.nodeType === Node.ELEMENT_NODE).map(([, node]) => node);
}

// --- records ---

const cards = [...document.querySelectorAll(".card")];
const tied = [...document.querySelectorAll("[data-lights]")];
const recordsOf = new Map();
for (const element of tied) {
  for (const { kind, first, last } of runsOf(element)) {
    if (kind === "content") continue;
    for (let at = first; at <= last; at++) recordsOf.set(at, [...(recordsOf.get(at) ?? []), element]);
  }
}

let held = null;

function hold(element, { scroll = true } = {}) {
  if (held) held.querySelector(".word")?.setAttribute("aria-pressed", "false");
  held = element;
  held?.querySelector(".word")?.setAttribute("aria-pressed", "true");
  light(held);
  if (held && scroll) showWords(held);
}

/** Bring a record's first words into view inside the sheet. */
function showWords(element) {
  const run = runsOf(element)[0];
  if (!run) return;
  const range = document.createRange();
  const line = lineOf(run.first);
  range.selectNodeContents(line.element);
  if (painted) {
    range.setStart(line.node, marks.spans[run.first][0] - line.start);
    range.collapse(true);
  }
  const box = range.getBoundingClientRect(), frame = text.getBoundingClientRect();
  if (text.scrollHeight > text.clientHeight + 4) {
    if (box.top < frame.top + 40 || box.bottom > frame.bottom - 40) text.scrollBy({ top: box.top - frame.top - frame.height / 3 });
  } else if (box.top < 60 || box.bottom > innerHeight - 20) {
    scrollBy({ top: box.top - innerHeight / 3 });
  }
}

for (const element of tied) {
  element.addEventListener("pointerenter", () => held || light(element));
  element.addEventListener("pointerleave", () => held || light(null));
  element.addEventListener("focusin", () => held || light(element));
  element.addEventListener("click", (event) => {
    if (event.target.closest("a") || getSelection().toString()) return;
    hold(held === element && event.target.closest(".word") ? null : element);
  });
}

// --- from the words to the records ---

function segmentAt(x, y) {
  const caret = document.caretPositionFromPoint?.(x, y);
  const [node, offset] = caret ? [caret.offsetNode, caret.offset] : rangeAt(x, y);
  const line = lines.find((line) => line.node === node);
  if (!line) return -1;
  return segmentOfUnit(line.start + offset);
}

function rangeAt(x, y) {
  const range = document.caretRangeFromPoint?.(x, y);
  return range ? [range.startContainer, range.startOffset] : [null, 0];
}

function segmentOfUnit(unit) {
  let low = 0, high = marks.spans.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (marks.spans[middle][0] <= unit) low = middle; else high = middle - 1;
  }
  return low;
}

let awaited = 0;
text.addEventListener("pointermove", (event) => {
  cancelAnimationFrame(awaited);
  awaited = requestAnimationFrame(() => {
    const found = recordsOf.get(segmentAt(event.clientX, event.clientY));
    text.classList.toggle("points", Boolean(found));
    if (!held) light(found?.[0] ?? null);
  });
});
text.addEventListener("pointerleave", () => held || light(null));
text.addEventListener("click", (event) => {
  if (getSelection().toString()) return;
  const found = recordsOf.get(segmentAt(event.clientX, event.clientY));
  if (!found) return hold(null);
  // Another click on the same words goes to the next of their records.
  const next = found[(found.indexOf(held) + 1) % found.length];
  hold(next, { scroll: false });
  next.closest("details")?.setAttribute("open", "");
  next.scrollIntoView({ block: "nearest" });
});

// --- keys ---

const walked = [...new Set([...recordsOf.keys()])].sort((a, b) => a - b);
let stood = -1;

function walk(step) {
  stood = Math.max(0, Math.min(walked.length - 1, stood + step));
  const found = recordsOf.get(walked[stood]);
  if (!found) return;
  const card = found.find((element) => element.classList.contains("card")) ?? found[0];
  hold(card, { scroll: false });
  card.scrollIntoView({ block: "nearest" });
  const line = lineOf(walked[stood]);
  const [start, end] = marks.spans[walked[stood]];
  said.textContent = `${line.element.textContent.slice(start - line.start, end - line.start)}: ${card.querySelector("h3, .gloss")?.textContent ?? ""}`;
}

function step(by) {
  const at = cards.indexOf(held ?? document.activeElement?.closest(".card"));
  const next = cards[Math.max(0, Math.min(cards.length - 1, at + by))];
  if (!next) return;
  next.querySelector(".word").focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
  hold(next);
}

document.addEventListener("keydown", (event) => {
  if (isTyping(event) && event.target.type !== "checkbox") return;
  if (document.querySelector("dialog[open]")) return;
  if (event.code === "KeyJ") step(1);
  else if (event.code === "KeyK") step(-1);
  else if (event.code === "KeyF") furniture.click();
  else if (event.code === "Escape") hold(null);
  else if (event.target === text && event.code === "ArrowLeft") walk(1);
  else if (event.target === text && event.code === "ArrowRight") walk(-1);
  else return;
  event.preventDefault();
});

// --- the legend ---

const furniture = document.querySelector("[data-furniture]") ?? document.createElement("input");
furniture.addEventListener("change", () => text.classList.toggle("with-furniture", furniture.checked));
for (const box of document.querySelectorAll("[data-kind]")) {
  box.addEventListener("change", () => {
    hidden[box.checked ? "delete" : "add"](box.dataset.kind);
    paintKinds();
  });
}

// --- begin ---

if (painted) {
  flatten();
  addEventListener("beforeprint", unflatten);
  addEventListener("afterprint", () => { unflatten(); flatten(); paintKinds(); light(held); });
}
paintKinds();
document.documentElement.classList.add(painted ? "painted" : "marked");

function fromAddress() {
  const wanted = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (wanted?.classList.contains("card")) {
    hold(wanted);
    wanted.scrollIntoView({ block: "center" });
  }
}
addEventListener("hashchange", fromAddress);
fromAddress();
