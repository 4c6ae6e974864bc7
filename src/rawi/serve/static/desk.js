// The desk: the event that is decided about. The next one is asked for while this one is read, so that a key shows it at once; decisions
// are sent behind it, one after the other, in the order in which they were made.

import { csrf } from "./page.js";
import { Sheet } from "./sheet.js";

const HEADERS = { "X-Rawi-Part": "desk", "X-Rawi-CSRF": csrf };

/** A desk's element with its sheet, which is prepared before it is shown. */
class Leaf {
  constructor(root) {
    this.root = root;
    const spread = root.querySelector(".spread");
    this.sheet = spread ? new Sheet(spread, { shown: false }) : null;
  }

  /** The leaf of a page's or an answer's HTML. */
  static of(html) {
    return new Leaf(document.createRange().createContextualFragment(html).querySelector("#desk"));
  }
}

async function asked(address, options = {}) {
  const answer = await fetch(address, { ...options, headers: { ...HEADERS, ...options.headers }, redirect: "error" });
  if (answer.status >= 500 || answer.status === 401 || answer.status === 403) throw new Error(String(answer.status));
  return answer;
}

function query(form, extra = {}) {
  return new URLSearchParams({ ...Object.fromEntries(new FormData(form)), ...extra });
}

export class Desk {
  /** Take over the desk of the page; ``opened`` is called whenever another one is shown. */
  constructor(opened) {
    this.opened = opened;
    this.sending = 0;
    this.sent = Promise.resolve();
    this.leaf = new Leaf(document.querySelector("#desk"));
    this.open(this.leaf);
    addEventListener("beforeunload", (event) => this.sending && event.preventDefault());
  }

  get sheet() {
    return this.leaf.sheet;
  }

  /** Put a leaf on the desk, and ask for the one behind it. */
  open(leaf) {
    if (leaf.root !== this.leaf.root) this.leaf.root.replaceWith(leaf.root);
    this.leaf = leaf;
    this.ahead = null;
    leaf.met = false;
    if (leaf.sheet) {
      const [card] = leaf.sheet.cards;
      leaf.sheet.paint();
      card.tabIndex = -1;
      card.focus({ preventScroll: true });
      leaf.sheet.hold(card);
      requestAnimationFrame(() => setTimeout(() => this.leaf === leaf && this.look()));
    } else CSS.highlights?.clear();
    this.opened(this);
  }

  /** Ask for what comes next; asked again where a decision could not be kept. */
  look() {
    const form = this.leaf.root.querySelector(".way");
    this.ahead ??= asked(`/review/ahead?${query(form)}`).then(async (answer) => Leaf.of(await answer.text()));
    this.ahead.catch(() => {});
    return this.ahead;
  }

  /** Meet the request of a form: a verdict shows the next event at once, everything else waits for its answer. */
  async meet(form, button) {
    const from = this.leaf;
    // A key that comes before the next event does is not meant for this one.
    if (from.met) return;
    from.met = true;
    const fields = new URLSearchParams(new FormData(form, button));
    const action = fields.get("action") ?? fields.get("go");
    try {
      if (["accept", "reject", "defer"].includes(action)) {
        const next = this.sheet ? this.look() : null;
        this.send(fields, from);
        await this.turn(next, from);
      } else if (action === "next") await this.turn(this.look(), from);
      else if (form.method === "get") this.open(Leaf.of(await (await asked(`/review?${fields}`)).text()));
      else {
        await this.sent;
        this.open(Leaf.of(await (await asked("/review", { method: "POST", body: fields })).text()));
      }
    } catch {
      this.fail(from);
    }
  }

  /** To the next leaf when it is there, unless another was opened meanwhile, or this one again. */
  async turn(next, from) {
    const leaf = await next;
    if (this.leaf === from && from.met) this.open(leaf);
  }

  /** Send a decision after those before it. One that is refused brings its event back, with the reason. */
  send(fields, from) {
    document.body.dataset.sending = String(++this.sending);
    const post = () => asked("/review", { method: "POST", body: fields, headers: { "X-Rawi-Quiet": "1" }, keepalive: true });
    this.sent = this.sent.then(post).then(async (answer) => {
      if (answer.status !== 204) this.open(Leaf.of(await answer.text()));
    }).catch(() => this.fail(from)).finally(() => {
      if (--this.sending) document.body.dataset.sending = String(this.sending);
      else delete document.body.dataset.sending;
    });
  }

  /** The workbench did not answer: show what could not be decided about, and say so. */
  fail(from) {
    this.open(from);
    let told = from.root.querySelector(".fault");
    if (!told) from.root.prepend(told = Object.assign(document.createElement("p"), { className: "fault", role: "alert" }));
    told.textContent = from.root.dataset.failed;
  }
}
