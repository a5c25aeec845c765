// A press on the map shows the band beside it, to be picked there. Without script it is a link.

const REACH = 24; // pixels from a finger to the mark that it meant

const svg = document.querySelector("#map svg");
const card = document.getElementById("map-card");
let shown = null;

if (svg && window.htmx) {
  svg.addEventListener("click", pressed);
  card.addEventListener("htmx:afterSwap", (event) => event.target === card && card.focus());
  card.addEventListener("keydown", (event) => event.key === "Escape" && shown?.focus());
  new MutationObserver(follow).observe(card, { childList: true, subtree: true });
}

function pressed(event) {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const link = event.target.closest("a") ?? nearest(event);
  if (!link) return;
  event.preventDefault();
  shown?.classList.remove("is-shown");
  shown = link;
  shown.classList.add("is-shown");
  const band = link.getAttribute("href").match(/\d+/)[0];
  htmx.ajax("GET", `${card.dataset.cards}${band}/`, { target: card, swap: "innerHTML" }).catch(() => {});
}

function nearest({ clientX, clientY }) {
  let [best, least] = [null, REACH];
  for (const link of svg.querySelectorAll("a")) {
    const box = link.getBoundingClientRect();
    const [x, y] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
    const far = Math.hypot(x - clientX, y - clientY);
    if (far < least) [best, least] = [link, far];
  }
  return best;
}

// The mark looks picked as soon as its band is.
function follow() {
  const button = card.querySelector("[aria-pressed]");
  if (button) shown.dataset.picked = button.getAttribute("aria-pressed");
}
