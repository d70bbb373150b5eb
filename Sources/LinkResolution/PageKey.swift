import ContentReading
import FrameworkModel

/// What a page is about. Every page of the site has exactly one key.
public enum PageKey: Sendable, Hashable, Comparable {
    case home
    /// A Markdown page, by its path in the content folder.
    case page(String)
    /// A definition of its own.
    case definition(DefinitionKey)
    /// A volume, or a profile with its transactions, on one page for paper.
    case edition(DefinitionKey)
    /// What claiming an actor of a profile entails.
    case obligations(ActorClaim)
    /// What claiming several actors of profiles entails together.
    case addingUp
    /// What of two kinds has to do with each other, in a profile or a domain.
    case matrix(Matrix)
    /// The list of all definitions of a kind.
    case list(DefinitionKind)
    /// The supplements of a status.
    case supplements(Status)
    /// A chapter with the text of supplements in its place.
    case consolidated(FrameworkView, DefinitionKey)
    /// All chapters that a view amends.
    case view(FrameworkView)
    /// A register of the whole site or of one domain.
    case register(Register, domain: String?)
    /// The contact form with the topic of a domain chosen, by the domain's identifier.
    case contact(String)
    /// Where readers search the site.
    case search
    case notFound

    /// The definition that the page is about.
    public var definition: DefinitionKey? {
        if case .definition(let key) = self { key } else { nil }
    }

    public static func < (left: PageKey, right: PageKey) -> Bool {
        switch (left, right) {
        case (.page(let left), .page(let right)): left < right
        case (.definition(let left), .definition(let right)), (.edition(let left), .edition(let right)): left < right
        case (.obligations(let left), .obligations(let right)): left < right
        case (.matrix(let left), .matrix(let right)): left < right
        case (.list(let left), .list(let right)): left < right
        case (.contact(let left), .contact(let right)): left < right
        case (.supplements(let left), .supplements(let right)): left < right
        case (.consolidated(let leftView, let left), .consolidated(let rightView, let right)):
            leftView == rightView ? left < right : leftView < rightView
        case (.view(let left), .view(let right)): left < right
        case (.register(let left, let leftDomain), .register(let right, let rightDomain)):
            (leftDomain ?? "", left.rawValue) < (rightDomain ?? "", right.rawValue)
        default: left.rank < right.rank
        }
    }

    private var rank: Int {
        switch self {
        case .home: 0
        case .page: 1
        case .definition: 2
        case .edition: 3
        case .obligations: 4
        case .addingUp: 5
        case .matrix: 6
        case .list: 7
        case .supplements: 8
        case .consolidated: 9
        case .view: 10
        case .register: 11
        case .contact: 12
        case .search: 13
        case .notFound: 14
        }
    }
}

/// What of supplements a reader sees in the chapters of a framework, besides its final text.
public enum FrameworkView: String, Sendable, CaseIterable, Comparable {
    case trialImplementation = "with-trial-implementation"
    /// That of trial implementation too.
    case publicComment = "with-public-comment"

    public var label: String {
        switch self {
        case .trialImplementation: "With trial implementation"
        case .publicComment: "With public comment"
        }
    }

    /// Whether a supplement of a status is in it.
    public func includes(_ status: Status?) -> Bool {
        status == .trialImplementation || (self == .publicComment && status == .publicComment)
    }

    public static func < (left: FrameworkView, right: FrameworkView) -> Bool {
        left == .trialImplementation && right == .publicComment
    }
}

/// What is looked up across chapters.
public enum Register: String, Sendable, CaseIterable {
    /// Everything that has a name, from A to Z.
    case index = "a-z"
    case figures
    case requirements

    public var label: String {
        switch self {
        case .index: "Index A–Z"
        case .figures: "Figures and tables"
        case .requirements: "Requirements"
        }
    }
}

extension PageKey {
    /// The key of a Markdown page: `index.md`, at the top or in `pages`, is the home page.
    public init(_ page: MarkdownFile) {
        self = ["index.md", "pages/index.md"].contains(page.file.path) ? .home : .page(page.file.path)
    }
}

extension DefinitionKind {
    /// The name of the list of a kind, in addresses and in `site.yml`.
    public var listName: String {
        self == .term ? "glossary" : rawValue + "s"
    }

    /// The kind as a heading of its list.
    public var pluralLabel: String {
        switch self {
        case .domain: "Domains"
        case .volume: "Volumes"
        case .chapter: "Chapters and appendices"
        case .profile: "Integration profiles"
        case .actor: "Actors"
        case .transaction: "Transactions"
        case .option: "Options"
        case .contentModule: "Content modules"
        case .supplement: "Supplements"
        case .changeProposal: "Change proposals"
        case .publication: "Other publications"
        case .organisation: "Organizations"
        case .membership: "Membership categories"
        case .event: "Events"
        case .tool: "Test tools"
        case .product: "Product registry"
        case .term: "Glossary"
        case .standard: "Standards"
        case .source: "Sources of facts"
        }
    }

    /// The kind as a word for one definition.
    public var label: String {
        switch self {
        case .domain: "Domain"
        case .volume: "Volume"
        case .chapter: "Chapter"
        case .profile: "Integration profile"
        case .actor: "Actor"
        case .transaction: "Transaction"
        case .option: "Option"
        case .contentModule: "Content module"
        case .supplement: "Supplement"
        case .changeProposal: "Change proposal"
        case .publication: "Publication"
        case .organisation: "Organization"
        case .membership: "Membership category"
        case .event: "Event"
        case .tool: "Test tool"
        case .product: "Product"
        case .term: "Term"
        case .standard: "Standard"
        case .source: "Source of facts"
        }
    }
}
