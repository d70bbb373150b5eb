import Diagnostics

/// The anchors of every page, known after all pages are rendered.
public struct AnchorTable: Sendable {
    private var anchors: [Address: Set<String>] = [:]

    public init() {}

    /// Adds the anchors of a page.
    public mutating func add(_ ids: some Sequence<String>, of page: Address) {
        anchors[page, default: []].formUnion(ids)
    }

    /// Checks that an anchor exists: reports `broken-anchor` with the nearest ones.
    ///
    /// - Parameter location: Where the link is; worked out only for a problem.
    public func check(_ fragment: String, on page: Address, at location: @autoclosure () -> SourceLocation)
        -> Diagnostic?
    {
        let known = anchors[page] ?? []
        guard !known.contains(fragment) else { return nil }
        let candidates = known.sorted().map { "#" + $0 }
        return Diagnostic(
            .brokenAnchor, at: location(), "the page \(page) has no section '#\(fragment)'", name: "#" + fragment,
            among: candidates,
            otherwise: candidates.isEmpty ? nil : "its sections are \(candidates.prefix(8).joined(separator: ", "))")
    }
}
