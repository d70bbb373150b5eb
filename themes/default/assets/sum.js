// What several claims entail together. What each entails, the generator has worked out; here it is united:
// nothing follows groupings anew.

// A choice is { claims: Map(claim -> Set(option)), alternatives: Map("claim/number" -> position) }, in the positions of
// the data's tables; the number counts the choices of a claim from 1.
const addUp = (data, choice) => {
  const members = new Map();
  const ahead = [];

  // A way without conditions comes first, then the shortest, as on the pages of single actors.
  const precedes = (left, right) =>
    left.isConditional !== right.isConditional ? !left.isConditional : left.step < right.step;

  const join = (member) => {
    const known = members.get(member.claim);
    const reasons = known?.reasons ?? new Map();
    const reason = { by: member.requiredBy, isConditional: member.isConditional, texts: member.texts };
    if (reason.by !== null && !(reasons.get(reason.by)?.isConditional === false)) reasons.set(reason.by, reason);
    if (known && !precedes(member, known)) return;
    members.set(member.claim, { ...member, reasons });
    ahead.push(member.claim);
  };

  // Joins what a member brings along: if a condition stands before the member, it stands before all of this.
  const joinAll = (list, owner) => {
    for (const [claim, step, requiredBy, isConditional, ...texts] of list ?? []) {
      join({
        claim, requiredBy, texts, step: owner.step + step, isConditional: owner.isConditional || isConditional === 1,
      });
    }
  };

  const isTicked = (claim, option) => choice.claims.get(claim)?.has(option) ?? false;

  for (const claim of choice.claims.keys()) {
    join({ claim, step: 0, requiredBy: null, isConditional: false, texts: [] });
  }
  while (ahead.length > 0) {
    const member = members.get(ahead.pop());
    const claim = data.claims[member.claim];
    if (choice.claims.has(member.claim)) joinAll(claim.required, member);
    for (const { option, adds } of claim.options ?? []) {
      if (isTicked(member.claim, option)) joinAll(adds, member);
    }
    for (const [index, { option, alternatives }] of (claim.choices ?? []).entries()) {
      const chosen = choice.alternatives.get(`${member.claim}/${index + 1}`);
      if (option === undefined || isTicked(member.claim, option)) joinAll(alternatives[chosen]?.adds, member);
    }
  }

  const sorted = [...members.values()].sort((left, right) => left.step - right.step || left.claim - right.claim);

  // The members on the way to one, from what is claimed on.
  const way = (member) => {
    const found = [member];
    while (found[0].requiredBy !== null) found.unshift(members.get(found[0].requiredBy));
    return found;
  };

  // Transactions or content modules, each once: with all uses of it, roles joined, and the strongest optionality. What is
  // required below a grouping with a condition is so under that condition.
  const united = (kind, read) => {
    const rows = new Map();
    for (const member of sorted) {
      for (const entry of data.claims[member.claim][kind] ?? []) {
        const use = { member, ...read(entry) };
        const row = rows.get(entry[0]) ?? { definition: entry[0], roles: new Set(), uses: [] };
        for (const role of use.roles) row.roles.add(role);
        row.uses.push(use);
        rows.set(entry[0], row);
      }
    }
    for (const row of rows.values()) {
      const isRequired = row.uses.some((use) => use.optionality === "R" && !use.member.isConditional);
      row.optionality = isRequired ? "R" : row.uses.some((use) => use.optionality !== "O") ? "C" : "O";
    }
    return [...rows.values()].sort((left, right) => left.definition - right.definition);
  };

  // The choices of all members: what is chosen, or required anyway, or left open.
  const choices = sorted.flatMap((member) =>
    (data.claims[member.claim].choices ?? []).flatMap(({ option, alternatives }, index) => {
      if (option !== undefined && !isTicked(member.claim, option)) return [];
      const number = index + 1;
      const chosen = choice.alternatives.get(`${member.claim}/${number}`);
      const settledBy = alternatives.find(({ claim }) => members.get(claim)?.isConditional === false)?.claim;
      const isOpen = alternatives[chosen] === undefined && settledBy === undefined;
      return [{ member, number, option, alternatives, chosen, settledBy, isOpen }];
    }));

  return {
    members: sorted,
    member: (claim) => members.get(claim),
    way,
    transactions: united("transactions", ([, optionality, roles, ...texts]) => ({ optionality, roles, texts })),
    contentModules: united("content-modules", ([, optionality, ...texts]) => ({ optionality, roles: "", texts })),
    choices,
  };
};
