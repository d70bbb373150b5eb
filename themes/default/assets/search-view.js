// What the dialog and the page of the search have in common: asking, and what stands for a result.
const searchView = (() => {
  const { root } = siteSearch;

  // Asks the engine. `show` gets the answer, `fail` a way to try again; an answer that comes after the next question is
  // nobody's any more, and what it still needs is not loaded.
  const asker = ({ wait, show, fail }) => {
    let latest = 0;
    let pause;
    let running = new AbortController();
    const stop = () => {
      clearTimeout(pause);
      latest += 1;
      running.abort();
      running = new AbortController();
      return running.signal;
    };
    const run = async (start) => {
      const signal = stop();
      const number = latest;
      const isLatest = () => number === latest;
      const slow = setTimeout(() => { if (isLatest()) wait(true); }, 150);
      try {
        const answer = await start(signal);
        if (isLatest()) show(answer);
      } catch {
        // Asked anew, since the signal of what failed has ended by then; what did come is not loaded again.
        if (isLatest()) fail(() => run(start));
      } finally {
        clearTimeout(slow);
        if (isLatest()) wait(false);
      }
    };
    const ask = (query, chosen, options) => {
      // A facet in which nothing is chosen is not asked about.
      const wanted = Object.entries(chosen).filter(([, keys]) => keys.length > 0);
      return run(async (signal) =>
        (await siteSearch.engine()).search(query, { ...Object.fromEntries(wanted), ...options, signal }));
    };
    return {
      ask,
      // While letters come in quick succession, only the last of them is asked about.
      askSoon(...question) {
        stop();
        pause = setTimeout(ask, 90, ...question);
      },
      forget() {
        stop();
        wait(false);
      },
    };
  };

  const runs = (list) => list.map(({ text, mark }) => (mark ? make("mark", {}, text) : text));
  const labels = () => self.frameworkSearch?.labels ?? {};
  const label = (facet, key) => labels()[facet]?.[key] ?? key;

  const badges = ({ domain, status }) => {
    const list = [];
    if (domain) list.push(make("span", { class: "badge badge-domain" }, domain));
    if (status) list.push(make("span", { class: `badge badge-${status}` }, label("status", status)));
    return list.length > 0 ? [make("span", { class: "hit-badges" }, ...list.flatMap((badge) => [badge, " "]))] : [];
  };

  const title = ({ number, titleRuns }) => [
    ...(number ? [make("span", { class: "section-number" }, number), " "] : []), ...runs(titleRuns)];

  const excerpt = ({ excerpt: list }) =>
    (list?.length > 0 ? [make("span", { class: "hit-text" }, ...runs(list))] : []);

  const href = (result) => root + result.address;

  // Results of one page stand together, where the best of them stands.
  const grouped = (results) => {
    const groups = new Map();
    for (const result of results) {
      const page = result.address.split("#")[0];
      if (!groups.has(page)) groups.set(page, []);
      groups.get(page).push(result);
    }
    return [...groups.values()];
  };

  const counted = (count, noun) => `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;

  // A word that was taken for a misspelling, said to the reader.
  const correction = ({ corrected }) => (corrected?.length > 0
    ? [make("p", { class: "search-note" }, "Showing results for ",
      ...corrected.flatMap(({ to }, index) => [index > 0 ? ", " : "", make("strong", {}, to)]), ".")]
    : []);

  // Says that something did not come, and offers to try again.
  const problem = (retry) => {
    const button = make("button", { class: "button", type: "button" }, "Try again");
    button.addEventListener("click", retry);
    return make("p", { class: "search-problem", role: "alert" },
      "A part of the search index could not be loaded. Is the network there? ", button);
  };

  // What else could be asked, as an entry of the help for those who found nothing.
  const examples = () => {
    const [number, acronym] = siteSearch.examples;
    return acronym ? [make("li", {}, `Numbers and acronyms are found too, such as ${number} and ${acronym}.`)] : [];
  };

  const words = (query) => query.trim().replace(/\s+/g, " ");

  // The last queries that led somewhere. They stay in this browser, and are nobody else's.
  const recent = {
    most: 6,
    list() {
      try {
        const stored = JSON.parse(localStorage.getItem("searches") ?? "[]");
        return Array.isArray(stored) ? stored.filter((query) => typeof query === "string").slice(0, this.most) : [];
      } catch {
        return [];
      }
    },
    add(query) {
      const asked = words(query);
      if (!asked) return;
      const others = this.list().filter((each) => each.toLowerCase() !== asked.toLowerCase());
      try {
        localStorage.setItem("searches", JSON.stringify([asked, ...others].slice(0, this.most)));
      } catch {
        // Storage can be blocked; nothing is remembered then.
      }
    },
    clear() {
      try {
        localStorage.removeItem("searches");
      } catch {
        // Nothing was stored.
      }
    },
  };

  // The address of the search's page with a query and facets in it.
  const pageAddress = (query, chosen = {}) => {
    const parameters = new URLSearchParams();
    if (query) parameters.set("q", query);
    for (const [facet, keys] of Object.entries(chosen)) {
      for (const key of [keys].flat()) if (key) parameters.append(facet, key);
    }
    const search = parameters.toString();
    return (siteSearch.page ?? new URL("search.html", root).href) + (search ? `?${search}` : "");
  };

  const facets = { kind: "Kind", domain: "Domain", status: "Status" };

  // The keys of a facet in the order of the engine, each with its count; a chosen one stays, even with no result.
  const choices = (facet, answer, chosen) => {
    const counts = answer?.counts?.[facet] ?? {};
    const known = Object.keys(labels()[facet] ?? {});
    const keys = [...known, ...Object.keys(counts).filter((key) => !known.includes(key))];
    return keys.filter((key) => key && (counts[key] > 0 || chosen.includes(key)))
      .map((key) => ({ key, name: label(facet, key), count: counts[key] ?? 0 }));
  };

  return {
    asker, badges, title, excerpt, href, label, grouped, counted, correction, problem, examples, words, recent, pageAddress,
    facets, choices,
  };
})();
