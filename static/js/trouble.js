// Says so when a part of the page could not be fetched, and stops saying so when one could.

const trouble = document.getElementById("trouble");
const words = trouble.querySelector("span");
const usual = words.textContent;

function say(text) {
  words.textContent = text;
  trouble.hidden = false;
}

function lost() {
  say(navigator.onLine ? usual : trouble.dataset.offline);
}

// The server's own words come in a header, before htmx tells of the error.
document.body.addEventListener("trouble", (event) => say(event.detail.said));

document.body.addEventListener("htmx:responseError", (event) => {
  if (!event.detail.xhr.getResponseHeader("HX-Trigger")) say(trouble.dataset.fault);
});

for (const failed of ["htmx:sendError", "htmx:timeout"]) {
  document.body.addEventListener(failed, lost);
}

window.addEventListener("offline", lost);
window.addEventListener("online", () => (trouble.hidden = true));

document.body.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.xhr.status < 400) trouble.hidden = true;
});

// What waits for an answer says so to those who do not see it fade.
document.body.addEventListener("htmx:beforeRequest", (event) => {
  event.detail.target.setAttribute("aria-busy", "true");
});

document.body.addEventListener("htmx:afterRequest", (event) => {
  event.detail.target.removeAttribute("aria-busy");
});
