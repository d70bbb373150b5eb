import FrameworkModel

/// The texts that files begin with: short, valid, and with the facts in them that an author will change first.
extension ContentStart {
    /// The definition in its file.
    func definitionText(_ domain: Domain?) throws(Refusal) -> String {
        let own = domain.map { " domain=\"\($0.id)\"" } ?? ""
        let text = "What it does, in which situation: one to three sentences."
        switch kind {
        case .domain:
            return file("domain", " transaction-section=\"3\"", text)
        case .profile:
            return file(
                "profile", own + " status=\"public-comment\"", text,
                framework.actors.first.map { "  <actor ref=\"\($0.id)\"/>\n" }
                    ?? "  <!-- <actor ref=\"...\"><transaction ref=\"...\" optionality=\"R\"/></actor> -->\n")
        case .transaction:
            let ends = framework.actors.prefix(2).map(\.id)
            let exchange = ends.first.map {
                "  <exchange initiator=\"\($0)\" responder=\"\(ends.last ?? $0)\"/>\n"
            }
            return file(
                "transaction", own + " status=\"public-comment\"", text,
                exchange ?? "  <!-- <exchange initiator=\"...\" responder=\"...\"/> -->\n")
        case .contentModule: return file("content-module", own + " kind=\"document\"", text)
        case .supplement:
            return file("supplement", own + " status=\"public-comment\" revision=\"1.0\"", text)
        case .changeProposal: return file("change-proposal", own + " status=\"submitted\"", "What it changes, and why.")
        case .actor, .option, .term: return file(kind.rawValue, "", text)
        case .organisation:
            return file("organisation", " kind=\"vendor\" country=\"United Kingdom\"", "What the organisation does.")
        case .membership:
            return file(
                "membership", "", "Who the category is for.", "  <right>What its members may do.</right>\n")
        case .event: return event
        case .tool:
            let profile = framework.profiles.first.map { "  <covers profile=\"\($0.id)\"/>\n" } ?? ""
            return file("tool", " kind=\"simulator\"", "What the tool does.", profile)
        case .statement: return try statement()
        case .page: return ""
        }
    }

    /// The prose beside the definition; `nil` for a kind that is mostly without.
    var proseText: String? {
        switch kind {
        case .profile:
            """
            What the profile is for, for a reader who has never heard of it.

            ## Overview

            The problem, and how the profile solves it.

            ## Security Considerations

            What could go wrong, and what a system does about it.

            """
        case .transaction:
            """
            ## Scope

            What the transaction is for.

            ## Messages

            What is sent, what it means, and what the receiver does.

            ## Security Considerations

            What could go wrong, and what a system does about it.

            """
        case .supplement:
            """
            ## Introduction

            What the supplement adds or changes, and why.

            """
        default: nil
        }
    }

    func pageText(_ path: String) -> String {
        """
        ---
        title: \(words(String(path.split(separator: "/").last ?? "")))
        description: One sentence for lists and search engines.
        ---

        What the page says.

        """
    }

    /// What to do next.
    func next(_ paths: [String]) -> [String] {
        var next = ["write the name and the facts in \(paths.joined(separator: " and "))"]
        switch kind {
        case .page:
            next = ["write the page in \(paths.joined()), and link to it, or give it an entry in the menu of site.yml"]
        case .profile: next.append("list its actors, with their transactions and groupings")
        case .transaction: next.append("correct the exchange, and list the transaction for an actor of a profile")
        case .supplement: next.append("write its amendments ('::: amendment'), and name what it affects")
        case .event: next.append("correct the days, and list what is tested; results come later, in <results>")
        case .statement: next.append("claim what the version supports; the check tells which groupings are missing")
        case .organisation, .tool, .membership, .domain, .actor, .option, .term, .contentModule, .changeProposal: break
        }
        return next + ["look at it with 'generate-site preview', check it with 'generate-site check'"]
    }

    // MARK: Parts

    private func file(_ element: String, _ attributes: String, _ definition: String, _ rest: String = "") -> String {
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <\(element) xmlns="urn:technical-framework:definitions" id="\(id)"\(attributes)>
          <name>\(words(id))</name>
          <definition>\(definition)</definition>
        \(rest)</\(element)>

        """
    }

    /// The day after the last that the content knows of, so that nothing depends on the day of the command.
    private var event: String {
        let day = framework.newestDay ?? "2030-01-01"
        let domain = self.domain.map { " domain=\"\($0)\"" } ?? ""
        let organiser = framework.organisations.first.map { " organisers=\"\($0.id)\"" } ?? ""
        let tests = framework.profiles.first.map { "  <tests profile=\"\($0.id)\"/>\n" } ?? ""
        return file(
            "event", " kind=\"connectathon\" from=\"\(day)\" until=\"\(day)\" place=\"Online\"\(organiser)\(domain)",
            "What takes place, and for whom.", tests)
    }

    private func statement() throws(Refusal) -> String {
        guard let claim = simplestClaim else {
            throw Refusal("a statement claims an actor of a profile, and no profile has one: begin with 'new profile'")
        }
        guard let vendor = framework.organisations.first(where: { $0.organisationKind == .vendor })?.id else {
            throw Refusal("a statement is of a vendor, and there is none: begin with 'new organisation'")
        }
        return file(
            "product", " vendor=\"\(vendor)\"", "What the product does.",
            """
              <statement version="1.0" date="\(framework.newestDay ?? "2030-01-01")">
                <claim profile="\(claim.profile)" actor="\(claim.actor)"/>
              </statement>

            """)
    }

    /// An actor that needs no other one.
    private var simplestClaim: ActorClaim? {
        let claims = framework.profiles.flatMap { profile in
            profile.actors.map { (ActorClaim(profile: profile.id, actor: $0.actor.id), $0.groupings.isEmpty) }
        }
        return claims.first(where: \.1)?.0 ?? claims.first?.0
    }

    /// An identifier as a name: `next-connectathon` is "Next connectathon".
    private func words(_ id: String) -> String {
        guard id.contains("-"), id.lowercased() == id else { return id }
        let text = id.split(separator: "-").joined(separator: " ")
        return text.prefix(1).uppercased() + text.dropFirst()
    }
}
