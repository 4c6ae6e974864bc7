// The article page: one sheet, its legend and its keys.

import { isTyping } from "./page.js";
import { Sheet } from "./sheet.js";

const sheet = new Sheet(document.querySelector(".spread"));

const furniture = document.querySelector("[data-furniture]");
furniture?.addEventListener("change", () => sheet.text.classList.toggle("with-furniture", furniture.checked));
for (const box of document.querySelectorAll("[data-kind]")) {
  box.addEventListener("change", () => {
    sheet.hidden[box.checked ? "delete" : "add"](box.dataset.kind);
    sheet.paint();
  });
}

document.addEventListener("keydown", (event) => {
  if ((isTyping(event) && event.target.type !== "checkbox") || document.querySelector("dialog[open]")) return;
  if (event.code === "KeyJ") sheet.step(1);
  else if (event.code === "KeyK") sheet.step(-1);
  else if (event.code === "KeyF") furniture?.click();
  else if (event.code === "Escape") sheet.hold(null);
  else if (event.target === sheet.text && event.code === "ArrowLeft") sheet.walk(1);
  else if (event.target === sheet.text && event.code === "ArrowRight") sheet.walk(-1);
  else return;
  event.preventDefault();
});

addEventListener("beforeprint", () => sheet.print(true));
addEventListener("afterprint", () => sheet.print(false));

function fromAddress() {
  const wanted = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!wanted?.classList.contains("card")) return;
  sheet.hold(wanted);
  wanted.scrollIntoView({ block: "center" });
}
addEventListener("hashchange", fromAddress);
fromAddress();
