// Filters the rows of a page, of tables or lists: a row stays where it is of what is chosen, and where it has all words asked
// for. Rows tell what they are of by data attributes with the names of the form's controls.
{
  const form = document.querySelector(".filter[data-noun]");
  const scope = form?.parentElement;
  const names = form ? [...new Set([...form.elements].map((control) => control.name))].filter((name) => name && name !== "words") : [];

  // Read once: reading it from the page at each key would be slow.
  const rows = scope ? [...scope.querySelectorAll("[data-row]")].map((row) => ({
    row, values: names.map((name) => row.dataset[name]), text: filterWords(row.textContent),
  })) : [];
  const groups = scope ? [...scope.querySelectorAll("table, .filter-group")].filter((group) => group.querySelector("[data-row]")) : [];

  const show = ({ chosen, asked }) => {
    const tests = names.map(chosen);
    const words = asked.split(" ");
    let shown = 0;
    for (const { row, values, text } of rows) {
      row.hidden = !(tests.every((test, place) => test(values[place])) && words.every((word) => text.includes(word)));
      if (!row.hidden) shown += 1;
    }
    for (const group of groups) group.hidden = group.querySelector("[data-row]:not([hidden])") === null;
    return shown === 0 ? "Nothing matches." : `${shown} of ${rows.length} ${form.dataset.noun} shown`;
  };

  if (rows.length > 0) filterPage(show);
}
