import FrameworkModel

extension PageComposer {
    /// The status as a badge; nothing where it is not known.
    func badge(_ status: Status?) -> HTML {
        guard let status else { return HTML() }
        return "<span class=\"badge badge-\(status.rawValue)\">\(status.label)</span>"
    }

    /// The status of a change proposal as a badge; nothing where it is not known.
    func badge(_ status: ChangeProposal.Status?) -> HTML {
        guard let status else { return HTML() }
        return "<span class=\"badge badge-\(status.rawValue)\">\(status.label)</span>"
    }

    /// The domain as a badge.
    func badge(domain: DefinitionReference?) -> HTML {
        guard let domain else { return HTML() }
        return "<span class=\"badge badge-domain\">\(domain.id)</span>"
    }

    /// Badges side by side.
    func badges(_ badges: HTML...) -> HTML { badges.filter { !$0.isEmpty }.joined(separator: " ") }

    /// The letter of an optionality; its word shows on hover.
    func letter(of optionality: Optionality) -> HTML {
        "<abbr title=\"\(optionality.label)\">\(optionality.rawValue)</abbr>"
    }

    /// The letter of an optionality as a sign that stands out in a table.
    func sign(of optionality: Optionality) -> HTML {
        "<span class=\"optionality-\(optionality.rawValue.lowercased())\">\(letter(of: optionality))</span>"
    }

    /// What the letters mean, for those whom a title on hover does not reach.
    var optionalityKey: HTML { "<p class=\"table-key\">R required · O optional · C required under a condition.</p>\n" }
}
