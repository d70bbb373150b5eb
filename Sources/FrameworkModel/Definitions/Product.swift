import Diagnostics

/// A product with what its vendor states of each version (General Introduction, Appendix F), and what laboratories have
/// certified.
public struct Product: Definition {
    public static let kind = DefinitionKind.product
    public let identity: Identity
    public let vendor: DefinitionReference
    public let href: String?
    /// In the author's order.
    public let statements: [Statement]
    public let certificates: [Certificate]

    /// An Integration Statement.
    public struct Statement: Sendable {
        public let version: String
        /// An ISO 8601 date.
        public let date: String
        public let href: String?
        public let claims: [ProfileClaim]
        /// Where it begins.
        public let place: SourcePlace
    }

    /// A certificate of conformity, which gives a version its label.
    public struct Certificate: Sendable {
        public let version: String
        public let laboratory: DefinitionReference
        /// The first day of its validity, an ISO 8601 date.
        public let from: String
        /// The last day; `nil` where it has none.
        public let until: String?
        public let href: String?
        public let claims: [ProfileClaim]
        /// Where the last day stands.
        let untilPlace: SourcePlace?
    }

    public var references: [DefinitionReference] {
        [vendor] + statements.flatMap { $0.claims.flatMap(\.references) }
            + certificates.flatMap { [$0.laboratory] + $0.claims.flatMap(\.references) }
    }

    /// The newest statement; the later one in the file of those of a day.
    public var latestStatement: Statement? { statements.max { $0.date < $1.date } }
}
