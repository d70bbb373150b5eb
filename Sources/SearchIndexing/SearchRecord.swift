import FrameworkModel
import LinkResolution

/// What a search can find: a definition, a section, a page.
public struct SearchRecord: Sendable {
    /// What readers narrow a search by.
    public struct Facets: Sendable, Hashable {
        public let kind: Kind
        /// The identifier of the domain; empty for what domains share.
        public let domain: String
        public let status: Status?
    }

    /// What the record is about.
    public enum Kind: Sendable, Hashable {
        case definition(DefinitionKind)
        /// What claiming an actor of a profile entails.
        case obligation
        /// A requirement with an identifier, stated in prose.
        case requirement
        case section, page

        /// Every kind, in the order in which searches show them.
        public static let all: [Kind] =
            [.profile, .actor, .transaction].map(Kind.definition) + [.obligation]
            + [.option, .contentModule].map(Kind.definition) + [.requirement]
            + [.supplement, .changeProposal, .term, .standard, .domain, .volume, .chapter].map(Kind.definition)
            + [.section, .page]
            + [.event, .organisation, .product, .tool, .membership, .publication, .source].map(Kind.definition)

        /// The name in the index.
        public var key: String {
            switch self {
            case .definition(let kind): kind.rawValue
            case .obligation: "obligation"
            case .requirement: "requirement"
            case .section: "section"
            case .page: "page"
            }
        }

        /// The name for readers.
        public var label: String {
            switch self {
            case .definition(let kind): kind.label
            case .obligation: "What an actor must do"
            case .requirement: "Requirement"
            case .section: "Section"
            case .page: "Page"
            }
        }
    }

    /// A name under which readers know what the record is about.
    struct Name: Sendable, Equatable {
        let text: String
        let rank: Rank

        /// How much it says that somebody looks for the name.
        enum Rank: UInt8, Sendable, CaseIterable {
            /// What many sections are called.
            case heading, alias, name, identifier
        }
    }

    /// The page, and on it the anchor; from the site's root, as links have it.
    public let address: String
    public let facets: Facets
    public let title: String
    /// The page's title; empty for the page itself.
    public let page: String
    /// The number of the section; empty where there is none.
    public let number: String
    /// The identifiers and acronyms that readers know.
    public let identifiers: [String]
    /// The titles of the sections around it, the page's first.
    let path: [String]
    /// All names, the identifiers among them.
    let names: [Name]
    /// The text, in UTF-8.
    public let text: [UInt8]
    /// How many pages mention what the record is about.
    let uses: Int
}

extension SearchRecord {
    /// How often it is used, in steps of which each is twice the one before: 0 for never, 1 for once.
    var useClass: Int { min(Self.highestUseClass, Int.bitWidth - uses.leadingZeroBitCount) }

    static let highestUseClass = 7
}
