/// What a chapter gets from definitions: it stands where the template of the chapter puts it.
enum GeneratedPart: Sendable, Hashable {
    // Profiles
    /// What stands in the place of the table of actors where nobody has defined any.
    case noActors
    case actorDiagram, actorsAndTransactions, contentModules, options, groupingDiagram, requiredGroupings
    /// What an actor does in the profile, by the actor's identifier.
    case actorDescription(String)
    /// What an option means, by its identifier.
    case optionDefinition(String)
    // Transactions and content modules
    case actorRoles, referencedStandards, interactionDiagram

    /// What a part that has a caption is.
    var captionKind: CaptionLabel.Kind {
        switch self {
        case .actorDiagram, .interactionDiagram, .groupingDiagram: .figure
        default: .table
        }
    }

    /// The caption of a part that is a table or a figure, and so has a number.
    ///
    /// - Parameter name: What the chapter is about, such as `XDS.b` or `ITI-18`.
    func caption(of name: String) -> String? {
        switch self {
        case .actorDiagram: "\(name) – Actor Diagram"
        case .interactionDiagram: "\(name) – Interaction Diagram"
        case .actorsAndTransactions: "\(name) – Actors and Transactions"
        case .contentModules: "\(name) – Actors and Content Modules"
        case .options: "\(name) – Actors and Options"
        case .groupingDiagram: "\(name) – Groupings"
        case .requiredGroupings: "\(name) – Required Actor Groupings"
        case .actorRoles: "\(name) – Actor Roles"
        case .noActors, .actorDescription, .optionDefinition, .referencedStandards: nil
        }
    }
}
