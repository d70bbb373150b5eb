import FrameworkModel
import LinkResolution

/// What stands to choice: groupings of which one is enough, and options.
extension PageComposer {
    /// Each choice as a box with its alternatives, whose consequences fold away.
    func choices(of obligations: Obligations) -> HTML {
        var html = HTML()
        for choice in obligations.choices {
            html += "<div class=\"choice\" id=\"\(anchor(of: choice))\">\n"
            html += "<p>\(introduction(of: choice, obligations))</p>\n"
            for alternative in choice.alternatives {
                html += self.html(of: alternative, by: choice.owner, obligations)
            }
            let shared = choice.sharedTransactions.map { link(to: $0) }
            if choice.settledBy == nil, !shared.isEmpty {
                html += "<p class=\"use-detail\">Whatever is chosen asks for \(shared.joined(separator: ", ")).</p>\n"
            }
            html += "</div>\n"
        }
        return html
    }

    func anchor(of choice: GroupingChoice) -> String { "choice-\(choice.number)" }

    private func introduction(of choice: GroupingChoice, _ obligations: Obligations) -> HTML {
        let option: HTML = choice.option.map { "With the option \(link(to: $0)), " } ?? ""
        let end: HTML =
            choice.settledBy.map { ". \(claimName($0)) is required anyway, so nothing is left to choose." } ?? ":"
        let name = claimName(choice.owner)
        return "\(option)<strong>\(name)</strong>\(origin(of: choice, obligations)) is grouped with one of these\(end)"
    }

    /// What brings the actor that has the choice, where it is not required.
    private func origin(of choice: GroupingChoice, _ obligations: Obligations) -> HTML {
        guard obligations.required[choice.owner] == nil else { return HTML() }
        if let consequence = obligations.options.first(where: { $0.adds[choice.owner] != nil }) {
            return ", which comes with the option \(link(to: consequence.use.option)),"
        }
        let other = obligations.choices.first { $0.alternatives.contains { $0.adds[choice.owner] != nil } }
        return other.map { ", which comes with <a href=\"#\(anchor(of: $0))\">another choice</a>," } ?? HTML()
    }

    private func html(
        of alternative: GroupingChoice.Alternative, by owner: ActorClaim, _ obligations: Obligations
    ) -> HTML {
        let claim = ActorClaim(alternative.grouping)
        var html: HTML = "<details class=\"alternative\"><summary>\(claimName(claim))</summary>\n"
        for text in words(of: alternative.grouping, by: owner) { html += "<p>\(text)</p>\n" }
        html += consequences(alternative.adds, claimName(claim), obligations)
        html += "</details>\n"
        return html
    }

    /// What a closure asks for, below the choice or option that leads to it.
    private func consequences(_ adds: GroupingClosure, _ name: String, _ obligations: Obligations) -> HTML {
        guard !adds.members.isEmpty else { return "<p>This asks for nothing beyond what is required anyway.</p>\n" }
        var html = transactions(of: adds, named: "\(name) – Transactions")
        html += contentModules(of: adds, named: "\(name) – Content modules")
        // The rows say of a single grouping already where they come from.
        if adds.members.count > 1 || html.isEmpty { html += groupings(in: adds) }
        for choice in obligations.choices(of: adds) {
            html +=
                "<p>\(claimName(choice.owner)) has <a href=\"#\(anchor(of: choice))\">a choice of its own</a>.</p>\n"
        }
        return html
    }

    /// The options of the actor, and of those grouped with it the ones that bring groupings.
    func options(of obligations: Obligations) -> HTML {
        guard !obligations.options.isEmpty else { return HTML() }
        var html: HTML = "<ul class=\"option-consequences\">\n"
        for consequence in obligations.options {
            let owner: HTML = consequence.owner == obligations.claim ? "" : " of \(claimName(consequence.owner))"
            html += "<li>\(link(to: consequence.use.option))\(owner)\(section(of: consequence))\n"
            html += "\(text(of: consequence, obligations))</li>\n"
        }
        html += "</ul>\n"
        return html
    }

    private func section(of consequence: OptionConsequence) -> HTML {
        let profile = DefinitionKey(.profile, consequence.owner.profile)
        let outline = library.outline(of: .definition(profile))
        let reference = reference(toOption: consequence.use.option, in: outline, on: addresses[profile])
        return reference.map { " <span class=\"use-detail\">\($0)</span>" } ?? HTML()
    }

    private func text(of consequence: OptionConsequence, _ obligations: Obligations) -> HTML {
        let option = consequence.use.option
        let definition = addresses[option.key].map {
            library.html(framework.options[option.id]?.identity.definition).quoted(from: $0)
        }
        var html = definition ?? HTML()
        for text in words(of: consequence.use.qualification, in: consequence.owner) { html += "<p>\(text)</p>\n" }
        html += groupings(in: consequence.adds)
        let choices = obligations.choices.filter { $0.owner == consequence.owner && $0.option?.id == option.id }
        for choice in choices {
            html += "<p>A grouping with <a href=\"#\(anchor(of: choice))\">one of several</a>.</p>\n"
        }
        if !consequence.adds.members.isEmpty {
            let name = framework.name(of: option.key) ?? option.id
            html += """
                <details class="alternative"><summary>What it adds</summary>
                \(transactions(of: consequence.adds, named: "\(name) – Transactions"))\
                \(contentModules(of: consequence.adds, named: "\(name) – Content modules"))</details>

                """
        }
        return html
    }
}
