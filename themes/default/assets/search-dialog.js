// The dialog of the search: a text field with a list of results, as the authoring practices of ARIA have it (combobox with
// a listbox). Arrows go through the list, Enter follows an entry, Escape closes.
const searchDialog = (() => {
  const mostShown = 20;
  // One page must not push all others out of sight.
  const mostOfPage = 4;
  let isReady = false;
  let refresh;

  const setUp = (dialog) => {
    const input = dialog.querySelector("input");
    const list = make("div", { id: "search-list", class: "search-list", role: "listbox", "aria-label": "Results" });
    const count = make("p", { class: "search-count" });
    const status = make("p", { class: "visually-hidden", role: "status" });
    const filters = make("div", { class: "search-filters", hidden: true });
    const notes = make("div", { class: "search-notes" });
    const all = make("a", { class: "search-all" });
    const foot = make("div", { class: "search-foot" },
      make("p", { class: "search-keys", "aria-hidden": "true" },
        make("kbd", {}, "↑"), make("kbd", {}, "↓"), " to move ", make("kbd", {}, "↵"), " to open ",
        make("kbd", {}, "Esc"), " to close"),
      all);
    dialog.querySelector(".search-rest").replaceChildren(filters, notes, list, foot, status);
    for (const [name, value] of Object.entries({
      role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id,
      "aria-haspopup": "listbox",
    })) input.setAttribute(name, value);

    const chosen = { kind: "", domain: "", status: "" };
    let entries = [];
    let active = -1;
    let timer;

    // MARK: The list

    const mark = (index) => {
      entries[active]?.setAttribute("aria-selected", "false");
      active = index;
      const entry = entries[index];
      if (!entry) return input.removeAttribute("aria-activedescendant");
      entry.setAttribute("aria-selected", "true");
      entry.scrollIntoView({ block: "nearest" });
      // The heading of the first group comes into view with its entry.
      if (index === 0) list.scrollTop = 0;
      input.setAttribute("aria-activedescendant", entry.id);
    };

    const fillList = (...groups) => {
      list.replaceChildren(...groups);
      entries = [...list.querySelectorAll("[role=option]")];
      entries.forEach((entry, index) => { entry.id = `search-entry-${index}`; });
      active = -1;
      input.removeAttribute("aria-activedescendant");
      input.setAttribute("aria-expanded", String(entries.length > 0));
      list.hidden = entries.length === 0;
      list.scrollTop = 0;
    };

    const option = (attributes, ...content) =>
      make("a", { role: "option", "aria-selected": "false", tabindex: "-1", ...attributes }, ...content);

    const say = (text) => {
      clearTimeout(timer);
      timer = setTimeout(() => { status.textContent = text; }, 400);
    };

    // MARK: Before anything is asked

    const named = (name, ...options) => {
      const id = `search-group-${name.toLowerCase().replace(/\W+/g, "-")}`;
      const heading = make("span", { class: "search-heading", id }, name);
      return make("div", { role: "group", "aria-labelledby": heading.id }, heading, ...options);
    };

    const queries = (texts, sign) => texts.map((text) =>
      option({ class: `search-suggestion ${sign}`, "data-query": text, href: searchView.pageAddress(text) }, text));

    const showStart = () => {
      const recent = searchView.recent.list();
      const ways = [...document.querySelectorAll(".menu a, .side a[href$='a-z/index.html']")]
        .map(({ href, textContent }) => option({ class: "search-suggestion search-way", href }, textContent));
      const groups = [];
      const { examples } = siteSearch;
      if (recent.length > 0) groups.push(named("Recent searches", ...queries(recent, "search-recent")));
      if (examples.length > 0) groups.push(named("For example", ...queries(examples, "search-example")));
      if (ways.length > 0) groups.push(named("Browse", ...ways));
      fillList(...groups);
      filters.hidden = true;
      notes.replaceChildren();
      all.textContent = "Search page";
      all.href = searchView.pageAddress("");
      if (recent.length > 0) {
        const clear = make("button", { class: "search-clear", type: "button" }, "Clear recent searches");
        clear.addEventListener("click", () => {
          searchView.recent.clear();
          showStart();
          input.focus();
        });
        notes.append(clear);
      }
      say("");
    };

    // MARK: An answer

    const entryOf = (result, isPage) => option(
      { class: `hit${isPage ? "" : " hit-part"}`, "data-kind": result.kind, href: searchView.href(result) },
      make("span", { class: "hit-head" },
        make("span", { class: "hit-title" }, ...searchView.title(result)),
        make("span", { class: "hit-kind" }, searchView.label("kind", result.kind)),
        ...(isPage ? searchView.badges(result) : [])),
      ...searchView.excerpt(result));

    const groupOf = (results) => {
      const [first] = results;
      const heading = first.page
        ? [make("span", { class: "hit-page", "aria-hidden": "true" }, make("span", {}, first.page), " ",
          ...searchView.badges(first))]
        : [];
      return make("div", { class: "hit-group", role: "group", "aria-label": first.page || first.title },
        ...heading, ...results.slice(0, mostOfPage).map((result) => entryOf(result, !result.page)));
    };

    const showFilters = (answer) => {
      filters.replaceChildren(...Object.entries(searchView.facets).flatMap(([facet, name]) => {
        const choices = searchView.choices(facet, answer, [chosen[facet]]);
        if (choices.length < 2 && !chosen[facet]) return [];
        const select = make("select", { "aria-label": name, class: chosen[facet] ? "is-chosen" : undefined },
          make("option", { value: "" }, `${name}: all`),
          ...choices.map(({ key, name: text, count: found }) =>
            make("option", { value: key, selected: key === chosen[facet] }, `${text} (${found})`)));
        select.addEventListener("change", () => {
          chosen[facet] = select.value;
          ask();
        });
        select.name = facet;
        return [select];
      }), count);
      filters.hidden = answer.total === 0 && filters.children.length === 1;
    };

    const showAnswer = (answer) => {
      const focused = document.activeElement?.name;
      showFilters(answer);
      if (focused && focused !== "q") filters.querySelector(`[name="${focused}"]`)?.focus();
      const asked = searchView.words(input.value);
      const found = searchView.counted(answer.total, "result");
      count.textContent = found;
      fillList(...searchView.grouped(answer.results).map(groupOf));
      notes.replaceChildren(...(answer.total > 0 ? searchView.correction(answer) : nothing(asked)));
      all.href = searchView.pageAddress(asked, chosen);
      all.textContent = answer.total > 0 ? `All ${found}` : "Search page";
      say(answer.total > 0 ? `${found} for ${asked}` : `Nothing found for ${asked}`);
    };

    const nothing = (asked) => {
      const isFiltered = Object.values(chosen).some(Boolean);
      const help = make("ul", {}, make("li", {}, "Are all words spelled as the framework spells them?"),
        make("li", {}, "Fewer words find more."),
        ...searchView.examples());
      const parts = [make("p", { class: "search-nothing" }, "Nothing found for ", make("strong", {}, asked),
        isFiltered ? " with these filters." : "."), isFiltered ? "" : help];
      if (isFiltered) {
        const clear = make("button", { class: "button", type: "button" }, "Remove the filters");
        clear.addEventListener("click", () => {
          for (const facet of Object.keys(chosen)) chosen[facet] = "";
          ask();
          input.focus();
        });
        parts.push(clear);
      } else {
        const index = document.querySelector(".side a[href$='a-z/index.html']");
        const link = index && make("a", { href: index.href }, index.textContent);
        if (link) parts.push(make("p", {}, "Everything that has a name is in the ", link, "."));
      }
      return parts;
    };

    const asker = searchView.asker({
      wait(isWaiting) {
        dialog.classList.toggle("is-waiting", isWaiting);
        list.setAttribute("aria-busy", String(isWaiting));
      },
      show: showAnswer,
      fail(retry) {
        fillList();
        filters.hidden = true;
        notes.replaceChildren(searchView.problem(() => {
          notes.replaceChildren();
          input.focus();
          retry();
        }));
      },
    });

    const ask = (isTyping = false) => {
      const asked = searchView.words(input.value);
      if (!asked) {
        asker.forget();
        for (const facet of Object.keys(chosen)) chosen[facet] = "";
        return showStart();
      }
      asker[isTyping ? "askSoon" : "ask"](input.value.trimStart(), chosen, { limit: mostShown });
    };

    // MARK: Keys and clicks

    const take = (entry, event) => {
      if (entry.dataset.query !== undefined) {
        event.preventDefault();
        input.value = entry.dataset.query;
        input.focus();
        return ask();
      }
      searchView.recent.add(input.value);
      if (event.type === "keydown") {
        if (event.ctrlKey || event.metaKey) return open(entry.href, "_blank", "noopener");
        location.assign(entry.href);
      }
      if (!event.ctrlKey && !event.metaKey && !event.shiftKey) dialog.close();
    };

    const move = {
      ArrowDown: (from) => from + 1, ArrowUp: (from) => from - 1, Home: () => 0, End: () => -1,
      PageDown: (from) => from + 5, PageUp: (from) => from - 5,
    };

    input.addEventListener("input", () => ask(true));
    input.addEventListener("keydown", (event) => {
      if (event.isComposing) return;
      const step = move[event.key];
      const isInText = active < 0 && ["Home", "End", "PageUp", "PageDown"].includes(event.key);
      if (step && !isInText && !event.shiftKey && entries.length > 0) {
        const size = entries.length;
        const from = active < 0 && event.key === "ArrowUp" ? 0 : active;
        const next = step(from);
        mark(event.key.startsWith("Page") ? Math.max(0, Math.min(next, size - 1)) : (next + size) % size);
      } else if (event.key === "Enter") {
        const entry = entries[active] ?? (searchView.words(input.value) ? entries[0] : undefined);
        if (entry) take(entry, event);
      } else if (event.key === "Escape") {
        dialog.close();
      } else {
        // What is typed goes on from the text, not from an entry.
        return;
      }
      event.preventDefault();
    });
    // The field keeps the focus while an entry is clicked.
    list.addEventListener("mousedown", (event) => event.preventDefault());
    list.addEventListener("click", (event) => {
      const entry = event.target.closest("[role=option]");
      if (entry) take(entry, event);
    });

    refresh = () => {
      // What the reader typed while the rest was loading.
      ask();
      siteSearch.engine().then((engine) => engine.warm()).catch(() => {
        // The query will say it.
      });
    };
  };

  return (dialog) => {
    if (!isReady) setUp(dialog);
    isReady = true;
    refresh();
  };
})();
