// The table of what was accepted: arrow keys go from cell to cell, Enter corrects one where it stands, U takes the last correction back.

import "./choose.js";
import { csrf, isTyping } from "./page.js";

const table = document.querySelector(".sheetlike"), fault = document.getElementById("fault"), undoing = document.getElementById("undo");
const modes = JSON.parse(document.getElementById("modes").textContent);
const STEPS = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };
const NAMED = { actors: "actor", recipients: "actor", places: "place" };

function stand(cell) {
  if (!cell) return;
  table.querySelector("td[tabindex='0']")?.setAttribute("tabindex", "-1");
  cell.tabIndex = 0;
  cell.focus();
  cell.scrollIntoView({ block: "nearest", inline: "nearest" });
}

function beside(cell, [down, along]) {
  const row = cell.parentElement, next = down > 0 ? row.nextElementSibling : down < 0 ? row.previousElementSibling : row;
  const found = next?.cells[cell.cellIndex + along];
  return found?.hasAttribute("tabindex") ? found : null;
}

// --- one cell being corrected ---

let editing = null;

function edit(cell) {
  const { field, value } = cell.dataset;
  if (!field || editing) return;
  const form = document.createElement("form");
  form.append(document.getElementById(`edit-${NAMED[field] ? "name" : field}`).content.cloneNode(true));
  const inputs = [...form.elements];
  if (field === "mode") {
    const type = cell.parentElement.querySelector("[data-field=type]").dataset.value;
    inputs[0].append(...(modes[type] ?? []).map(([mode, name]) => new Option(name, mode)));
  }
  if (field === "date") [inputs[0].value, inputs[1].value] = value.split("/");
  else if (NAMED[field]) inputs[0].dataset.names = NAMED[field];
  else inputs[0].value = value;
  editing = { cell, was: [...cell.childNodes], form };
  cell.classList.add("edited");
  cell.replaceChildren(form);
  inputs[0].focus();
  form.addEventListener("submit", (event) => (event.preventDefault(), keep()));
  form.addEventListener("chosen", ({ detail }) => send([["value", `entity:${detail.id}`]]));
  form.addEventListener("keydown", (event) => {
    if (event.code === "Escape") leave();
    // A list of values takes Enter for itself; here it keeps what is chosen.
    else if (event.code === "Enter" && !NAMED[field]) keep();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  form.addEventListener("focusout", ({ relatedTarget }) => relatedTarget && !form.contains(relatedTarget) && leave(false));
}

function leave(back = true) {
  if (!editing) return;
  const { cell, was } = editing;
  editing = null;
  cell.classList.remove("edited");
  cell.replaceChildren(...was);
  if (back) stand(cell);
}

function keep() {
  const { cell: { dataset: { field } }, form } = editing;
  if (NAMED[field]) return;
  const [first, last] = [...form.elements].map((input) => input.value);
  send(field === "date" ? [["first", first], ["last", last || first]] : [["value", first]]);
}

async function send(values) {
  const { cell } = editing, { article, record, version } = cell.parentElement.dataset;
  const body = new URLSearchParams([["article", article], ["record", record], ["version", version], ["field", cell.dataset.field], ...values]);
  leave();
  await asked("/review/accepted/cell", body, cell.cellIndex);
}

async function asked(address, body, column) {
  try {
    const answer = await fetch(address, { method: "POST", body, headers: { "X-Rawi-CSRF": csrf, Accept: "text/html, application/problem+json" } });
    if (answer.status === 204) return location.reload();
    if (!answer.ok) return say((await answer.json()).detail);
    say("");
    put(await answer.text(), column);
  } catch {
    say(fault.dataset.failed);
  }
}

/** A row as it is now in the place of what it was. */
function put(html, column) {
  const made = document.createElement("tbody");
  made.innerHTML = html;
  const [row] = made.rows, { article, record } = row.dataset;
  const old = [...table.tBodies[0].rows].find((one) => one.dataset.article === article && one.dataset.record === record);
  if (!old) return location.reload();
  old.replaceWith(row);
  undoing.hidden = false;
  stand(row.cells[column ?? 1]);
}

function say(text) {
  fault.hidden = !text;
  fault.textContent = text;
}

function undo() {
  return asked("/review/accepted/undo", null, document.activeElement.closest("td")?.cellIndex);
}

undoing.addEventListener("click", undo);
table.addEventListener("dblclick", (event) => edit(event.target.closest("td[data-field]") ?? event.target));
table.addEventListener("click", (event) => !editing && stand(event.target.closest("td[tabindex]")));
document.addEventListener("keydown", (event) => {
  if (isTyping(event) && !(event.ctrlKey && event.code === "KeyZ" && !editing)) return;
  const cell = document.activeElement.closest("td[tabindex]");
  if (event.code === "KeyU" || (event.ctrlKey && event.code === "KeyZ")) undo();
  else if (!cell) return;
  else if (STEPS[event.code]) stand(beside(cell, STEPS[event.code]));
  else if (event.code === "Enter" || event.code === "F2") edit(cell);
  else return;
  event.preventDefault();
});
table.querySelector("tbody td[tabindex]").tabIndex = 0;
