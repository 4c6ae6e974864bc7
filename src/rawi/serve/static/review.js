// The keys of the review desk. They are known by their place (event.code), whatever the layout writes.

import "./choose.js";
import { Desk } from "./desk.js";
import { isTyping } from "./page.js";

let opening = null;
const desk = new Desk(opened);

/** What a newly shown desk needs: a correction leaves the corrections open, at the field it was about. */
function opened({ leaf: { root } }) {
  for (const button of root.querySelectorAll("[data-opens]")) button.onclick = () => toggle(button.dataset.opens);
  if (opening) toggle("corrections", true, opening);
  opening = null;
}

/** The button of a field's correction: from there one goes on to the next field, or decides by key. */
function buttonOf(part, field) {
  return field && part.querySelector(`[name=field][value=${field}]`)?.form.querySelector("button:not([type=button])");
}

/** Show the reasons or the corrections, and hide the other. */
function toggle(id, wanted, field) {
  for (const button of document.querySelectorAll("#desk [data-opens]")) {
    const part = document.getElementById(button.dataset.opens);
    part.hidden = button.dataset.opens === id ? !(wanted ?? part.hidden) : true;
    button.setAttribute("aria-expanded", String(!part.hidden));
    if (!part.hidden) (buttonOf(part, field) ?? part.querySelector("button, select, input:not([type=hidden])")).focus({ preventScroll: false });
  }
}

// --- what the codebook says of the field in focus, and of the value chosen in it ---

const codebook = JSON.parse(document.getElementById("defined").textContent);
const note = Object.assign(document.createElement("p"), { className: "defined" });
note.setAttribute("aria-live", "polite");

function define({ target }) {
  const form = target.closest?.("#corrections form, #reasons");
  if (!form) return;
  const field = form.elements.field?.value;
  const value = field ? `${field}/${target.dataset?.of ?? ""}${target.value}` : `reason/${target.value}`;
  const told = [codebook[`field/${field}`], codebook[value]].filter(Boolean);
  note.replaceChildren(...told.map((text, at) => Object.assign(document.createElement(at ? "b" : "span"), { textContent: `${text} ` })));
  form.append(note);
}

for (const kind of ["focusin", "change", "pointerover"]) {
  document.addEventListener(kind, (event) => kind !== "pointerover" || event.target.closest?.("#reasons button") ? define(event) : null);
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.closest("#desk")) return;
  event.preventDefault();
  if (form.id === "span") {
    // The words marked in the text become the span that is sent.
    const marked = desk.sheet?.selected();
    if (!marked) return;
    [form.elements.start.value, form.elements.end.value] = marked;
  } else if (form.elements.action?.value === "correct") opening = form.elements.field.value;
  desk.meet(form, event.submitter);
});

document.addEventListener("keydown", (event) => {
  if (event.repeat || document.querySelector("dialog[open]")) return;
  if (event.code === "Escape") {
    document.activeElement?.blur();
    return toggle(null);
  }
  if (isTyping(event)) return;
  const reasons = document.querySelector("#reasons:not([hidden])");
  const within = reasons ?? document.querySelector("#desk");
  const button = [...within.querySelectorAll(`[data-code="${event.code}"]:not([hidden])`)].find((found) => reasons || !found.closest("#reasons"));
  if (!button && !(reasons && event.code === "KeyX")) return;
  event.preventDefault();
  if (button) button.click(); else toggle("reasons", false);
});

addEventListener("beforeprint", () => desk.sheet?.print(true));
addEventListener("afterprint", () => desk.sheet?.print(false));
