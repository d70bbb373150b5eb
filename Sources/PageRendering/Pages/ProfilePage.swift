import FrameworkModel
import LinkResolution

extension PageComposer {
    func compose(_ profile: Profile, _ page: inout PageContent, _ body: inout PageBody) {
        page.badges = badges(badge(profile.status), badge(domain: profile.domain))
        page.trail = trail(domain: profile.domain, kind: .profile)
        body += facts(of: profile)
        body.append(.actorsAndTransactions, "Actors and transactions", actorsAndTransactions(of: profile))
        body.append(.contentModules, "Content modules", contentModules(of: profile))
        body.append(.actorDescriptions, "Actor descriptions", actorDescriptions(of: profile))
        body.append(.options, "Options", options(of: profile))
        body.append(.requiredGroupings, "Required groupings", requiredGroupings(of: profile))
        body.append(library.chapter(of: page.key))
        body.append(.supplements, "Supplements", supplements(changing: profile.key))
        body.append(.usedBy, "Used by", class: "used-by", profilesGrouped(with: profile))
    }

    private func facts(of profile: Profile) -> HTML {
        var facts = FactList()
        facts.append("Domain", link(to: profile.domain))
        facts.append("Kind", text: profile.profileKind?.rawValue.capitalized)
        facts.append("Chapter", text: profile.chapter.map { "\(profile.domain.id) TF-1: \($0)" })
        facts.append("Also called", text: otherNames(of: profile))
        facts.append("Published", profile.href.map { externalLink($0, "Official text") })
        return facts.list
    }

    private func actorsAndTransactions(of profile: Profile) -> HTML {
        guard !profile.actors.isEmpty else { return "<p class=\"empty\">No actors are defined yet.</p>\n" }
        var table = DataTable(
            "Actors and transactions of \(profile.acronym)", columns: ["Actor", "Transaction", "Role", .optionality])
        var notes = TableNotes(library)
        for actor in profile.actors {
            table.append(
                link(to: actor.actor),
                rows: actor.transactions.map { use in
                    [
                        fullLink(to: use.transaction),
                        "\(roles(of: actor, in: use))",
                        "\(sign(of: use.optionality))\(notes.marks(for: use.qualification))",
                    ]
                }, otherwise: "No transactions")
        }
        return "\(table.html)\(optionalityKey)\(notes.html)"
    }

    /// The part an actor takes: what the profile says, else what the transaction's exchanges say.
    private func roles(of actor: ProfileActor, in use: TransactionUse) -> String {
        let roles = use.role.map { [$0] } ?? framework.transactions[use.transaction.id]?.roles(of: actor.actor.id) ?? []
        return ExchangeRole.allCases.filter(roles.contains).map(\.label).joined(separator: ", ")
    }

    private func contentModules(of profile: Profile) -> HTML {
        var table = DataTable(
            "Content modules of \(profile.acronym)", columns: ["Actor", "Content module", .optionality])
        var notes = TableNotes(library)
        for actor in profile.actors where !actor.contentModules.isEmpty {
            table.append(
                link(to: actor.actor),
                rows: actor.contentModules.map { use in
                    [
                        link(to: use.contentModule),
                        "\(sign(of: use.optionality))\(notes.marks(for: use.qualification))",
                    ]
                })
        }
        return "\(table.html)\(notes.html)"
    }

    private func actorDescriptions(of profile: Profile) -> HTML {
        var html = HTML()
        for actor in profile.actors where actor.description != nil {
            html += "<h3>\(link(to: actor.actor))</h3>\n\(library.html(actor.description))"
        }
        return html
    }

    private func options(of profile: Profile) -> HTML {
        var table = DataTable("Options of \(profile.acronym)", columns: ["Actor", "Option"])
        var notes = TableNotes(library)
        for actor in profile.actors where !actor.options.isEmpty {
            table.append(
                link(to: actor.actor),
                rows: actor.options.map { use in ["\(link(to: use.option))\(notes.marks(for: use.qualification))"] })
        }
        return "\(table.html)\(notes.html)"
    }

    private func requiredGroupings(of profile: Profile) -> HTML {
        var table = DataTable(
            "Required groupings of \(profile.acronym)", columns: ["Actor", "Grouped with", "Condition"])
        var notes = TableNotes(library)
        for actor in profile.actors where !actor.groupings.isEmpty {
            table.append(
                link(to: actor.actor),
                rows: actor.groupings.map { grouping in
                    let alternatives = grouping.alternatives.map { alternative -> HTML in
                        "\(groupedActor(alternative))\(notes.marks(forNotesOf: alternative.qualification))"
                    }
                    let conditions = grouping.alternatives.map(condition)
                    guard alternatives.count > 1 else {
                        return [alternatives[0], conditions[0].isEmpty ? "Required" : conditions[0]]
                    }
                    let items = zip(alternatives, conditions).map { alternative, condition -> HTML in
                        condition.isEmpty ? "<li>\(alternative)</li>" : "<li>\(alternative): \(condition)</li>"
                    }
                    return ["<ul class=\"alternatives\">\(items.joined(separator: ""))</ul>", "One of these"]
                })
        }
        return "\(table.html)\(notes.html)"
    }

    private func groupedActor(_ grouping: Grouping) -> HTML {
        guard let profile = framework.profiles[grouping.profile.id] else {
            return "\(grouping.profile.id) \(grouping.actor.id)"
        }
        return "\(link(to: profile)) \(link(to: grouping.actor))"
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
