// What every page has: the CSRF token on htmx requests, the search key, the list of keys.

export const csrf = document.querySelector('meta[name="rawi-csrf"]')?.content ?? "";

document.addEventListener("htmx:config:request", (event) => {
  event.detail.ctx.request.headers["X-Rawi-CSRF"] = csrf;
});

/** Whether a key press belongs to a field that is being typed into. */
export function isTyping(event) {
  return event.ctrlKey || event.altKey || event.metaKey || event.target.closest?.("input, textarea, select, [contenteditable]") !== null;
}

const keys = document.getElementById("keys");

// Keys are known by their place (event.code): on an Arabic layout the key J gives another letter.
document.addEventListener("keydown", (event) => {
  if (isTyping(event) || keys.open) return;
  if (event.code === "Slash" && event.shiftKey) {
    event.preventDefault();
    keys.showModal();
  } else if (event.code === "Slash") {
    const find = document.getElementById("find");
    if (!find) return;
    event.preventDefault();
    find.focus();
    find.select();
  }
});
