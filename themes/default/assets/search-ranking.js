// How well records answer a query, which of them are best, and how many there are by facet.
{
  const weights = {
    // A whole name, as against single words.
    name: 1.6,
    // How much it counts that a word is not there.
    coverage: 1.5,
    // Final text before drafts, drafts before what is withdrawn; in the order of the entry's statuses.
    status: { preview: 0.9, "public-comment": 0.92, "trial-implementation": 0.96, deprecated: 0.75, retired: 0.7 },
    kind: {
      profile: 1.12, actor: 1.12, transaction: 1.12, obligation: 0.95, option: 1.02, "content-module": 1.06,
      requirement: 1, supplement: 0.97, "change-proposal": 0.85, term: 1.05, standard: 1.02, domain: 1.1, volume: 1,
      chapter: 1.05, section: 1, page: 1, publication: 0.9, source: 0.6,
      event: 1, organisation: 1, product: 0.98, tool: 1, membership: 0.95,
    },
    use: 0.02,
    // The kind of thing that the query names.
    wantedKind: 1.15,
    // What the word for the kind counts, as a share of its IDF.
    kindWord: 0.8,
  };

  const idfOf = (index, count) => Math.log(1 + (index.count - count + 0.5) / (count + 0.5));

  const rank = (index, { slots, spans }) => {
    const size = index.count;
    const scores = slots.map(() => new Float32Array(size));
    const names = new Float32Array(size);
    // How much of the query a span is, without regard to words that tell a kind.
    const share = ({ from, to }) =>
      (to - from) / slots.filter(({ kind }, place) => kind === null || (from <= place && place < to)).length;
    slots.forEach((slot, place) => {
      const own = spans.filter(({ from, to, list }) => from === place && to === place + 1 && list.wordCount > 0);
      const count = own.reduce((sum, { list }) => Math.max(sum, list.wordCount), 0);
      slot.idf = own.length > 0 ? idfOf(index, count) : slot.word.length > 1 ? idfOf(index, size / 50) : 1;
      // A word of which not all records are known may be in the others too.
      slot.isWhole = own.every(({ list }) => list.isWhole);
    });
    for (const span of spans) {
      const { from, to, list, quality } = span;
      const length = to - from;
      const idf = length === 1 && !span.isBeginning ? slots[from].idf : idfOf(index, list.wordCount);
      for (const group of list.words) {
        const score = Math.min(idf, mostIdf) * group.share * quality / length;
        for (let place = from; place < to; place++) {
          const own = scores[place];
          for (const record of group.records) if (own[record] < score) own[record] = score;
        }
      }
      for (const group of list.names) {
        const sum = slots.slice(from, to).reduce((all, { idf }) => all + Math.min(idf, mostIdf), 0);
        const score = weights.name * sum * group.share * quality * share(span);
        for (const record of group.records) {
          if (names[record] < score) names[record] = score;
          for (let place = from; place < to; place++) {
            if (scores[place][record] === 0) scores[place][record] = 0.5 * quality;
          }
        }
      }
    }
    return join(index, slots, scores, names);
  };

  // What is rarer says no more.
  const mostIdf = 9;

  // The score of every record that has something of the query, and how much of the query it has.
  const join = (index, slots, scores, names) => {
    const totals = new Float32Array(index.count);
    const sum = slots.reduce((all, { idf }) => all + idf, 0);
    const { facets, uses, keys } = index;
    const kindWeights = keys.kind.map(([key]) => weights.kind[key] ?? 1);
    const statusWeights = keys.status.map(([key]) => weights.status[key] ?? 1);
    const wantedKinds = keys.kind.map(([key]) => slots.map(({ kind }) => kind === key));
    for (let record = 0; record < index.count; record++) {
      const kind = facets.kind[record];
      let total = 0, covered = 0, isWanted = 1;
      for (let place = 0; place < slots.length; place++) {
        let score = scores[place][record];
        total += score;
        if (wantedKinds[kind][place]) {
          isWanted = weights.wantedKind;
          total += Math.max(0, slots[place].idf * weights.kindWord - score);
          score = 1;
        }
        if (score > 0) covered += slots[place].idf;
        else if (!slots[place].isWhole) covered += slots[place].idf * 0.5;
      }
      if (total === 0) continue;
      const coverage = sum > 0 ? covered / sum : 1;
      totals[record] = (total * coverage ** weights.coverage + names[record]) * isWanted * kindWeights[kind]
        * statusWeights[facets.status[record]] * (1 + weights.use * uses[record]);
    }
    return totals;
  };

  const select = (index, totals, options) => {
    const { facets, keys, facetNames } = index;
    // Whether a value is hidden, for each value of each facet.
    const [kinds, domains, statuses] = facetNames.map((facet) => {
      const chosen = [options[facet] ?? []].flat();
      return Uint8Array.from(keys[facet], ([key]) => (chosen.length > 0 && !chosen.includes(key) ? 1 : 0));
    });
    const counts = facetNames.map((facet) => new Uint32Array(keys[facet].length));
    let best = 0;
    for (let record = 0; record < totals.length; record++) if (totals[record] > best) best = totals[record];
    const least = best * leastShare;
    const size = options.offset + options.limit;
    const top = [];
    let total = 0;
    for (let record = 0; record < totals.length; record++) {
      if (totals[record] === 0 || totals[record] < least) continue;
      const kind = facets.kind[record], domain = facets.domain[record], status = facets.status[record];
      const hidden = kinds[kind] + domains[domain] + statuses[status];
      // A facet counts what its own choice hides.
      if (hidden === kinds[kind]) counts[0][kind]++;
      if (hidden === domains[domain]) counts[1][domain]++;
      if (hidden === statuses[status]) counts[2][status]++;
      if (hidden > 0) continue;
      total++;
      insert(top, record, totals, size);
    }
    const named = facetNames.map((facet, number) => [facet, Object.fromEntries(
      keys[facet].map(([key], place) => [key, counts[number][place]])
        .filter(([key, count]) => key !== "" && count > 0))]);
    return { total, counts: Object.fromEntries(named), top: top.slice(options.offset) };
  };
  // What scores less than this share of the best says little of what was asked.
  const leastShare = 0.12;

  const insert = (top, record, totals, size) => {
    if (top.length === size && totals[top[size - 1]] >= totals[record]) return;
    let low = 0, high = top.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (totals[top[middle]] >= totals[record]) low = middle + 1;
      else high = middle;
    }
    top.splice(low, 0, record);
    if (top.length > size) top.pop();
  };

  Object.assign(self.searchParts ??= {}, { rank, select });
}
