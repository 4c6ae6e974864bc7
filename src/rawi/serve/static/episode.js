// The episode page: from report to report, chosen, split out, merged, settled and undone by keys. Keys are known by their place.

import { isTyping } from "./page.js";

const accounts = [...document.querySelectorAll(".account")];
const held = () => document.activeElement?.closest(".account");

/** To the next or previous report. */
function step(by) {
  const at = accounts.indexOf(held());
  const next = accounts[Math.max(0, Math.min(accounts.length - 1, at + by))];
  next?.focus({ preventScroll: true });
  next?.scrollIntoView({ block: "nearest" });
}

/** Choose the reports of the held account, or let go of them. */
function choose() {
  const boxes = [...(held()?.querySelectorAll("input[name=report]") ?? [])];
  const wanted = !boxes.every((box) => box.checked);
  for (const box of boxes) box.checked = wanted;
  tell();
}

/** What is chosen can be seen on the account too. */
function tell() {
  for (const account of accounts) account.classList.toggle("chosen", Boolean(account.querySelector("input[name=report]:checked")));
}

const DOES = {
  KeyJ: () => step(1),
  KeyK: () => step(-1),
  KeyC: choose,
  KeyM: () => document.getElementById("other")?.focus(),
};

document.addEventListener("change", tell);
document.addEventListener("keydown", (event) => {
  if (event.repeat || document.querySelector("dialog[open]")) return;
  if (event.code === "Escape") return document.activeElement?.blur();
  if (isTyping(event) && event.target.type !== "checkbox") {
    if (event.target.id === "other" && event.code === "Enter") {
      event.preventDefault();
      event.target.form.requestSubmit();
    }
    return;
  }
  const does = DOES[event.code];
  const within = ["KeyS", "KeyD"].includes(event.code) ? held() ?? document.querySelector(".account.doubtful") : document;
  const button = does ? null : within?.querySelector(`[data-code="${event.code}"]`);
  if (!does && !button) return;
  event.preventDefault();
  if (does) does(); else button.click();
});
tell();
