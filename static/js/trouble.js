// Says so when a part of the page could not be fetched, and stops saying so when one could.

const trouble = document.getElementById("trouble");

for (const failed of ["htmx:sendError", "htmx:responseError", "htmx:timeout"]) {
  document.body.addEventListener(failed, () => {
    trouble.hidden = false;
  });
}

document.body.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.xhr.status < 400) trouble.hidden = true;
});
