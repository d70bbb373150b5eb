// Filters the cells of a matrix: a cell stays where a use of it has a chosen status and optionality, and where its row or
// its column is called as asked. Rows and columns whose cells are all gone go too.
{
  const table = document.querySelector(".matrix");

  // Read once: reading it from the page at each key would be slow.
  const columns = table ? [...table.tHead.rows[0].cells].slice(1).map((head) => ({ head, name: filterWords(head.textContent) })) : [];
  const rows = table ? [...table.tBodies[0].rows].map((row) => ({
    row,
    name: filterWords(row.cells[0].textContent),
    cells: [...row.cells].slice(1).map((cell) => ({
      cell,
      uses: cell.dataset.uses?.split(" ").map((use) => use.split(":")) ?? [],
    })),
  })) : [];

  // The cell's sign says the most that is asked by what is left of its uses.
  const labels = new Map();
  for (const sign of table?.querySelectorAll("abbr") ?? []) labels.set(sign.textContent, sign.title);
  const tell = (cell, uses) => {
    const abbr = cell.querySelector("abbr");
    const letter = ["R", "C", "O"].find((letter) => uses.some((use) => use[1] === letter));
    if (!abbr || !letter) return;
    if (abbr.textContent !== letter) {
      abbr.textContent = letter;
      abbr.title = labels.get(letter);
      abbr.parentElement.className = `optionality-${letter.toLowerCase()}`;
    }
    const times = cell.querySelector(".times");
    if (times) times.textContent = uses.length > 1 ? uses.length : "";
  };

  const show = ({ chosen, asked }) => {
    const hasStatus = chosen("status");
    const hasOptionality = chosen("optionality");
    const isCalledSo = columns.map(({ name }) => name.includes(asked));
    const isColumnShown = columns.map(() => false);
    let shownRows = 0;
    for (const { row, name, cells } of rows) {
      const isRowCalledSo = name.includes(asked);
      let isRowShown = false;
      cells.forEach(({ cell, uses }, index) => {
        if (uses.length === 0) return;
        const left = isRowCalledSo || isCalledSo[index]
          ? uses.filter(([status, optionality]) => hasStatus(status) && hasOptionality(optionality)) : [];
        cell.classList.toggle("off", left.length === 0);
        if (left.length === 0) return;
        tell(cell, left);
        isRowShown = true;
        isColumnShown[index] = true;
      });
      row.hidden = !isRowShown;
      if (isRowShown) shownRows += 1;
    }
    columns.forEach(({ head }, index) => { head.hidden = !isColumnShown[index]; });
    for (const { cells } of rows) cells.forEach(({ cell }, index) => { cell.hidden = !isColumnShown[index]; });
    const shownColumns = isColumnShown.filter(Boolean).length;
    table.hidden = shownRows === 0;
    return shownRows === 0
      ? "Nothing matches." : `${shownRows} of ${rows.length} rows and ${shownColumns} of ${columns.length} columns shown`;
  };

  if (table) filterPage(show);
}
