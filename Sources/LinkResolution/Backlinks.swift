/// Which pages mention which, worked out once by turning the links around.
public struct Backlinks: Sendable {
    private var sources: [PageKey: [PageKey]] = [:]

    /// - Parameter links: For each page the pages that its prose links to. A page's links to itself don't count.
    public init(_ links: [(from: PageKey, to: Set<PageKey>)]) {
        for (source, targets) in links {
            for target in targets where target != source { sources[target, default: []].append(source) }
        }
        for target in sources.keys { sources[target]?.sort() }
    }

    /// The pages whose prose links to a page, in a fixed order.
    public func pages(linkingTo target: PageKey) -> [PageKey] { sources[target] ?? [] }
}
