// Finds records in the site's search index. `warm()` loads the other parts of the engine and the index's entry, then
// each search loads the shards of its words and the texts of what it shows. Shards are scripts, which load from disk as
// well, and put their data into self.siteData.
{
  const script = document.currentScript;
  const site = new URL("../", script.src).href;

  // MARK: Loading

  const loading = new Map();

  // Loads a script once; one that failed is loaded anew the next time.
  const load = (path, result) => {
    if (!loading.has(path)) {
      loading.set(path, new Promise((resolve, reject) => {
        const fail = () => {
          loading.delete(path);
          reject(Object.assign(new Error(`${path} can't be loaded`), { shard: path }));
        };
        const element = document.createElement("script");
        element.addEventListener("load", () => {
          element.remove();
          const data = result();
          if (data === undefined) fail();
          else resolve(data);
        });
        element.addEventListener("error", () => { element.remove(); fail(); });
        element.src = new URL(path, site);
        document.head.append(element);
      }));
    }
    return loading.get(path);
  };

  const loadData = (name, hash) =>
    load(`assets/data/${name}${hash ? `.${hash}` : ""}.js`, () => {
      const data = self.siteData?.[name];
      if (data !== undefined) delete self.siteData[name];
      return data;
    });

  // MARK: Searching

  // In full: the generator puts the names in their place under which these are published.
  const parts = [
    "assets/search-words.js", "assets/search-index.js", "assets/search-query.js", "assets/search-ranking.js",
    "assets/search-results.js",
  ];
  let index;

  const warm = async () => {
    if (index) return;
    const entry = loadData("search");
    // What fails is reported once all has been tried.
    entry.catch(() => {});
    await Promise.all(parts.map((part) => load(part, () => true)));
    index ??= await self.searchParts.openIndex(loadData);
    for (const facet of index.facetNames) {
      api.labels[facet] = Object.fromEntries(index.keys[facet].filter(([key]) => key !== ""));
    }
  };

  // What is asked for: `finished` where the last word is whole, and a signal by which a newer search ends this one
  // before it loads what nobody is going to see.
  const search = async (
    query, { kind, domain, status, limit = 10, offset = 0, finished = /\s$/.test(query), signal } = {}) => {
    try {
      await warm();
      signal?.throwIfAborted();
      const { lookUpAll, rank, select, show, correctedWords } = self.searchParts;
      const asked = await lookUpAll(index, query, finished);
      signal?.throwIfAborted();
      const totals = rank(index, asked);
      const { total, counts, top } = select(index, totals, { kind, domain, status, limit, offset });
      const results = await show(index, asked, top, totals);
      const corrected = correctedWords(asked.corrected);
      const words = asked.slots.map(({ word }) => corrected.find(({ from }) => from === word)?.to ?? word);
      return { total, counts, results, words, corrected };
    } catch (error) {
      if (error.shard) error.retry = () => search(query, { kind, domain, status, limit, offset, finished, signal });
      throw error;
    }
  };

  const api = { search, warm, labels: { kind: {}, domain: {}, status: {} } };
  self.frameworkSearch = api;
}
