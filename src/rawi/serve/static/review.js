// The review desk: a key decides, the next event comes. Keys are known by their place (event.code), whatever the layout writes.

import { isTyping } from "./page.js";
import { Sheet } from "./sheet.js";

let sheet = null;

function open() {
  const root = document.querySelector("#desk .spread");
  sheet = root ? new Sheet(root) : null;
  if (sheet) {
    sheet.hold(sheet.cards[0]);
    sheet.cards[0].tabIndex = -1;
    sheet.cards[0].focus({ preventScroll: true });
  }
  for (const button of document.querySelectorAll("#desk [data-opens]")) {
    button.addEventListener("click", () => toggle(button.dataset.opens));
  }
  document.querySelector("#span")?.addEventListener("submit", take, true);
}

/** Show the reasons or the corrections, and hide the other. */
function toggle(id, wanted) {
  for (const button of document.querySelectorAll("#desk [data-opens]")) {
    const part = document.getElementById(button.dataset.opens);
    part.hidden = button.dataset.opens === id ? !(wanted ?? part.hidden) : true;
    button.setAttribute("aria-expanded", String(!part.hidden));
    if (!part.hidden) part.querySelector("button, select, input:not([type=hidden])").focus({ preventScroll: false });
  }
}

/** The words marked in the text become the span that is sent. */
function take(event) {
  const marked = sheet?.selected();
  if (!marked) {
    event.preventDefault();
    event.stopImmediatePropagation();
    return;
  }
  [event.target.elements.start.value, event.target.elements.end.value] = marked;
}

document.addEventListener("keydown", (event) => {
  if (event.repeat || document.querySelector("dialog[open]")) return;
  if (event.code === "Escape") {
    document.activeElement?.blur();
    return toggle(null);
  }
  if (isTyping(event)) return;
  const reasons = document.querySelector("#reasons:not([hidden])");
  const within = reasons ?? document.querySelector("#desk");
  const button = [...within.querySelectorAll(`[data-code="${event.code}"]`)].find((found) => reasons || !found.closest("#reasons"));
  if (!button && !(reasons && event.code === "KeyX")) return;
  event.preventDefault();
  // A key may come before htmx has seen the new desk; the form would then load the whole page.
  if (button?.form && !button.form.hasAttribute("data-htmx-powered")) window.htmx?.process(button.form);
  if (button) button.click(); else toggle("reasons", false);
});

document.addEventListener("htmx:after:swap", () => document.querySelector("#desk .spread") !== sheet?.root && open());
addEventListener("beforeprint", () => sheet?.print(true));
addEventListener("afterprint", () => sheet?.print(false));
open();
