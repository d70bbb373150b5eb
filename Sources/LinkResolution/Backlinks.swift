/// Which pages mention which, worked out once by turning the links around.
public struct Backlinks: Sendable {
    /// The pages with prose, in their order.
    private var pages: [PageKey] = []
    /// By the number of a page, which of those link to it, in their order.
    private var sources: [[Int]] = []

    /// - Parameter links: The pages that a page's prose links to, each as often as may be; a page may come several times.
    public init(_ links: [(from: PageKey, to: [SitePage])]) {
        // In the order of the pages, what mentions a page comes in its order too, and twice only in a row.
        for (source, targets) in links.sorted(by: { $0.from < $1.from }) {
            if pages.last != source { pages.append(source) }
            for target in targets { add(pages.count - 1, to: target.number) }
        }
    }

    private mutating func add(_ source: Int, to target: Int) {
        while sources.count <= target { sources.append([]) }
        if sources[target].last != source { sources[target].append(source) }
    }

    /// Takes over what the prose of a page links to now.
    ///
    /// - Parameters:
    ///   - page: One of the pages that the links were worked out for.
    ///   - old: The numbers of the pages that it linked to.
    ///   - new: The numbers of those that it links to now.
    public mutating func replace(linksOf page: PageKey, _ old: Set<Int>, by new: Set<Int>) {
        guard let source = pages.firstIndex(of: page) else { return }
        for target in old.subtracting(new) { sources[target].removeAll { $0 == source } }
        for target in new.subtracting(old) {
            while sources.count <= target { sources.append([]) }
            let place = sources[target].firstIndex { $0 >= source } ?? sources[target].endIndex
            sources[target].insert(source, at: place)
        }
    }

    /// The other pages whose prose links to a page, in a fixed order.
    public func pages(linkingTo target: SitePage) -> [PageKey] {
        guard target.number < sources.count else { return [] }
        return sources[target.number].lazy.map { pages[$0] }.filter { $0 != target.key }
    }
}
