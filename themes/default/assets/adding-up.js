// The page "What must my system do?": several actors of profiles are chosen, and what they entail is added up.
// The address keeps the choice. Without this script the page lists the pages of the single actors.
{
  const data = self.siteData?.claims;
  const place = document.querySelector(".adding-up");
  const root = new URL("../", document.currentScript.src);
  const optionalities = { R: "Required", O: "Optional", C: "Conditional" };
  const roles = { i: "Initiator", r: "Responder" };

  // MARK: What things are called

  const profileOf = (claim) => data.profiles[data.claims[claim].profile];
  const actorOf = (claim) => data.actors[data.claims[claim].actor];
  const claimName = (claim) => `${profileOf(claim).acronym} ${actorOf(claim).name}`;
  const claimKey = (claim) => `${profileOf(claim).id}/${actorOf(claim).id}`;
  const profileTitle = ({ name, acronym }) => name === acronym ? name : `${name} (${acronym})`;
  const counted = (count, noun) => `${count} ${noun}${count === 1 ? "" : "s"}`;
  const address = (page) => new URL(page, root).href;

  const claimLink = (claim) => {
    const { page } = data.claims[claim];
    return page === undefined ? claimName(claim) : make("a", { class: "ref", href: address(page) }, claimName(claim));
  };
  const link = (kind, { name, page }) =>
    page === undefined ? name : make("a", { class: `ref ref-${kind}`, href: address(page) }, name);
  const separated = (parts, separator) => parts.flatMap((part, index) => index > 0 ? [separator(), part] : [part]);

  // MARK: The choice, which the address keeps

  const choice = { claims: new Map(), alternatives: new Map() };
  const alternativeKey = ({ claim, option }) =>
    claimKey(claim) + (option === undefined ? "" : `/${data.options[option].id}`);

  // Takes over the choice that an address holds; returns what of it the site does not have.
  const read = (query) => {
    const positions = new Map(data.claims.flatMap(({ page }, claim) => page ? [[claimKey(claim), claim]] : []));
    const unknown = [];
    for (const actor of query.getAll("actor")) {
      const claim = positions.get(actor);
      if (claim === undefined) unknown.push(actor);
      else choice.claims.set(claim, new Set());
    }
    for (const text of query.getAll("option")) {
      const [profile, actor, id] = text.split("/");
      const claim = positions.get(`${profile}/${actor}`);
      const use = data.claims[claim]?.options?.find(({ option }) => data.options[option].id === id);
      if (use && choice.claims.has(claim)) choice.claims.get(claim).add(use.option);
      else unknown.push(text);
    }
    for (const text of query.getAll("choice")) {
      const [profile, actor, number, ...rest] = text.split("/");
      const claim = positions.get(`${profile}/${actor}`);
      const alternatives = data.claims[claim]?.choices?.[number - 1]?.alternatives ?? [];
      const chosen = alternatives.findIndex((alternative) => alternativeKey(alternative) === rest.join("/"));
      if (chosen >= 0) choice.alternatives.set(`${claim}/${number}`, chosen);
      else unknown.push(text);
    }
    return unknown;
  };

  const query = () => {
    const parts = [];
    for (const [claim, options] of choice.claims) {
      parts.push(["actor", claimKey(claim)]);
      for (const option of options) parts.push(["option", `${claimKey(claim)}/${data.options[option].id}`]);
    }
    for (const [key, chosen] of choice.alternatives) {
      const [claim, number] = key.split("/");
      const alternative = data.claims[claim].choices[number - 1].alternatives[chosen];
      parts.push(["choice", `${claimKey(claim)}/${number}/${alternativeKey(alternative)}`]);
    }
    // Slashes need no code in a query, and the address is for people too.
    return parts.map(([key, value]) => `${key}=${encodeURIComponent(value).replaceAll("%2F", "/")}`).join("&");
  };

  const keepInAddress = () => {
    const text = query();
    try {
      history.replaceState(null, "", location.pathname + (text ? `?${text}` : "") + location.hash);
    } catch {
      // A browser may not let pages from disk change their address: the choice then lasts for this page.
    }
  };

  // MARK: The controls

  const chosenPart = make("div", { class: "chosen" });
  const choicesPart = make("div", { class: "choices" });
  const count = make("p", { class: "sum-count", role: "status" });
  const result = make("div", { class: "sum" });

  const find = (words) => data.claims
    .flatMap(({ page }, claim) => {
      if (!page || choice.claims.has(claim)) return [];
      const name = claimName(claim).toLowerCase();
      const text = `${name} ${profileOf(claim).name} ${claimKey(claim)}`.toLowerCase();
      if (!words.every((word) => text.includes(word))) return [];
      // What is called so comes before what only its profile's full name leads to.
      const rank = name.startsWith(words.join(" ")) ? -1 : words.filter((word) => !name.includes(word)).length;
      return [{ claim, rank }];
    })
    .sort((left, right) => left.rank - right.rank || left.claim - right.claim)
    .map(({ claim }) => claim);

  const search = combobox({
    id: "add-actor",
    label: "Add an actor of a profile",
    find,
    describe: (claim) => [claimName(claim), make("small", {}, profileOf(claim).name)],
    choose: (claim) => change(() => choice.claims.set(claim, new Set())),
  });

  const button = (label, action) => {
    const element = make("button", { type: "button", class: "button" }, label);
    element.addEventListener("click", action);
    return element;
  };

  const box = (type, id, attributes, label, onChange) => {
    const input = make("input", { type, id, ...attributes });
    input.addEventListener("change", () => onChange(input.checked));
    return make("li", {}, input, " ", make("label", { for: id }, ...label));
  };

  const chosenClaim = ([claim, ticked]) => {
    const { options = [], choices = [] } = data.claims[claim];
    const ticks = options.map(({ option, adds, texts = [] }) => {
      const bringsMore = adds !== undefined || choices.some((grouping) => grouping.option === option);
      return box("checkbox", `option-${claim}-${option}`, { checked: ticked.has(option) },
        [data.options[option].name, ...(bringsMore ? [make("small", {}, " brings groupings")] : []),
          ...ownTexts(texts).map((text) => make("small", {}, ` ${text}`))],
        (checked) => change(() => checked ? ticked.add(option) : ticked.delete(option)));
    });
    const remove = button("Remove", () => {
      change(() => choice.claims.delete(claim));
      document.getElementById("add-actor").focus();
    });
    remove.setAttribute("aria-label", `Remove ${claimName(claim)}`);
    return make("fieldset", {}, make("legend", {}, claimName(claim)), remove,
      ticks.length > 0 ? make("ul", { class: "ticks" }, ...ticks) : make("p", { class: "empty" }, "No options"));
  };

  // The alternatives of a choice that is not settled otherwise; what was chosen can be left open again.
  const choiceControls = ({ member, number, option, alternatives, chosen }) => {
    const key = `${member.claim}/${number}`;
    const id = `choice-${member.claim}-${number}`;
    const choose = (value) => change(() =>
      value === undefined ? choice.alternatives.delete(key) : choice.alternatives.set(key, value));
    const entries = alternatives.map(({ claim, texts = [] }, index) =>
      box("radio", `${id}-${index}`, { name: id, checked: chosen === index },
        [claimName(claim), ...(texts[0] >= 0 ? [make("small", {}, ` ${data.texts[texts[0]]}`)] : [])],
        () => choose(index)));
    entries.push(box("radio", `${id}-open`, { name: id, checked: chosen === undefined }, ["Left open"], () => choose()));
    const reason = option === undefined ? "" : ` with the option ${data.options[option].name}`;
    return make("fieldset", {},
      make("legend", {}, `${claimName(member.claim)}${reason} is grouped with one of these`),
      make("ul", { class: "ticks" }, ...entries));
  };

  // MARK: The sum

  const cssClasses = { Optionality: "optionality", "Because of": "reason" };
  const scrollBox = (label, table) =>
    make("div", { class: "table-scroll", role: "region", tabindex: "0", "aria-label": label }, table);
  const table = (caption, columns, rows, cssClass = "data") => {
    const heads = columns.map((column) => make("th", { scope: "col", class: cssClasses[column] }, column));
    const lines = rows.map(([header, ...cells]) => make("tr", {}, make("th", { scope: "row" }, ...header),
      ...cells.map((cell, index) => make("td", { class: cssClasses[columns[index + 1]] }, ...cell))));
    return rows.length === 0 ? [] : [
      scrollBox(caption, make("table", { class: cssClass }, make("caption", {}, caption),
        make("thead", {}, make("tr", {}, ...heads)), make("tbody", {}, ...lines))),
    ];
  };
  const section = (id, title, ...content) =>
    content.length === 0 ? [] : [make("section", {}, make("h2", { id }, title), ...content)];

  const note = (text) => make("span", { class: "use-detail" }, text);
  const sign = (letter) => make("span", { class: `optionality-${letter.toLowerCase()}` },
    make("abbr", { title: optionalities[letter] }, letter));

  // The actors on a way, and the conditions that stand on it.
  const wayTo = (sum, member) => separated(sum.way(member).map(({ claim }) => claimLink(claim)), () => " → ");
  const conditions = (sum, member) => sum.way(member).flatMap(({ claim, texts }) =>
    texts[0] >= 0 ? [`Condition of the grouping with ${claimName(claim)}: ${data.texts[texts[0]]}`] : []);
  const ownTexts = ([condition, ...notes]) =>
    [...(condition >= 0 ? [`Condition: ${data.texts[condition]}`] : []), ...notes.map((text) => data.texts[text])];

  const reasonOf = (sum, row, { member, optionality, texts }) => {
    const differs = row.uses.length > 1 || optionality !== row.optionality;
    const letter = differs ? [` (${optionalities[optionality].toLowerCase()})`] : [];
    return make("div", {}, ...wayTo(sum, member), ...letter,
      ...[...conditions(sum, member), ...ownTexts(texts)].map(note));
  };

  const usesTable = (sum, kind, caption, title, rows) => table(caption,
    kind === "transaction" ? [title, "Role", "Optionality", "Because of"] : [title, "Optionality", "Because of"],
    rows.map((row) => {
      const definition = data[`${kind}s`][row.definition];
      const name = [link(kind, definition)];
      if (kind === "transaction") name.push(" ", make("span", { class: "id" }, `[${definition.id}]`));
      const played = Object.keys(roles).filter((role) => row.roles.has(role)).map((role) => roles[role]);
      const cells = [[sign(row.optionality)], row.uses.map((use) => reasonOf(sum, row, use))];
      return [name, ...(kind === "transaction" ? [[played.join(", ")]] : []), ...cells];
    }));

  const groupings = (sum) => table("Actors grouped with those chosen", ["Actor", "Because of"],
    sum.members.filter(({ claim }) => !choice.claims.has(claim)).map(({ claim, reasons }) => [
      [claimLink(claim)],
      [...reasons.values()].map(({ by, texts }) => make("div", {}, ...wayTo(sum, sum.member(by)),
        ...[...conditions(sum, sum.member(by)), ...ownTexts(texts)].map(note))),
    ]));

  const choiceText = ({ member, option, alternatives, settledBy, isOpen }) => make("li", {},
    claimLink(member.claim),
    option === undefined ? "" : ` with the option ${data.options[option].name}`, " is grouped with one of these: ",
    ...separated(alternatives.map(({ claim }) => claimLink(claim)), () => " · "),
    isOpen ? "." : `. ${claimName(settledBy)} is required anyway, so nothing is left to choose.`);

  // MARK: The Integration Statement

  const boxes = (names) => make("ul", { class: "boxes" }, ...names.map((name) => make("li", {}, name)));
  const namesOf = (values) => separated([...new Set(values)], () => make("br"));

  // The options that are ticked; of an actor of which none is, all that it has, to be ticked on paper.
  const optionsOf = (member) => {
    const offered = data.claims[member.claim].options ?? [];
    const ticked = offered.filter(({ option }) => choice.claims.get(member.claim)?.has(option));
    if (offered.length === 0) return ["None"];
    if (ticked.length > 0) return namesOf(ticked.map(({ option }) => data.options[option].name));
    const notes = new Set(offered.flatMap(({ texts = [] }) => ownTexts(texts)));
    return [boxes(offered.map(({ option }) => data.options[option].name)), ...[...notes].map(note)];
  };

  const statement = (sum) => {
    const implemented = sum.members.map((member) => [[profileTitle(profileOf(member.claim))],
      [actorOf(member.claim).name, ...(member.isConditional ? conditions(sum, member).map(note) : [])],
      optionsOf(member)]);
    const open = sum.choices.filter(({ isOpen }) => isOpen).map(({ alternatives }) => [
      namesOf(alternatives.map(({ claim }) => profileTitle(profileOf(claim)))),
      ["One of: ", boxes(alternatives.map(({ claim }) => actorOf(claim).name))], [""],
    ]);
    const facts = ["Vendor", "Product Name", "Version", "Date"].map((label) =>
      make("tr", {}, make("th", { scope: "row" }, label), make("td")));
    return [
      scrollBox("Integration Statement",
        make("table", { class: "grid statement" }, make("caption", {}, "Integration Statement"),
          make("tbody", {}, ...facts))),
      ...table("Profiles, actors and options implemented",
        ["Profiles Implemented", "Actors Implemented", "Options Implemented"], [...implemented, ...open],
        "grid statement"),
    ];
  };

  // MARK: The sum for programs

  const exported = (sum) => {
    const named = (claim) => ({ profile: profileOf(claim).id, actor: actorOf(claim).id });
    const qualified = ([condition, ...notes]) => ({
      condition: data.texts[condition], notes: notes.length > 0 ? notes.map((text) => data.texts[text]) : undefined,
    });
    const uses = (rows, definitions) => rows.map((row) => ({
      id: definitions[row.definition].id, name: definitions[row.definition].name,
      roles: row.roles.size > 0 ? Object.keys(roles).filter((role) => row.roles.has(role))
        .map((role) => roles[role].toLowerCase()) : undefined,
      optionality: row.optionality, page: definitions[row.definition].page,
      "because-of": row.uses.map(({ member, optionality, texts }) =>
        ({ ...named(member.claim), optionality, ...qualified(texts) })),
    }));
    return {
      version: 1,
      address: location.href,
      claims: [...choice.claims].map(([claim, options]) =>
        ({ ...named(claim), options: [...options].map((option) => data.options[option].id) })),
      required: sum.members.map((member) => ({
        ...named(member.claim), step: member.step, "is-conditional": member.isConditional,
        "required-by": [...member.reasons.values()].map(({ by, texts }) => ({ ...named(by), ...qualified(texts) })),
      })),
      transactions: uses(sum.transactions, data.transactions),
      "content-modules": uses(sum.contentModules, data["content-modules"]),
      "open-choices": sum.choices.filter(({ isOpen }) => isOpen).map(({ member, option, alternatives }) => ({
        "required-by": named(member.claim), option: data.options[option]?.id,
        alternatives: alternatives.map(({ claim, texts = [] }) => ({ ...named(claim), ...qualified(texts) })),
      })),
    };
  };

  const save = () => {
    const text = `${JSON.stringify(exported(addUp(data, choice)), null, 2)}\n`;
    const file = URL.createObjectURL(new Blob([text], { type: "application/json" }));
    make("a", { href: file, download: "what-my-system-must-do.json" }).click();
    URL.revokeObjectURL(file);
  };

  // MARK: Showing it. The clipboard and tables that scroll where they have to are those of site.js.

  const actions = make("p", { class: "actions" },
    button("Copy link", () => copyText(location.href)),
    button("Save as JSON", save),
    button("Print", () => print()),
    button("Start again", () => {
      change(() => {
        choice.claims.clear();
        choice.alternatives.clear();
      });
      document.getElementById("add-actor").focus();
    }));

  const countText = (sum) => {
    const grouped = sum.members.length - choice.claims.size;
    const letters = Object.keys(optionalities).flatMap((letter) => {
      const number = sum.transactions.filter(({ optionality }) => optionality === letter).length;
      return number > 0 ? [`${number} ${optionalities[letter].toLowerCase()}`] : [];
    });
    const open = sum.choices.filter(({ isOpen }) => isOpen).length;
    return [
      `${counted(choice.claims.size, "actor")} chosen`, ...(grouped > 0 ? [`${grouped} grouped with them`] : []),
      counted(sum.transactions.length, "transaction") + (letters.length > 0 ? ` (${letters.join(", ")})` : ""),
      ...(sum.contentModules.length > 0 ? [counted(sum.contentModules.length, "content module")] : []),
      ...(open > 0 ? [`${counted(open, "choice")} open`] : []),
    ].join(" · ");
  };

  const show = () => {
    const sum = addUp(data, choice);
    const isEmpty = choice.claims.size === 0;
    const toChoose = sum.choices.filter(({ isOpen, chosen }) => isOpen || chosen !== undefined);
    const told = sum.choices.filter(({ isOpen, chosen }) => isOpen || chosen === undefined);
    document.body.classList.toggle("has-sum", !isEmpty);
    actions.hidden = isEmpty;
    count.textContent = isEmpty ? "" : countText(sum);
    chosenPart.replaceChildren(...[...choice.claims].map(chosenClaim));
    choicesPart.replaceChildren(...toChoose.map(choiceControls));
    result.replaceChildren(...isEmpty ? [] : [
      ...section("sum-transactions", "Transactions",
        ...usesTable(sum, "transaction", "Transactions to support", "Transaction", sum.transactions)),
      ...section("sum-content-modules", "Content modules",
        ...usesTable(sum, "content-module", "Content modules to support", "Content Module", sum.contentModules)),
      ...section("sum-groupings", "Required groupings", ...groupings(sum)),
      ...section("sum-choices", "Open choices", ...told.length > 0 ? [make("ul", {}, ...told.map(choiceText))] : []),
      ...section("sum-statement", "Integration Statement", ...statement(sum)),
    ]);
    fitTables(result);
  };

  // Controls are made anew with every change: the focus finds its control again by the id.
  const change = (action) => {
    const focused = document.activeElement?.id;
    action();
    keepInAddress();
    show();
    if (focused) document.getElementById(focused)?.focus();
  };

  if (data && place) {
    const unknown = read(new URLSearchParams(location.search));
    const problem = unknown.length > 0
      ? [make("p", { class: "sum-problem" }, `The address names what this site does not have: ${unknown.join(", ")}`)] : [];
    document.querySelector(".adding-up-hint")?.remove();
    place.append(make("div", { class: "chooser" }, search, ...problem, chosenPart, choicesPart), count, actions, result);
    show();
  }
}
