// Files chosen or dropped into a box, sent to the workbench one after the other; where it then leads, the page goes.

import { csrf } from "./page.js";

for (const box of document.querySelectorAll("[data-send]")) {
  const picker = box.querySelector("input[type=file]"), told = box.querySelector(".told");
  picker.addEventListener("change", () => send(box, [...picker.files], told));
  for (const kind of ["dragenter", "dragover"]) box.addEventListener(kind, (event) => (event.preventDefault(), box.classList.add("over")));
  box.addEventListener("dragleave", () => box.classList.remove("over"));
  box.addEventListener("drop", (event) => {
    event.preventDefault();
    box.classList.remove("over");
    send(box, [...event.dataTransfer.files], told);
  });
}

async function send(box, files, told) {
  const { limit, toolong, failed } = box.dataset, address = box.dataset.send + more(box.dataset.with);
  const large = files.find((file) => file.size > Number(limit));
  if (large) return say(told, `${large.name}: ${toolong}`);
  box.setAttribute("aria-busy", "true");
  let answer = null;
  try {
    for (const file of files) {
      say(told, `${file.name} …`);
      const headers = { "X-Rawi-CSRF": csrf, "X-Rawi-Name": encodeURIComponent(file.name), "Content-Type": "application/octet-stream" };
      answer = await fetch(address, { method: "POST", body: file, headers });
    }
    if (!answer) return;
    if (answer.redirected) location.assign(answer.url);
    else say(told, new DOMParser().parseFromString(await answer.text(), "text/html").querySelector(".fault, .refusal")?.textContent.trim() ?? failed);
  } catch {
    say(told, failed);
  } finally {
    box.removeAttribute("aria-busy");
  }
}

/** What another form says of the files, as a query. */
function more(form) {
  const told = form ? [...new FormData(document.querySelector(form))].filter(([name, value]) => value && !["csrf", "path"].includes(name)) : [];
  return told.length ? `?${new URLSearchParams(told)}` : "";
}

function say(told, text) {
  told.textContent = text;
}
