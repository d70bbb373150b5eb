import FrameworkModel
import LinkResolution

extension PageComposer {
    func compose(_ profile: Profile, _ page: inout PageContent, _ body: inout PageBody) {
        page.badges = badges(badge(profile.status), badge(domain: profile.domain))
        page.trail = trail(domain: profile.domain, kind: .profile)
        if framework.participation.eventsByProfile[profile.id] != nil { page.scripts = [Self.commentScript] }
        body.append(aside: facts(of: profile))
        body.append(aside: gap(in: profile, "use cases, requirements and security considerations", profile.href))
        body.append(aside: pendingChanges(of: profile.key))
        body.append(chapter(of: profile, withWaysOn: true))
        body.append(.testTools, "Test tools", tools(for: profile.key))
        body.append(.testedAt, "Tested at", testedAt(profile))
        body.append(.products, "Products", products(supporting: profile.key) { $0.profile.id == profile.id })
        body.append(.supplements, "Supplements", supplements(changing: profile.key))
        body.append(.usedBy, "Used by", class: "used-by", profilesGrouped(with: profile))
    }

    /// - Parameter withWaysOn: Whether links to what actors must do stand below their table, which lead nowhere on paper.
    func chapter(of profile: Profile, withWaysOn: Bool = false) -> FinishedProse {
        let key = PageKey.definition(profile.key)
        let outline = library.outline(of: key)
        return chapter(outline, of: key) { part in
            let html = self.part(part, of: profile, label: outline.partLabels[part])
            return part == .actorsAndTransactions && withWaysOn ? "\(html)\(obligationLinks(of: profile))" : html
        }
    }

    private func facts(of profile: Profile) -> HTML {
        var facts = FactList()
        facts.append("Domain", link(to: profile.domain))
        facts.append("Kind", text: profile.profileKind?.rawValue.capitalized)
        facts.append("Cite as", text: citation(of: profile))
        facts.append("Also called", text: otherNames(of: profile))
        facts.append("Published", profile.href.map { externalLink($0, "Official text") })
        facts.append("At a glance", matrixLinks(of: profile.key))
        facts.append("On paper", editionLink(of: profile))
        return facts.list
    }

    private func part(_ part: GeneratedPart, of profile: Profile, label: CaptionLabel?) -> HTML {
        let caption = part.caption(of: profile.acronym) ?? ""
        return switch part {
        case .noActors: "<p class=\"empty\">The actors of this profile are not known here.</p>\n"
        case .actorDiagram: figure(actorDiagram(of: profile), caption, label)
        case .groupingDiagram: figure(groupingDiagram(of: profile), caption, label)
        case .actorsAndTransactions: actorsAndTransactions(of: profile, caption, label)
        case .contentModules: contentModules(of: profile, caption, label)
        case .actorDescription(let id): library.html(profile.actor(id)?.description)
        case .options: options(of: profile, caption, label)
        case .optionDefinition(let id): library.html(framework.options[id]?.identity.definition)
        case .requiredGroupings: requiredGroupings(of: profile, caption, label)
        case .actorRoles, .referencedStandards, .interactionDiagram: HTML()
        }
    }

    // MARK: Tables, with the columns of the supplement template

    private func actorsAndTransactions(of profile: Profile, _ caption: String, _ label: CaptionLabel?) -> HTML {
        var table = DataTable(
            caption, label: label,
            columns: ["Actors", "Transactions", "Initiator or Responder", .optionality, "Reference"])
        var notes = TableNotes(library)
        for actor in profile.actors {
            table.append(
                link(to: actor.actor),
                rows: actor.transactions.map { use in
                    [
                        fullLink(to: use.transaction),
                        "\(roles(of: actor.actor.id, in: use).map(\.label).joined(separator: ", "))",
                        "\(sign(of: use.optionality))\(notes.marks(for: use.qualification))",
                        reference(to: use.transaction),
                    ]
                }, otherwise: "No transactions")
        }
        return "\(table.html)\(optionalityKey)\(notes.html)"
    }

    /// The part an actor takes: what the profile says, else what the transaction's exchanges say.
    func roles(of actor: String, in use: TransactionUse) -> [ExchangeRole] {
        let roles = use.role.map { [$0] } ?? framework.transactions[use.transaction.id]?.roles(of: actor) ?? []
        return ExchangeRole.allCases.filter(roles.contains)
    }

    private func contentModules(of profile: Profile, _ caption: String, _ label: CaptionLabel?) -> HTML {
        var table = DataTable(
            caption, label: label,
            columns: ["Actors", "Content Modules", .optionality, "Reference"])
        var notes = TableNotes(library)
        for actor in profile.actors where !actor.contentModules.isEmpty {
            table.append(
                link(to: actor.actor),
                rows: actor.contentModules.map { use in
                    [
                        link(to: use.contentModule),
                        "\(sign(of: use.optionality))\(notes.marks(for: use.qualification))",
                        reference(to: use.contentModule),
                    ]
                })
        }
        return "\(table.html)\(notes.html)"
    }

    private func options(of profile: Profile, _ caption: String, _ label: CaptionLabel?) -> HTML {
        var table = DataTable(
            caption, label: label,
            columns: ["Actor", "Option Name", "Reference"])
        var notes = TableNotes(library)
        let outline = library.outline(of: .definition(profile.key))
        for actor in profile.actors where !actor.options.isEmpty {
            table.append(
                link(to: actor.actor),
                rows: actor.options.map { use in
                    [
                        "\(link(to: use.option))\(notes.marks(for: use.qualification))",
                        reference(toOption: use.option, in: outline) ?? "–",
                    ]
                })
        }
        return "\(table.html)\(notes.html)"
    }

    /// The section of this chapter that defines an option, else what the option's own definition cites.
    ///
    /// - Parameter page: The page of the chapter, where the reference stands on another one.
    func reference(toOption option: DefinitionReference, in outline: ChapterOutline, on page: Address? = nil) -> HTML? {
        if let section = outline.section(with: .optionDefinition(option.id)), let number = section.number {
            let address: HTML = page.map { "\($0)" } ?? HTML()
            let title: HTML = page == nil ? HTML() : " title=\"\(section.title)\""
            return "<a class=\"ref ref-section\" href=\"\(address)#\(section.id)\"\(title)>\(number)</a>"
        }
        return framework.options[option.id]?.citation.map { "\($0)" }
    }

    private func requiredGroupings(of profile: Profile, _ caption: String, _ label: CaptionLabel?) -> HTML {
        var table = DataTable(
            caption, label: label,
            columns: [
                TableColumn("\(profile.acronym) Actor"), "Grouping Condition", "Actor(s) to be grouped with",
                "Reference",
            ])
        var notes = TableNotes(library)
        for actor in profile.actors where !actor.groupings.isEmpty {
            table.append(
                link(to: actor.actor),
                rows: actor.groupings.map { grouping in
                    let alternatives = grouping.alternatives
                    let actors = alternatives.map { alternative -> HTML in
                        "\(groupedActor(alternative))\(notes.marks(forNotesOf: alternative.qualification))"
                    }
                    let references = alternatives.map { reference(to: $0.profile) }
                    guard alternatives.count > 1 else {
                        let condition = condition(of: alternatives[0])
                        return [condition.isEmpty ? "Required" : condition, actors[0], references[0]]
                    }
                    let items = zip(alternatives, actors).map { alternative, actor -> HTML in
                        let condition = condition(of: alternative)
                        return condition.isEmpty ? "<li>\(actor)</li>" : "<li>\(actor): \(condition)</li>"
                    }
                    return [
                        "Required: one of these", "<ul class=\"alternatives\">\(items.joined(separator: ""))</ul>",
                        unique(references).joined(separator: "<br>"),
                    ]
                })
        }
        return "\(table.html)\(notes.html)"
    }

    private func unique(_ items: [HTML]) -> [HTML] {
        var seen: Set<HTML> = []
        return items.filter { seen.insert($0).inserted }
    }

    private func groupedActor(_ grouping: Grouping) -> HTML {
        let profile = labelLink(to: grouping.profile.key) ?? "\(grouping.profile.id)"
        return "\(profile) \(link(to: grouping.actor))"
    }

    private func condition(of grouping: Grouping) -> HTML {
        let option: HTML = grouping.option.map { "With the option \(link(to: $0)). " } ?? ""
        return "\(option)\(library.line(grouping.qualification.condition))"
    }

    private func profilesGrouped(with profile: Profile) -> HTML {
        let profiles = framework.relations.profilesGroupedWith[profile.id] ?? []
        return uses(of: profiles, by: "profile") { other in
            let actors = other.actors.filter { actor in
                actor.groupings.contains { $0.alternatives.contains { $0.profile.id == profile.id } }
            }
            return actors.map { link(to: $0.actor) }.joined(separator: ", ")
        }
    }
}
