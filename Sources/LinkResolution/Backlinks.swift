/// Which pages mention which, worked out once by turning the links around.
public struct Backlinks: Sendable {
    private var sources: [[PageKey]] = []

    /// - Parameter links: The pages that a page's prose links to, each as often as may be; a page may come several times.
    ///   A page's links to itself don't count.
    public init(_ links: [(from: PageKey, to: [SitePage])]) {
        // In the order of the pages, what mentions a page comes in its order too, and twice only in a row.
        for (source, targets) in links.sorted(by: { $0.from < $1.from }) {
            for target in targets where target.key != source {
                while sources.count <= target.number { sources.append([]) }
                if sources[target.number].last != source { sources[target.number].append(source) }
            }
        }
    }

    /// The pages whose prose links to a page, in a fixed order.
    public func pages(linkingTo target: SitePage) -> [PageKey] {
        target.number < sources.count ? sources[target.number] : []
    }
}
