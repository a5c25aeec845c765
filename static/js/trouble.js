// Says so when a part of the page could not be fetched, and stops saying so when one could.

const trouble = document.getElementById("trouble");
const words = trouble.querySelector("span");
const usual = words.textContent;

function say(text) {
  words.textContent = text;
  trouble.hidden = false;
}

// The server's own words come in a header, before htmx tells of the error.
document.body.addEventListener("trouble", (event) => say(event.detail.said));

document.body.addEventListener("htmx:responseError", (event) => {
  if (!event.detail.xhr.getResponseHeader("HX-Trigger")) say(usual);
});

for (const failed of ["htmx:sendError", "htmx:timeout"]) {
  document.body.addEventListener(failed, () => say(usual));
}

document.body.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.xhr.status < 400) trouble.hidden = true;
});
