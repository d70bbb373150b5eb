// The search index as SearchIndexing has written it: what is loaded of it, and how it is read.
{
  // NumberText: digits of a printable alphabet, small numbers in one.
  const numbers = (text) => {
    const found = [];
    let index = 0;
    const digit = () => {
      let code = text.charCodeAt(index++);
      if (code > 0x5c) code--;
      if (code > 0x22) code--;
      return code - 0x20;
    };
    while (index < text.length) {
      const first = digit();
      if (first < 62) found.push(first);
      else if (first < 86) found.push(62 + (first - 62) * 93 + digit());
      else if (first < 92) found.push(2294 + ((first - 86) * 93 + digit()) * 93 + digit());
      else found.push(54188 + ((digit() * 93 + digit()) * 93 + digit()) * 93 + digit());
    }
    return found;
  };

  // WordList: what each word shares with the one before, and the rest.
  const wordList = (text) => {
    let last = "";
    return text === "" ? [] : text.split("|").map((entry) => {
      last = last.slice(0, numbers(entry[0])[0]) + entry.slice(1);
      return last;
    });
  };

  // The last place in a sorted list that does not come behind a word.
  const placeOf = (list, word) => {
    let low = 0, high = list.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (list[middle] <= word) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  };

  // Levels of words in a posting list, and behind them the ranks of names.

  // Levels of words in a posting list, and behind them the ranks of names.
  const levels = 12;
  const ranks = [0.3, 0.75, 0.95, 1];
  const headerBase = levels + ranks.length + 1;

  const facetNames = ["kind", "domain", "status"];

  const readList = (text) => {
    const all = numbers(text);
    const list = { words: [], names: [], wordCount: 0, isWhole: true };
    let place = 0;
    while (place < all.length) {
      const header = all[place++];
      const size = Math.floor(header / headerBase) + 1;
      const level = header % headerBase;
      if (level === headerBase - 1) {
        list.wordCount = size;
        list.isWhole = false;
        continue;
      }
      const records = new Uint32Array(size);
      let record = 0;
      for (let number = 0; number < size; number++) records[number] = record += all[place++];
      if (level < levels) list.words.push({ share: (level + 0.5) / levels, records });
      else list.names.push({ share: ranks[level - levels], records });
    }
    if (list.isWhole) for (const group of list.words) list.wordCount += group.records.length;
    return list;
  };

  // The list of a term; nothing where there is none.

  // A shard of terms: the terms in order, and their lists, read when they are asked for.
  const readTerms = (data) => {
    const starts = [0];
    for (const length of numbers(data.lengths)) starts.push(starts.at(-1) + length);
    const read = new Map();
    const list = (place) => {
      if (!read.has(place)) read.set(place, readList(data.lists.slice(starts[place], starts[place + 1])));
      return read.get(place);
    };
    return { terms: wordList(data.terms), list };
  };

  const wordListWithNotes = (text) => {
    let last = "";
    return text.split("|").map((entry) => {
      last = last.slice(0, numbers(entry[0])[0]) + entry.slice(1, -1);
      return [last, numbers(entry.at(-1))[0]];
    });
  };

  // The facets of every record and how much it is used, told by runs of records.
  const readRuns = (text, count) => {
    const facets = { kind: new Uint8Array(count), domain: new Uint16Array(count), status: new Uint8Array(count) };
    const uses = new Uint8Array(count);
    const runs = numbers(text);
    let record = 0;
    for (let place = 0; place < runs.length; place += 5) {
      const end = record + runs[place] + 1;
      facets.kind.fill(runs[place + 1], record, end);
      uses.fill(runs[place + 2], record, end);
      facets.domain.fill(runs[place + 3], record, end);
      facets.status.fill(runs[place + 4], record, end);
      record = end;
    }
    return { facets, uses };
  };

  // Opens the index: `loadData` loads the entry, and shards by their name and the entry's hash.
  const openIndex = async (loadData) => {
    const entry = await loadData("search");
    const { count, hash } = entry;
    const keys = { kind: entry.kinds, domain: entry.domains, status: entry.statuses };
    const texts = [0];
    for (const size of numbers(entry.texts)) texts.push(texts.at(-1) + size);
    const boundaries = Object.fromEntries(
      ["terms", "beginnings", "endings"].map((name) => [name, wordList(entry[name])]));

    const termShards = new Map();
    const termShard = async (number) => {
      if (!termShards.has(number)) {
        termShards.set(number, readTerms(await loadData(`search-terms-${number}`, hash)));
      }
      return termShards.get(number);
    };

    // The list of a term; nothing where there is none.
    const lookUp = async (term) => {
      if (boundaries.terms.length === 0) return null;
      const shard = await termShard(placeOf(boundaries.terms, term));
      const place = placeOf(shard.terms, term);
      return shard.terms[place] === term ? shard.list(place) : null;
    };

    // The lists of terms that begin with what has been typed. Where these are too many to be loaded, there is a list of
    // the names that begin so.
    const lookUpBeginning = async (beginning) => {
      const first = placeOf(boundaries.terms, beginning);
      let last = placeOf(boundaries.terms, `${beginning}\uffff`);
      if (first < 0) return [];
      if (last - first >= mostShards) {
        const list = await lookUp(`${beginning}*`);
        if (list) return [[`${beginning}*`, list]];
        last = first + mostShards - 1;
      }
      const shards = await Promise.all(range(first, last).map(termShard));
      return shards.flatMap(({ terms, list }) => terms
        .map((term, place) => (term.startsWith(beginning) && !term.endsWith("*") ? [term, list(place)] : null))
        .filter((found) => found !== null));
    };

    // Words that begin so, with how frequent they are; of `endings`, words from their end.
    const wordsLike = async (name, beginning) => {
      const first = placeOf(boundaries[name], beginning);
      if (first < 0) return [];
      const last = placeOf(boundaries[name], `${beginning}\uffff`);
      const shards = await Promise.all(range(first, last).map((number) => loadData(`search-${name}-${number}`, hash)));
      return shards.flatMap(({ words }) => wordListWithNotes(words));
    };

    // A record as it is shown.
    const textOf = async (record) => {
      const shard = placeOf(texts, record);
      const { records } = await loadData(`search-texts-${shard}`, hash);
      const [address, page, title, number, identifiers, text] = records[record - texts[shard]];
      return { address, page, title, number, identifiers, text };
    };

    return { count, keys, facetNames, ...readRuns(entry.runs, count), lookUp, lookUpBeginning, wordsLike, textOf };
  };
  const mostShards = 2;
  const range = (first, last) => Array.from({ length: last - first + 1 }, (_, number) => first + number);

  (self.searchParts ??= {}).openIndex = openIndex;
}
