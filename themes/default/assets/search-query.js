// What a query asks for: its words, names that they may be, and what was meant by those that are nowhere.
{
  // MARK: Words

  // The words of a query: without those that every question has, unless there are no others.
  const slotsOf = (query) => {
    const all = self.searchWords.words(query).flatMap(({ parts }) => parts);
    const spoken = all.filter((word) => !self.searchWords.isStopWord(word));
    const slots = (spoken.length > 0 ? spoken : all).slice(0, mostSlots)
      .map((word) => ({ word, stem: self.searchWords.stem(word), idf: 0, isWhole: true, kind: null }));
    const kinds = slots.map(({ stem }) => kindWords[stem] ?? null);
    // Of words that all tell a kind, the first does: a definition of an actor is a term.
    const isName = kinds.includes(null) ? () => false : (place) => place > 0;
    if (slots.length > 1) slots.forEach((slot, place) => { slot.kind = isName(place) ? null : kinds[place]; });
    return slots;
  };
  // Words that tell what kind of thing is asked for, as stems.
  const kindWords = {
    profil: "profile", actor: "actor", transact: "transaction", option: "option", modul: "content-module",
    requir: "requirement", supplement: "supplement", propos: "change-proposal", definit: "term", glossari: "term",
    mean: "term", standard: "standard", domain: "domain", volum: "volume", appendix: "chapter", chapter: "chapter",
    paper: "publication", handbook: "publication", connectathon: "event", projectathon: "event",
    organis: "organisation", organiz: "organisation", affili: "organisation", simul: "tool",
  };
  const mostSlots = 10;
  const longestSpan = 8;

  // MARK: Misspellings

  // As it sounds: ph is f.
  const isOneLetterOff = (left, right) => {
    [left, right] = [left.replaceAll("ph", "f"), right.replaceAll("ph", "f")];
    if (left === right) return true;
    if (Math.abs(left.length - right.length) > 1) return false;
    let start = 0;
    while (start < left.length && left[start] === right[start]) start++;
    let end = 0;
    while (end < Math.min(left.length, right.length) - start && left.at(-1 - end) === right.at(-1 - end)) end++;
    const [leftRest, rightRest] = [left.slice(start, left.length - end), right.slice(start, right.length - end)];
    if (leftRest.length <= 1 && rightRest.length <= 1) return true;
    return leftRest.length === 2 && leftRest[0] === rightRest[1] && leftRest[1] === rightRest[0];
  };

  const reversed = (word) => [...word].reverse().join("");

  // The words that one may stand for, the most frequent first: with one wrong letter, its beginning or its end is right.
  const corrections = async (index, word) => {
    const half = Math.floor((word.length - 1) / 2);
    if (word.length < 4 || /[^a-z]/.test(word)) return [];
    const near = async (list, part, turn) => (await index.wordsLike(list, part))
      .map(([entry, note]) => [turn(entry), note]).filter(([entry]) => isOneLetterOff(entry, word));
    const found = new Map([
      ...await near("beginnings", word.slice(0, Math.max(1, half)), (entry) => entry),
      ...await near("endings", reversed(word.slice(half + 1)), reversed),
    ]);
    if (found.size === 0) return root(index, word);
    return [...found].sort((left, right) => right[1] - left[1] || (left[0] < right[0] ? -1 : 1)).slice(0, 3)
      .map(([entry]) => entry);
  };

  // Of a word whose end no rule knows, as a misspelled one: the longest beginning that is a word.
  const root = async (index, word) => {
    for (let length = word.length - 1; length >= Math.max(4, word.length * 0.6); length--) {
      const list = await index.lookUp(word.slice(0, length));
      if (list?.wordCount > 0) return [word.slice(0, length)];
    }
    return [];
  };

  // MARK: Looking up

  // Looks up every word, and every row of words that may be a name or a word that is written as one elsewhere.
  const lookUpAll = async (index, query, isFinished) => {
    const slots = slotsOf(query);
    const spans = [];
    await Promise.all(slots.flatMap((_, from) => slots.slice(from, from + longestSpan).map(async (__, more) => {
      const to = from + more + 1;
      const term = slots.slice(from, to).map(({ stem }) => stem).join("");
      const list = await index.lookUp(term);
      if (list) spans.push({ from, to, term, list, quality: 1 });
    })));
    const last = slots.at(-1);
    if (last && !isFinished) spans.push(...await lookUpUnfinished(index, slots, spans));
    const corrected = await correct(index, slots, spans);
    return { slots, spans, corrected };
  };

  // What the last word may become, alone and as the end of a name.
  const lookUpUnfinished = async (index, slots, spans) => {
    const to = slots.length;
    const isKnown = spans.some((span) => span.to === to && span.list.wordCount > 0);
    const found = await Promise.all(slots.map(async (_, from) => {
      if (to - from > longestSpan) return [];
      const stems = slots.slice(from, -1).map(({ stem }) => stem).join("");
      const beginning = stems + slots.at(-1).word;
      const terms = await index.lookUpBeginning(beginning);
      return terms.filter(([term]) => term !== beginning || !isKnown).map(([term, list]) => ({
        from, to, term, list, isBeginning: true,
        quality: (isKnown ? 0.5 : 0.8) * (0.5 + 0.5 * beginning.length / Math.max(term.length, beginning.length)),
      }));
    }));
    return found.flat();
  };

  // Looks for what was meant by words that are nowhere.
  const correct = async (index, slots, spans) => {
    const corrected = [];
    const isFound = (place) => spans.some(({ from, to }) => from <= place && place < to);
    await Promise.all(slots.map(async (slot, from) => {
      if (isFound(from)) return;
      const words = await corrections(index, slot.stem);
      const lists = await Promise.all(words.map(index.lookUp));
      words.forEach((term, number) => {
        if (lists[number]) spans.push({ from, to: from + 1, term, list: lists[number], quality: 0.7, isGuess: true });
      });
      if (words.length === 0) return;
      corrected.push({ from: slot.word, stem: words[0], spellings: new Map() });
      slot.stem = words[0];
    }));
    // Names may be found by the right words.
    if (corrected.length > 0) {
      await Promise.all(slots.flatMap((_, from) => slots.slice(from + 1, from + longestSpan).map(async (__, more) => {
        const to = from + more + 2;
        const term = slots.slice(from, to).map(({ stem }) => stem).join("");
        if (spans.some((span) => span.term === term)) return;
        const list = await index.lookUp(term);
        if (list) spans.push({ from, to, term, list, quality: 0.8 });
      })));
    }
    return corrected;
  };

  (self.searchParts ??= {}).lookUpAll = lookUpAll;
}
