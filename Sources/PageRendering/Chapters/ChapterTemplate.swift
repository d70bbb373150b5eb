import FrameworkModel

/// A section that chapters of a kind have, as the committees' templates fix it.
struct TemplateSection: Sendable, Equatable {
    let title: String
    /// The names under which the section occurs in the wild, as `OutlineBuilder` compares them.
    let names: [String]
    /// Whether a chapter lacks something without the section; its number is kept for it then.
    let isRequired: Bool
    /// What stands in the section besides prose.
    var parts: [GeneratedPart]
    var children: [TemplateSection]
    /// What each section below has to have, where their titles are the author's.
    let eachHas: [TemplateSection]

    init(
        _ title: String, aliases: [String] = [], isRequired: Bool = false, parts: [GeneratedPart] = [],
        children: [TemplateSection] = [], eachHas: [TemplateSection] = []
    ) {
        self.title = title
        names = ([title] + aliases).map(OutlineBuilder.folded)
        self.isRequired = isRequired
        self.parts = parts
        self.children = children
        self.eachHas = eachHas
    }

    /// Whether definitions give something to the section or to one below it.
    var hasParts: Bool { !parts.isEmpty || children.contains(where: \.hasParts) }

    func with(_ parts: [GeneratedPart], children: [TemplateSection]? = nil) -> TemplateSection {
        var section = self
        section.parts = parts
        section.children = children ?? self.children
        return section
    }
}

/// The sections of chapters by kind, with what definitions give to them.
///
/// The names are those of the supplement template; the aliases stand in published volumes and guides.
enum ChapterTemplate {
    static func sections(of definition: any Definition, in framework: Framework) -> [TemplateSection] {
        switch definition {
        case let profile as Profile: sections(of: profile, framework)
        case let transaction as Transaction: sections(of: transaction)
        case let module as ContentModule: [referencedStandards(module.standards)]
        case let chapter as Chapter where chapter.chapterKind == .nationalExtension: [commentSubmission]
        default: []
        }
    }

    // MARK: Profiles, volume 1

    private static func sections(of profile: Profile, _ framework: Framework) -> [TemplateSection] {
        let actors = profile.actors
        var tables: [GeneratedPart] = profile.exchanges(in: framework).isEmpty ? [] : [.actorDiagram]
        tables.append(actors.isEmpty ? .noActors : .actorsAndTransactions)
        if actors.contains(where: { !$0.contentModules.isEmpty }) { tables.append(.contentModules) }
        let hasOptions = actors.contains { !$0.options.isEmpty }
        let hasGroupings = actors.contains { !$0.groupings.isEmpty }
        let isDrawable = hasGroupings && GroupingGraph.isDrawable(for: profile, in: framework)
        let groupings: [GeneratedPart] = hasGroupings ? [.requiredGroupings] : []
        return [
            actorsAndTransactions.with(tables, children: [describedActors(of: profile, framework)]),
            options.with(hasOptions ? [.options] : [], children: definedOptions(of: profile, framework)),
            requiredGroupings.with(isDrawable ? [.groupingDiagram] + groupings : groupings),
            overview, profileSecurity, crossProfile,
        ]
    }

    private static func describedActors(of profile: Profile, _ framework: Framework) -> TemplateSection {
        let described = profile.actors.filter { $0.description != nil }
        return actorDescriptions.with(
            [],
            children: described.map { actor in
                TemplateSection(
                    framework.name(of: actor.actor.key) ?? actor.actor.id,
                    parts: [.actorDescription(actor.actor.id)])
            })
    }

    /// A section for each option, in the order of the actors that may claim them.
    private static func definedOptions(of profile: Profile, _ framework: Framework) -> [TemplateSection] {
        var seen: Set<String> = []
        return profile.actors.flatMap(\.options).compactMap { use in
            guard seen.insert(use.option.id).inserted, let option = framework.options[use.option.id] else { return nil }
            let isDefined = option.identity.definition != nil
            return TemplateSection(
                option.name.hasSuffix("Option") ? option.name : "\(option.name) Option", aliases: [option.name],
                parts: isDefined ? [.optionDefinition(option.id)] : [])
        }
    }

    private static let actorsAndTransactions = TemplateSection(
        "Actors, Transactions, and Content Modules",
        aliases: ["Actors and Transactions", "Actors/Transactions", "Actors and Content Modules"], isRequired: true)
    private static let actorDescriptions = TemplateSection(
        "Actor Descriptions and Actor Profile Requirements",
        aliases: [
            "Actor Descriptions", "Actors Descriptions and Actor Profile Requirements", "Actor Profile Requirements",
        ])
    private static let options = TemplateSection(
        "Actor Options", aliases: ["Options", "Integration Profile Options", "Profile Options"], isRequired: true)
    private static let requiredGroupings = TemplateSection(
        "Required Actor Groupings",
        aliases: [
            "Actor Required Groupings", "Required Groupings", "Required Actor Grouping", "Actor Groupings", "Groupings",
            "Grouping",
            "Integration Profile Groupings",
        ], isRequired: true)
    private static let overview = TemplateSection(
        "Overview", aliases: ["Integration Profile Process Flow", "Process Flow"], isRequired: true,
        children: [TemplateSection("Concepts"), TemplateSection("Use Cases", aliases: ["Use Case"])])
    private static let profileSecurity = TemplateSection(
        "Security Considerations", aliases: ["Security", "Security and Privacy Considerations"], isRequired: true)
    private static let crossProfile = TemplateSection("Cross-Profile Considerations", isRequired: true)

    // MARK: Transactions, volume 2

    private static func sections(of transaction: Transaction) -> [TemplateSection] {
        [
            scope, actorRoles.with(transaction.exchanges.isEmpty ? [] : [.actorRoles]),
            referencedStandards(transaction.standards),
            messages.with(transaction.exchanges.isEmpty ? [] : [.interactionDiagram]), protocolRequirements, security,
        ]
    }

    private static let scope = TemplateSection("Scope", isRequired: true)
    private static let actorRoles = TemplateSection(
        "Actor Roles", aliases: ["Actors Roles", "Use Case Roles", "Actors", "Roles"], isRequired: true)
    private static let messages = TemplateSection(
        "Messages", aliases: ["Interaction Diagram", "Interaction Diagrams"], isRequired: true,
        eachHas: [
            TemplateSection("Trigger Events", aliases: ["Trigger Event"]), TemplateSection("Message Semantics"),
            TemplateSection("Expected Actions", aliases: ["Expected Action"]),
        ])
    /// The names of the sections that each message has.
    static let messageSections = Set(messages.eachHas.flatMap(\.names))
    private static let protocolRequirements = TemplateSection("Protocol Requirements")
    private static let security = TemplateSection(
        "Security Considerations", aliases: ["Security", "Security Requirements"], isRequired: true)

    // MARK: Content modules and national extensions, volumes 3 and 4

    private static func referencedStandards(_ uses: [StandardUse]) -> TemplateSection {
        standards.with(uses.isEmpty ? [] : [.referencedStandards])
    }

    private static let standards = TemplateSection(
        "Referenced Standards", aliases: ["Referenced Standard", "Standards"], isRequired: true)
    private static let commentSubmission = TemplateSection("Comment Submission", isRequired: true)
}
