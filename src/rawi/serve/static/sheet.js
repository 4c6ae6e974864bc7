// The sheet: an article's text, its evidence painted with the CSS Custom Highlight API, its records tied to their words by pointer and key.
// Without the API, without scripts and in print the server's <mark> elements stay and show the same.

const KINDS = { furniture: 0, trigger: 1, cue: 1, actor: 2, place: 2, figure: 2, date: 2, agreement: 2, repair: 3 };
const LIT = ["trigger", "cue", "actor", "place", "figure", "date", "content", "repair", "agreement"];
const painted = "highlights" in CSS;
document.documentElement.classList.add(painted ? "painted" : "marked");

/** The runs of segments that a card lights: «kind:first-last …». */
function runsOf(element) {
  return (element.dataset.lights ?? "").split(" ").filter(Boolean).map((run) => {
    const [kind, span] = run.split(":");
    const [first, last] = span.split("-").map(Number);
    return { kind, first, last };
  });
}

/** The index of the last of the rising values that is not above one. */
function lastUpTo(values, value) {
  let low = 0, high = values.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (values[middle] <= value) low = middle; else high = middle - 1;
  }
  return low;
}

export class Sheet {
  /** Take over the text and the cards inside an element; one that is not ``shown`` yet is painted when it is. */
  constructor(root, { shown = true } = {}) {
    this.root = root;
    this.text = root.querySelector(".text");
    this.marks = JSON.parse(root.querySelector("script.marks").textContent);
    this.starts = this.marks.spans.map(([start]) => start);
    this.lines = [...this.text.querySelectorAll(".line")].map((element) => {
      const first = Number(element.dataset.first);
      return { element, first, start: this.starts[first], marked: [...element.childNodes], node: null };
    });
    this.firsts = this.lines.map((line) => line.first);
    this.hidden = new Set();
    this.held = null;
    this.stood = -1;
    this.cards = [...root.querySelectorAll(".card")];
    this.recordsOf = new Map();
    for (const element of root.querySelectorAll("[data-lights]")) this.tie(element);
    if (painted) this.flatten();
    if (shown) this.paint();
    this.listen();
  }

  // --- the text: each line as one text node, segments as ranges in it ---

  flatten() {
    for (const line of this.lines) {
      line.node = document.createTextNode(line.element.textContent);
      line.element.replaceChildren(line.node);
    }
  }

  unflatten() {
    for (const line of this.lines) line.element.replaceChildren(...line.marked);
  }

  lineOf(segment) {
    return this.lines[lastUpTo(this.firsts, segment)];
  }

  /** The ranges of a run of segments, one for each line it touches. */
  ranges(first, last) {
    const found = [];
    for (let at = first; at <= last;) {
      const number = lastUpTo(this.firsts, at), line = this.lines[number];
      const until = Math.min(last, (this.firsts[number + 1] ?? this.starts.length) - 1);
      found.push(new StaticRange({
        startContainer: line.node, startOffset: this.marks.spans[at][0] - line.start,
        endContainer: line.node, endOffset: this.marks.spans[until][1] - line.start,
      }));
      at = until + 1;
    }
    return found;
  }

  /** The browser's offsets in the whole text of what is selected inside it, or null. */
  selected() {
    const range = getSelection().rangeCount ? getSelection().getRangeAt(0) : null;
    const [first, last] = ["startContainer", "endContainer"].map((end) => this.lines.find((line) => line.node && line.node === range?.[end]));
    if (!first || !last || range.collapsed) return null;
    return [first.start + range.startOffset, last.start + range.endOffset];
  }

  // --- painting ---

  paint() {
    if (!painted) {
      for (const kind of Object.keys(KINDS)) this.text.classList.toggle(`without-${kind}`, this.hidden.has(kind));
      return;
    }
    const ranges = Object.fromEntries(Object.keys(KINDS).map((kind) => [kind, []]));
    for (const [segment, kinds] of Object.entries(this.marks.kinds)) {
      for (const kind of kinds) if (!this.hidden.has(kind)) ranges[kind]?.push(...this.ranges(+segment, +segment));
    }
    for (const [kind, priority] of Object.entries(KINDS)) {
      const made = new Highlight(...ranges[kind]);
      made.priority = priority;
      CSS.highlights.set(`k-${kind}`, made);
    }
  }

  light(element) {
    for (const other of this.root.querySelectorAll(".card.lit")) if (other !== element) other.classList.remove("lit");
    element?.classList.add("lit");
    const runs = element ? runsOf(element) : [];
    if (!painted) {
      for (const mark of this.text.querySelectorAll("mark.lit")) mark.classList.remove("lit");
      for (const run of runs) this.markedOf(run.first, run.last).forEach((mark) => mark.classList.add("lit"));
      return;
    }
    for (const kind of LIT) {
      const made = new Highlight(...runs.filter((run) => run.kind === kind).flatMap((run) => this.ranges(run.first, run.last)));
      made.priority = kind === "content" ? 4 : kind === "trigger" ? 6 : 5;
      CSS.highlights.set(`lit-${kind}`, made);
    }
  }

  /** The <mark> elements of a run, where the API is missing. */
  markedOf(first, last) {
    return this.lines.flatMap((line) => line.marked.map((node, at) => [line.first + at, node]))
      .filter(([segment, node]) => first <= segment && segment <= last && node.nodeType === Node.ELEMENT_NODE).map(([, node]) => node);
  }

  // --- records and words ---

  tie(element) {
    for (const { kind, first, last } of runsOf(element)) {
      for (let at = first; kind !== "content" && at <= last; at++) {
        this.recordsOf.set(at, [...(this.recordsOf.get(at) ?? []), element]);
      }
    }
    element.addEventListener("pointerenter", () => this.held || this.light(element));
    element.addEventListener("pointerleave", () => this.held || this.light(null));
    element.addEventListener("focusin", () => this.held || this.light(element));
    element.addEventListener("click", (event) => {
      if (event.target.closest("a, form, summary") || getSelection().toString()) return;
      this.hold(this.held === element && event.target.closest(".word") ? null : element);
    });
  }

  hold(element, { scroll = true } = {}) {
    this.held?.querySelector(".word")?.setAttribute("aria-pressed", "false");
    this.held = element;
    element?.querySelector(".word")?.setAttribute("aria-pressed", "true");
    this.light(element);
    if (element && scroll) this.showWords(element);
  }

  /** Bring a record's own words into view. */
  showWords(element) {
    const run = runsOf(element)[0];
    if (!run) return;
    const line = this.lineOf(run.first), range = document.createRange();
    range.selectNodeContents(line.element);
    if (painted) {
      range.setStart(line.node, this.marks.spans[run.first][0] - line.start);
      range.collapse(true);
    }
    const box = range.getBoundingClientRect(), frame = this.text.getBoundingClientRect();
    if (this.text.scrollHeight > this.text.clientHeight + 4) {
      if (box.top < frame.top + 40 || box.bottom > frame.bottom - 40) this.text.scrollBy({ top: box.top - frame.top - frame.height / 3 });
    } else if (box.top < 60 || box.bottom > innerHeight - 20) {
      scrollBy({ top: box.top - innerHeight / 3 });
    }
  }

  recordsAt(x, y) {
    const caret = document.caretPositionFromPoint?.(x, y), range = caret ? null : document.caretRangeFromPoint?.(x, y);
    const [node, offset] = caret ? [caret.offsetNode, caret.offset] : [range?.startContainer, range?.startOffset];
    const line = this.lines.find((line) => line.node && line.node === node);
    return line && this.recordsOf.get(lastUpTo(this.starts, line.start + offset));
  }

  listen() {
    let awaited = 0;
    this.text.addEventListener("pointermove", (event) => {
      cancelAnimationFrame(awaited);
      awaited = requestAnimationFrame(() => {
        const found = this.recordsAt(event.clientX, event.clientY);
        this.text.classList.toggle("points", Boolean(found));
        if (!this.held) this.light(found?.[0] ?? null);
      });
    });
    this.text.addEventListener("pointerleave", () => this.held || this.light(null));
    this.text.addEventListener("click", (event) => {
      if (getSelection().toString()) return;
      const found = this.recordsAt(event.clientX, event.clientY);
      if (!found) return this.hold(null);
      // Another click on the same words goes to the next of their records.
      const next = found[(found.indexOf(this.held) + 1) % found.length];
      this.hold(next, { scroll: false });
      next.scrollIntoView({ block: "nearest" });
    });
  }

  /** From marked word to marked word; what the word is and its record are said to a screen reader. */
  walk(step) {
    const walked = this.walked ??= [...this.recordsOf.keys()].sort((a, b) => a - b);
    this.stood = Math.max(0, Math.min(walked.length - 1, this.stood + step));
    const found = this.recordsOf.get(walked[this.stood]);
    if (!found) return;
    const card = found.find((element) => element.classList.contains("card")) ?? found[0];
    this.hold(card, { scroll: false });
    card.scrollIntoView({ block: "nearest" });
    const line = this.lineOf(walked[this.stood]), [start, end] = this.marks.spans[walked[this.stood]];
    const word = line.element.textContent.slice(start - line.start, end - line.start);
    this.root.querySelector(".said").textContent = `${word}: ${card.querySelector("h3, .gloss")?.textContent ?? ""}`;
  }

  /** To the next or previous record. */
  step(by) {
    const at = this.cards.indexOf(this.held ?? document.activeElement?.closest(".card"));
    const next = this.cards[Math.max(0, Math.min(this.cards.length - 1, at + by))];
    if (!next) return;
    next.querySelector(".word").focus({ preventScroll: true });
    next.scrollIntoView({ block: "nearest" });
    this.hold(next);
  }

  /** The text with its marks for the printer, and back. */
  print(begins) {
    if (!painted) return;
    this.unflatten();
    if (begins) return;
    this.flatten();
    this.paint();
    this.light(this.held);
  }
}
