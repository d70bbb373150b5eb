// What is shown of the best records: titles and excerpts with the words of the query marked, and their order.
{
  // Tells the words of a text that the query asks for: for each the places of its words, in pieces of the text.
  const matcher = ({ slots, spans }) => {
    const terms = new Map();
    const beginnings = [];
    slots.forEach((slot, place) => terms.set(slot.stem, [place]));
    for (const { from, to, term, isBeginning, list } of spans) {
      if (isBeginning) continue;
      if (list.wordCount > 0) terms.set(term, Array.from({ length: to - from }, (_, number) => from + number));
    }
    if (spans.some(({ isBeginning }) => isBeginning)) beginnings.push([slots.at(-1).word, slots.length - 1]);
    const placesOf = (word) => {
      const found = terms.get(self.searchWords.stem(word));
      if (found) return found;
      const beginning = beginnings.find(([start]) => word.startsWith(start));
      return beginning ? [beginning[1]] : [];
    };
    return (text) => self.searchWords.words(text).flatMap(({ whole, parts, start, end }) => {
      const places = placesOf(whole);
      if (places.length > 0 || parts.length === 1) return [{ start, end, places }];
      const found = parts.flatMap(placesOf);
      return [{ start, end, places: found }];
    });
  };

  // Pieces of a text, those marked that the query asks for.
  const runs = (text, words, from = 0, to = text.length) => {
    const pieces = [];
    let written = from;
    for (const { start, end, places } of words) {
      if (places.length === 0 || start < from || end > to) continue;
      if (start > written) pieces.push({ text: text.slice(written, start), mark: false });
      pieces.push({ text: text.slice(start, end), mark: true });
      written = end;
    }
    if (written < to) pieces.push({ text: text.slice(written, to), mark: false });
    return pieces;
  };

  // The part of a text in which most of the query stands together.
  const excerptLength = 28;
  const excerpt = (text, words) => {
    if (words.length === 0) return [];
    let best = 0, bestScore = -1;
    for (let first = 0; first === 0 || first + excerptLength <= words.length; first += 4) {
      const window = words.slice(first, first + excerptLength);
      const score = new Set(window.flatMap(({ places }) => places)).size * 4
        + Math.min(3, window.filter(({ places }) => places.length > 0).length) - first / 1000;
      if (score > bestScore) [best, bestScore] = [first, score];
    }
    const from = words[best].start;
    const last = Math.min(words.length, best + excerptLength) - 1;
    const to = last === words.length - 1 ? text.length : words[last].end;
    const pieces = runs(text, words, best === 0 ? 0 : from, to);
    if (best > 0) pieces.unshift({ text: "… ", mark: false });
    if (to < text.length) pieces.push({ text: " …", mark: false });
    return pieces;
  };

  // The share of the query that stands in a row, as it was asked, in a text.
  const phraseShare = (words, count) => {
    let best = 0, row = 0, next = -1;
    for (const { places } of words) {
      if (places.length === 0) {
        row = 0;
        next = -1;
        continue;
      }
      row = places[0] === next ? row + places.length : places.length;
      next = places.at(-1) + 1;
      if (row > best) best = row;
    }
    return count > 1 ? Math.min(1, Math.max(0, best - 1) / (count - 1)) : 0;
  };

  // The words of a text that have the stem of a corrected word: what readers are told was meant.
  const noteSpellings = (corrected, text, words) => {
    for (const { start, end, places } of words) {
      if (places.length === 0) continue;
      for (const { parts } of self.searchWords.words(text.slice(start, end))) {
        for (const part of parts) {
          const entry = corrected.find(({ stem }) => stem === self.searchWords.stem(part));
          entry?.spellings.set(part, (entry.spellings.get(part) ?? 0) + 1);
        }
      }
    }
  };

  const correctedWords = (corrected) => corrected.map(({ from, stem, spellings }) => {
    const [best] = [...spellings].sort((left, right) => right[1] - left[1] || (left[0] < right[0] ? -1 : 1));
    return { from, to: best?.[0] ?? stem };
  });

  // What words that stand in a row count for, as against what else tells the order.
  const phraseWeight = 4;

  const show = async (index, asked, top, totals) => {
    const match = matcher(asked);
    const shown = await Promise.all(top.map(async (record) => {
      const text = await index.textOf(record);
      const words = match(text.text);
      const titleWords = match(text.title);
      noteSpellings(asked.corrected, text.title, titleWords);
      noteSpellings(asked.corrected, text.text, words);
      const phrase = Math.max(phraseShare(words, asked.slots.length), phraseShare(titleWords, asked.slots.length));
      const [kind, domain, status] = index.facetNames.map((facet) => index.keys[facet][index.facets[facet][record]][0]);
      return {
        score: totals[record] + phraseWeight * phrase,
        result: {
          address: text.address, page: text.page, title: text.title, number: text.number, kind, domain, status,
          identifiers: text.identifiers, excerpt: excerpt(text.text, words), titleRuns: runs(text.title, titleWords),
        },
      };
    }));
    return shown.map((entry, place) => ({ ...entry, place }))
      .sort((left, right) => right.score - left.score || left.place - right.place).map(({ result }) => result);
  };

  Object.assign(self.searchParts ??= {}, { show, correctedWords });
}
