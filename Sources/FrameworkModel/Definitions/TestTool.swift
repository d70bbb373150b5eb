/// A tool for tests, such as a simulator.
public struct TestTool: Definition {
    public static let kind = DefinitionKind.tool

    public enum Kind: String, Sendable, CaseIterable {
        case testManagement = "test-management"
        case simulator, validator, registry, support

        /// The kind as readers know it.
        public var label: String {
            switch self {
            case .testManagement: "Test management"
            case .simulator: "Simulator"
            case .validator: "Validator"
            case .registry: "Registry"
            case .support: "Support"
            }
        }
    }

    public let identity: Identity
    public let toolKind: Kind
    /// The platform that it is a part of, such as Gazelle.
    public let platform: String?
    public let href: String?
    /// The profiles, actors and transactions that it is for.
    public let coverage: [Coverage]

    /// What a tool is for.
    public struct Coverage: Sendable {
        public let target: DefinitionReference
        /// Where in the tool that is.
        public let href: String?
    }

    public var references: [DefinitionReference] { coverage.map(\.target) }
}
