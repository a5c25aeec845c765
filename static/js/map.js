// Looking closer at the map, and the name of the band under the pointer. All else works without.

const map = document.getElementById("map");
if (map) start(map.querySelector("svg"));

function start(svg) {
  const SIZE = 1000;
  const MOST = 8;
  const said = document.getElementById("map-said");
  const usual = said.textContent;
  const controls = document.getElementById("map-zoom");
  let zoom = 1;
  let middle = [SIZE / 2, SIZE / 2];
  let held = null;

  function look() {
    const width = SIZE / zoom;
    middle = middle.map((at) => Math.min(Math.max(at, width / 2), SIZE - width / 2));
    svg.setAttribute("viewBox", [...middle.map((at) => at - width / 2), width, width].join(" "));
    map.style.setProperty("--zoom", zoom);
    map.classList.toggle("is-close", zoom > 1);
  }

  function name(event) {
    const link = event.target.closest("a") ?? svg.querySelector("a:focus");
    said.replaceChildren();
    if (!link) {
      said.textContent = usual;
      return;
    }
    const bold = document.createElement("b");
    bold.textContent = link.querySelector("title").textContent;
    said.append(bold);
  }

  controls.hidden = false;
  controls.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    zoom = Math.min(Math.max(zoom * Number(button.value), 1), MOST);
    look();
  });
  svg.addEventListener("pointerover", name);
  svg.addEventListener("focusin", name);
  svg.addEventListener("pointerdown", (event) => {
    if (zoom > 1) held = { x: event.clientX, y: event.clientY, middle, far: false };
  });
  svg.addEventListener("pointermove", (event) => {
    if (!held) return;
    const scale = SIZE / zoom / svg.clientWidth;
    const moved = [event.clientX - held.x, event.clientY - held.y];
    held.far ||= Math.hypot(...moved) > 6;
    middle = held.middle.map((at, axis) => at - moved[axis] * scale);
    look();
  });
  for (const end of ["pointerleave", "pointercancel"]) {
    svg.addEventListener(end, () => (held = null));
  }
  svg.addEventListener("dragstart", (event) => event.preventDefault());
  // A map that was dragged is not a press on the band below the finger.
  svg.addEventListener(
    "click",
    (event) => {
      if (held?.far) event.preventDefault();
      held = null;
    },
    true,
  );
  window.addEventListener("pointerup", () => setTimeout(() => (held = null)));
}
