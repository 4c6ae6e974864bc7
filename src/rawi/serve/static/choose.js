// A field that offers names of the registries while one types, in Arabic and English: a combobox as the ARIA practices describe it.
// Every input with data-names (actor, place, outlet) becomes one when it is first entered, whenever it came into the page.

let count = 0;

class Choice {
  constructor(input) {
    this.input = input;
    this.list = document.createElement("ul");
    Object.assign(this.list, { className: "offered", hidden: true, id: `offered-${++count}` });
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", `${input.labels[0]?.textContent ?? input.placeholder} …`);
    input.after(this.list);
    const told = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": this.list.id };
    for (const [name, value] of Object.entries(told)) input.setAttribute(name, value);
    this.at = -1;
    input.addEventListener("input", () => this.ask());
    input.addEventListener("keydown", (event) => this.key(event));
    input.addEventListener("blur", () => this.close());
    // Pressing the pointer would take the focus away before the click comes.
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => this.take([...this.list.children].indexOf(event.target.closest("li"))));
  }

  async ask() {
    const typed = this.input.value.trim(), turn = (this.turn = (this.turn ?? 0) + 1);
    this.late = true;
    const answer = typed ? await fetch(`/names?${new URLSearchParams({ kind: this.input.dataset.names, q: typed })}`) : null;
    const found = answer?.ok ? await answer.json() : [];
    if (turn !== this.turn || document.activeElement !== this.input) return;
    this.late = false;
    this.offer(found);
    if (this.entered && (this.at >= 0 || this.only)) this.take(Math.max(this.at, 0));
    this.entered = false;
  }

  offer(found) {
    // A later answer keeps what was chosen in an earlier one.
    const marked = this.found?.[this.at]?.id;
    this.found = found;
    this.list.replaceChildren(...found.map(({ name, other, hint }, at) => {
      const row = document.createElement("li");
      Object.assign(row, { id: `${this.list.id}-${at}` });
      row.setAttribute("role", "option");
      row.setAttribute("aria-selected", "false");
      row.append(part("bdi", name), " ", part("bdi", other === name ? "" : other, "words"), " ", part("small", hint));
      return row;
    }));
    this.list.hidden = !found.length;
    this.input.setAttribute("aria-expanded", String(!this.list.hidden));
    this.mark(found.findIndex(({ id }) => id === marked));
  }

  /** Whether only an entry of the registry will do, so that Enter takes the first that is offered. */
  get only() {
    return this.input.matches(".another, [data-only]");
  }

  mark(at) {
    this.at = at;
    [...this.list.children].forEach((row, number) => row.setAttribute("aria-selected", String(number === at)));
    const row = this.list.children[at];
    row?.scrollIntoView({ block: "nearest" });
    if (row) this.input.setAttribute("aria-activedescendant", row.id); else this.input.removeAttribute("aria-activedescendant");
  }

  key(event) {
    const rows = this.list.hidden ? 0 : this.list.children.length;
    if (event.code === "Escape" && rows) this.close();
    else if (event.code === "ArrowDown" && rows) this.mark((this.at + 1) % rows);
    else if (event.code === "ArrowUp" && rows) this.mark(this.at > 0 ? this.at - 1 : rows - 1);
    // What is offered is for fewer letters than are typed: Enter waits for the answer to them.
    else if (event.code === "Enter" && this.late && (this.at >= 0 || this.only)) this.entered = true;
    else if (event.code === "Enter" && rows && (this.at >= 0 || this.only)) this.take(Math.max(this.at, 0));
    else if (event.code !== "Enter" || !this.only) return;
    event.preventDefault();
    event.stopPropagation();
  }

  take(at) {
    const one = this.found?.[at];
    if (!one) return;
    this.close();
    if (this.input.classList.contains("another")) {
      this.add(one);
      return;
    }
    this.input.value = one.name;
    this.input.dispatchEvent(new CustomEvent("chosen", { bubbles: true, detail: one }));
    this.input.dispatchEvent(new Event("change", { bubbles: true }));
  }

  /** One more checked box before the field: an entry of the registry that the text does not name so. */
  add({ id, name, other }) {
    const label = document.createElement("label"), box = document.createElement("input");
    Object.assign(box, { type: "checkbox", name: "value", value: `entity:${id}`, checked: true });
    label.className = "check";
    label.append(box, " ", part("bdi", name), " ", part("bdi", other, "words"));
    this.input.closest("fieldset").querySelector(".unseen").before(label, " ");
    this.input.value = "";
  }

  close() {
    this.turn = (this.turn ?? 0) + 1;
    this.late = this.entered = false;
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.mark(-1);
  }
}

function part(tag, text, kind = "") {
  return Object.assign(document.createElement(tag), { textContent: text, className: kind });
}

const known = new WeakSet();
document.addEventListener("focusin", ({ target }) => {
  if (!target.matches?.("input[data-names]") || known.has(target)) return;
  known.add(target);
  new Choice(target);
});
