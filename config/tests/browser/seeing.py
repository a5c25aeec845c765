"""What a window says of how well its page can be read and pressed."""

from playwright.sync_api import Page, expect

TOUCH = 44  # pixels
SMALL = f"""
[...document.querySelectorAll("button, .button, .nav a, .chip, input:not([type=hidden]), summary")]
  .filter(item => item.checkVisibility() && !item.classList.contains("hidden-words"))
  .filter(item => item.getBoundingClientRect().height < {TOUCH})
  .map(item => item.outerHTML.slice(0, 120))
"""
# WCAG 2: the contrast of each piece of text with the nearest background that is painted.
FAINT = """
() => {
  const channel = c => (c /= 255) <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  const rgb = text => text.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
  const painted = item => {
    for (let at = item; at; at = at.parentElement) {
      const colour = rgb(getComputedStyle(at).backgroundColor);
      if (colour.length < 4 || colour[3] > 0.99) return colour;
    }
    return [255, 255, 255];
  };
  const faint = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const item = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || !item.checkVisibility()) continue;
    if (item.closest(".hidden-words, .skip")) continue;
    const style = getComputedStyle(item);
    const [one, other] = [light(rgb(style.color)), light(painted(item))];
    const ratio = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    const size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && style.fontWeight >= 700);
    if (ratio < (large ? 3 : 4.5)) faint.push(`${ratio.toFixed(2)} ${item.outerHTML.slice(0, 90)}`);
  }
  return faint;
}
"""
WATCH_SHIFTS = """
window.shift = 0;
new PerformanceObserver(list => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shift += entry.value;
}).observe({type: "layout-shift", buffered: true});
"""
MOST_SHIFT = 0.01  # of a window, by the Layout Instability API


def settled(page: Page) -> None:
    """Wait until htmx answers to what it has just put in; before, a press is a plain form."""
    expect(page.locator(".htmx-added, .htmx-settling, .htmx-request")).to_have_count(0)
