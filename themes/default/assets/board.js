// Filters the rows of the board: a row stays where its domain and status are chosen, and where it has all words asked for.
{
  const table = document.querySelector(".page-board table");

  // Read once: reading it from the page at each key would be slow.
  const rows = table ? [...table.tBodies].flatMap((body) => [...body.rows]).map((row) => ({
    row, domain: row.dataset.domain, status: row.dataset.status, text: filterWords(row.textContent),
  })) : [];

  const show = ({ chosen, asked }) => {
    const hasDomain = chosen("domain");
    const hasStatus = chosen("status");
    const words = asked.split(" ");
    let shown = 0;
    for (const { row, domain, status, text } of rows) {
      row.hidden = !(hasDomain(domain) && hasStatus(status) && words.every((word) => text.includes(word)));
      if (!row.hidden) shown += 1;
    }
    table.hidden = shown === 0;
    return shown === 0 ? "Nothing matches." : `${shown} of ${rows.length} supplements shown`;
  };

  if (table) filterPage(show);
}
