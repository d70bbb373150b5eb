import ContentReading
import FrameworkModel
import LinkResolution

/// The tables and lists that say what a closure of groupings asks for.
extension PageComposer {
    /// The transactions of all members, each with the way that leads to it.
    func transactions(of closure: GroupingClosure, named caption: String) -> HTML {
        var table = DataTable(
            caption, columns: ["Transaction", "Role", .optionality, .reason, "Reference"])
        var notes = TableNotes(library)
        for member in closure.members {
            let reasons = ReasonCells(self, closure, member)
            for use in member.part?.transactions ?? [] {
                table.append(
                    fullLink(to: use.transaction),
                    "\(roles(of: member.claim.actor, in: use).map(\.label).joined(separator: ", "))",
                    "\(sign(of: use.optionality))\(notes.marks(for: reasons.notes(on: use.qualification)))",
                    reasons.way, reference(to: use.transaction))
            }
        }
        return "\(table.html)\(table.html.isEmpty ? HTML() : optionalityKey)\(notes.html)"
    }

    /// The content modules of all members, each with the way that leads to it.
    func contentModules(of closure: GroupingClosure, named caption: String) -> HTML {
        var table = DataTable(caption, columns: ["Content Module", .optionality, .reason, "Reference"])
        var notes = TableNotes(library)
        for member in closure.members {
            let reasons = ReasonCells(self, closure, member)
            for use in member.part?.contentModules ?? [] {
                table.append(
                    link(to: use.contentModule),
                    "\(sign(of: use.optionality))\(notes.marks(for: reasons.notes(on: use.qualification)))",
                    reasons.way, reference(to: use.contentModule))
            }
        }
        return "\(table.html)\(notes.html)"
    }

    /// The groupings as a tree: below each actor those that it requires. Nothing where nothing is required.
    func groupings(in closure: GroupingClosure) -> HTML {
        let byReason = closure.membersByReason
        // A claim itself is no grouping: what it requires stands at the top.
        let roots = (byReason[nil] ?? []).flatMap { $0.grouping == nil ? byReason[$0.claim] ?? [] : [$0] }
        guard !roots.isEmpty else { return HTML() }
        var html: HTML = "<ul class=\"groupings\">"
        // A stack of its own: a chain of groupings can be long.
        var open = [roots[...]]
        while let member = open.last?.first {
            open[open.count - 1].removeFirst()
            html += "<li>\(link(to: member.claim))\(qualification(of: member))"
            let below = byReason[member.claim] ?? []
            html += below.isEmpty ? "</li>" : "<ul>"
            if !below.isEmpty { open.append(below[...]) }
            while open.count > 1, open.last?.isEmpty == true {
                html += "</ul></li>"
                open.removeLast()
            }
        }
        html += "</ul>\n"
        return html
    }

    /// The condition and notes of the grouping that leads to a member.
    private func qualification(of member: GroupingClosure.Member) -> HTML {
        guard let grouping = member.grouping, let owner = member.requiredBy else { return HTML() }
        let texts = words(of: grouping, by: owner)
        return texts.isEmpty ? HTML() : " <span class=\"use-detail\">\(texts.joined(separator: " "))</span>"
    }

    /// Option, condition and notes of a grouping, each in a sentence or more.
    func words(of grouping: Grouping, by owner: ActorClaim) -> [HTML] {
        let option: [HTML] = grouping.option.map { ["With the option \(link(to: $0))."] } ?? []
        return option + words(of: grouping.qualification, in: owner)
    }

    /// Condition and notes of a row, as a page beside the profile's shows them.
    func words(of qualification: Qualification, in claim: ActorClaim) -> [HTML] {
        let condition = qualification.condition.map { prose -> HTML in
            "<strong>Condition:</strong> \(line(of: prose, in: claim))"
        }
        return (condition.map { [$0] } ?? []) + qualification.notes.map { line(of: $0, in: claim) }
    }

    /// Prose of the profile of a claim in the middle of a line.
    func line(of prose: Prose?, in claim: ActorClaim) -> HTML { html(of: prose, in: claim).withoutParagraph }
}

extension TableColumn {
    fileprivate static let reason = TableColumn("Because of", class: "reason")
}

/// Why a member of a closure is there, as the cells of its rows say it.
struct ReasonCells {
    private let composer: PageComposer
    private let member: GroupingClosure.Member
    private let groupings: [GroupingClosure.Member]

    init(_ composer: PageComposer, _ closure: GroupingClosure, _ member: GroupingClosure.Member) {
        self.composer = composer
        self.member = member
        groupings = closure.way(to: member).filter { $0.grouping != nil }
    }

    /// The actors on the way; of a long way its beginning and its end.
    var way: HTML {
        guard !groupings.isEmpty else { return "The profile" }
        let links = groupings.count > 4 ? groupings.prefix(1) + groupings.suffix(2) : groupings[...]
        var parts = links.map { composer.link(to: $0.claim) }
        if links.count < groupings.count { parts.insert("…", at: 1) }
        return parts.joined(separator: " → ")
    }

    /// What qualifies a row: the conditions on the way, its own condition and notes.
    func notes(on qualification: Qualification) -> [HTML] {
        conditions + composer.words(of: qualification, in: member.claim)
    }

    /// The conditions on the way.
    var conditions: [HTML] {
        groupings.compactMap { step -> HTML? in
            guard let condition = step.grouping?.qualification.condition, let owner = step.requiredBy else {
                return nil
            }
            let name = composer.claimName(step.claim)
            return
                "<strong>Condition</strong> of the grouping with \(name): \(composer.line(of: condition, in: owner))"
        }
    }
}
