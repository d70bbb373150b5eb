// The page of the search: the query and what is chosen stand in its address.
{
  const form = document.querySelector(".search-form");
  const input = form.elements.q;
  const place = document.querySelector(".search-found");
  // A site without definitions has no lists.
  const browse = document.querySelector(".search-browse") ?? document.createElement("section");
  const title = document.title;
  const step = 20;

  const setUp = () => {
    const count = make("p", { class: "search-count", role: "status" });
    const facets = make("details", { class: "search-facets fold" });
    const notes = make("div", { class: "search-notes" });
    const list = make("ol", { class: "search-results" });
    const more = make("button", { class: "button", type: "button", hidden: true }, "Show more");
    const heading = make("h2", { class: "visually-hidden" }, "Results");
    const answers = make("div", { class: "search-answers" }, heading, count, notes, list, more);
    place.append(facets, answers);

    const chosen = Object.fromEntries(Object.keys(searchView.facets).map((facet) => [facet, []]));
    let shown = step;

    // MARK: The address

    const readAddress = () => {
      const parameters = new URLSearchParams(location.search);
      input.value = parameters.get("q") ?? "";
      for (const facet of Object.keys(chosen)) chosen[facet] = parameters.getAll(facet);
      shown = step;
    };

    const writeAddress = (isNew) => {
      const address = searchView.pageAddress(searchView.words(input.value), chosen);
      if (address === location.href) return;
      try {
        if (isNew) history.pushState(null, "", address);
        else history.replaceState(null, "", address);
      } catch {
        // Some browsers let no file change its address.
      }
    };

    // MARK: What is shown

    const item = (result) => make("li", { class: "hit", "data-kind": result.kind },
      make("h3", { class: "hit-head" },
        make("a", { class: "hit-title", href: searchView.href(result) }, ...searchView.title(result))),
      make("p", { class: "hit-place" }, make("span", { class: "hit-kind" }, searchView.label("kind", result.kind)),
        result.page ? ` in ${result.page} ` : " ", ...searchView.badges(result)),
      ...searchView.excerpt(result));

    const facetsOf = (answer) => Object.entries(searchView.facets).flatMap(([facet, name]) => {
      const choices = searchView.choices(facet, answer, chosen[facet]);
      if (choices.length === 0) return [];
      const boxes = choices.map(({ key, name: text, count: found }) => {
        const box = make("input", { type: "checkbox", name: facet, value: key });
        box.checked = chosen[facet].includes(key);
        return make("label", {}, box, make("span", {}, text), " ", make("span", { class: "count" }, String(found)));
      });
      return [make("fieldset", {}, make("legend", {}, name), ...boxes)];
    });

    const showFacets = (answer) => {
      const focused = document.activeElement;
      const number = Object.values(chosen).flat().length;
      const inside = facetsOf(answer);
      if (number > 0) inside.push(make("button", { class: "button search-clear", type: "button" }, "Remove the filters"));
      facets.replaceChildren(make("summary", {}, number > 0 ? `Filters (${number})` : "Filters"), ...inside);
      facets.hidden = inside.length === 0;
      // The box that was ticked is a new one now.
      if (focused?.type === "checkbox") {
        facets.querySelector(`[name="${focused.name}"][value="${CSS.escape(focused.value)}"]`)?.focus();
      }
    };

    const nothing = (asked) => [
      make("p", { class: "search-nothing" }, "Nothing found for ", make("strong", {}, asked), "."),
      make("ul", {}, make("li", {}, "Are all words spelled as the framework spells them?"),
        make("li", {}, "Fewer words find more."),
        make("li", {}, "Fewer filters, too."), ...searchView.examples()),
      make("p", {}, "Or look in a list:"),
    ];

    const asker = searchView.asker({
      wait(isWaiting) {
        place.classList.toggle("is-waiting", isWaiting);
      },
      show(answer) {
        const asked = searchView.words(input.value);
        showFacets(answer);
        count.textContent = answer.total > 0 ? `${searchView.counted(answer.total, "result")} for ${asked}` : "";
        notes.replaceChildren(...(answer.total > 0 ? searchView.correction(answer) : nothing(asked)));
        list.replaceChildren(...answer.results.map(item));
        more.hidden = answer.results.length >= answer.total;
        browse.hidden = answer.total > 0;
        place.hidden = false;
      },
      fail(retry) {
        list.replaceChildren();
        count.textContent = "";
        more.hidden = true;
        notes.replaceChildren(searchView.problem(() => {
          notes.replaceChildren();
          input.focus();
          retry();
        }));
        place.hidden = false;
      },
    });

    const ask = (isFinished) => {
      const asked = searchView.words(input.value);
      document.title = asked ? `${asked} – ${title}` : title;
      const query = input.value.trimStart();
      if (asked) return asker[isFinished ? "ask" : "askSoon"](query, chosen, { limit: shown, finished: isFinished });
      asker.forget();
      place.hidden = true;
      browse.hidden = false;
    };

    // MARK: What readers do

    input.addEventListener("input", () => {
      shown = step;
      writeAddress(false);
      ask(false);
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      writeAddress(true);
      searchView.recent.add(input.value);
      ask(true);
    });
    facets.addEventListener("change", () => {
      for (const facet of Object.keys(chosen)) {
        chosen[facet] = [...facets.querySelectorAll(`[name="${facet}"]:checked`)].map((box) => box.value);
      }
      shown = step;
      writeAddress(true);
      ask(true);
    });
    facets.addEventListener("click", (event) => {
      if (!event.target.closest(".search-clear")) return;
      for (const facet of Object.keys(chosen)) chosen[facet] = [];
      writeAddress(true);
      ask(true);
      input.focus();
    });
    more.addEventListener("click", async () => {
      const next = list.children.length;
      shown += step;
      await ask(true);
      list.children[next]?.querySelector("a").focus();
    });
    list.addEventListener("click", (event) => {
      if (event.target.closest("a")) searchView.recent.add(input.value);
    });
    addEventListener("popstate", () => {
      readAddress();
      ask(true);
    });

    const wide = matchMedia("(min-width: 60rem)");
    const follow = () => { facets.open = wide.matches; };
    wide.addEventListener("change", follow);
    follow();

    readAddress();
    form.hidden = false;
    if (!input.value) input.focus();
    ask(true);
  };

  siteSearch.view().then(setUp, () => {
    const problem = document.createElement("p");
    problem.className = "search-problem";
    problem.textContent = "The search could not be loaded. Load this page again, or look in a list.";
    place.append(problem);
    place.hidden = false;
  });
}
