// On a small screen each row of a list is a box (`.figures` in admin.css): its cells need the names
// of their columns. Without this a list that is too wide scrolls in itself.

for (const table of document.querySelectorAll("#result_list")) {
  const names = [...table.tHead.rows[0].cells].map((cell) =>
    cell.querySelector(".text").textContent.trim(),
  );
  for (const row of table.tBodies[0].rows) {
    [...row.cells].forEach((cell, column) => {
      if (names[column]) cell.dataset.name = names[column];
    });
  }
  table.classList.add("figures");
}
