// Shows each step of an answer as it is taken. Without this the form is a form, and all the same.

const PATIENCE = 12000; // milliseconds for the steps; then the page is asked for the answer alone
const POLLS = [0, 1];

const place = document.getElementById("ask");
let going = null;

// Before htmx, which would send the form as well.
document.addEventListener("submit", submitted, { capture: true });

function submitted(event) {
  const form = event.target.closest("form.asking");
  if (!form) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  going?.abort();
  going = new AbortController();
  ask(form, event.submitter, going.signal).catch(() => {
    if (!going.signal.aborted) failed();
  });
}

async function ask(form, submitter, signal) {
  busy(true);
  const body = new URLSearchParams(new FormData(form, submitter?.name ? submitter : null));
  const headers = { "X-Steps": "1", "HX-Request": "true", "HX-Target": "ask" };
  const sent = await fetch(form.getAttribute("action"), { method: "POST", body, headers, signal });
  if (!sent.ok) return failed();
  if (!sent.headers.get("Content-Type").startsWith("application/json")) {
    if (sent.redirected) push(new URL(sent.url).pathname);
    return put(await sent.text());
  }
  const { address, query } = await sent.json();
  const steps = `${form.dataset.steps}?${query}`;
  const html = await stream(steps, signal).catch(() => poll(steps, address, signal));
  if (signal.aborted) return;
  if (html === null) return failed();
  push(address);
  put(html);
}

function stream(steps, signal) {
  return new Promise((done, gone) => {
    const source = new EventSource(steps);
    const end = (settle, value) => {
      source.close();
      settle(value);
    };
    source.addEventListener("step", (event) => show(JSON.parse(event.data).said));
    source.addEventListener("answer", (event) => end(done, JSON.parse(event.data).html));
    for (const name of ["sorry", "error"]) source.addEventListener(name, () => end(gone));
    signal.addEventListener("abort", () => end(gone));
    setTimeout(() => end(gone), PATIENCE);
  });
}

// One step a request, where there is no stream to be had.
async function poll(steps, address, signal) {
  clear();
  for (const after of POLLS) {
    const step = await fetch(`${steps}&after=${after}`, { signal });
    if (step.ok) show((await step.json()).said);
  }
  const page = await fetch(address, { headers: { "HX-Request": "true" }, signal });
  return page.ok ? page.text() : null;
}

function show(said) {
  const line = document.createElement("li");
  line.textContent = said;
  list().append(line);
  list().hidden = false;
}

function clear() {
  list().replaceChildren();
  list().hidden = true;
}

function list() {
  return document.getElementById("steps");
}

function busy(is) {
  if (is) clear();
  document.getElementById("results").classList.toggle("htmx-request", is);
}

function push(address) {
  history.pushState({ htmx: true }, "", address);
}

function put(html) {
  busy(false);
  htmx.swap(place, html, { swapStyle: "innerHTML" });
}

function failed() {
  busy(false);
  clear();
  htmx.trigger(document.body, "htmx:sendError");
}
