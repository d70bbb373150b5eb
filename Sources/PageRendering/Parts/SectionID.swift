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
    case mainActivities = "main-activities"
    case nationalExtensions = "national-extensions"
    case sponsoredDomains = "sponsored-domains"
    case committees
    case events = "dates-and-events"
    case eventsDuring = "events-during"
    case testedProfiles = "tested-profiles"
    case testPlan = "test-plan"
    case projectLabel = "project-label"
    case testResults = "test-results"
    case testedAt = "tested-at"
    case testTools = "test-tools"
    case testCoverage = "test-coverage"
    case products = "registered-products"
    case integrationStatements = "integration-statements"
    case productLabels = "product-labels"
    case memberRights = "member-rights"
    case memberOrganisations = "member-organisations"
    case byKind = "by-kind"
    case usedBy = "used-by"
    case mentionedIn = "mentioned-in"

    /// Every anchor that prose can't have: those of generated sections and of the theme's page.
    static let all = Set(allCases.map(\.rawValue) + ["main", "top", "contents", "navigation"])
}
