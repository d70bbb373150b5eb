/// The anchors of the sections that are generated from definitions. Prose headings that come out the same get a number.
enum SectionID: String, CaseIterable {
    case contentModules = "content-modules"
    case roles
    case domains
    case volumes
    case profiles
    case transactions
    case supplements
    case changeProposals = "change-proposals"
    case publications
    case chapters
    case affects
    case releases
    case revisions
    case groupings
    case groupedWith = "grouped-with"
    case lists
    case oneOfThese = "one-of-these"
    case whatOptionsAdd = "what-options-add"
    case integrationStatement = "integration-statement"
    case usedBy = "used-by"
    case mentionedIn = "mentioned-in"

    /// Every anchor that prose can't have: those of generated sections and of the theme's page.
    static let all = Set(allCases.map(\.rawValue) + ["main", "top", "contents", "navigation"])
}
