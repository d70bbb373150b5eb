import ContentReading
import Diagnostics
import LinkResolution
import PageRendering

/// Checks that what finished pages name is there: files, anchors, and ids that one element has.
///
/// Links of the prose are checked where they stand, when they are resolved. This is the check of everything else as well: of
/// themes, navigation and generated pages, and of the generator itself.
struct OutputCheck {
    let site: Site
    let map: SiteMap

    /// What is wrong, once however many pages have it: reports `broken-output-link` and `duplicate-anchor`.
    ///
    /// - Parameter scans: Those of all pages.
    func problems(in scans: [PageScan], jobs: Int) async -> [Diagnostic] {
        var ids = [[UInt64]](repeating: [], count: site.addresses.pages.count)
        for scan in scans { ids[scan.page] = scan.ids }
        let found = await parallelMap(scans, jobs: jobs) { [ids] scan in
            let missing = scan.anchors.filter { !ids[$0.page].holds($0.digest) }
                .map { OutputFinding.missingAnchor(page: $0.page, fragment: $0.fragment) }
            return missing.isEmpty ? scan.findings : scan.findings + Set(missing)
        }
        var pages: [OutputFinding: [Int]] = [:]
        for (scan, findings) in zip(scans, found) {
            for finding in findings where !isKnown(finding) { pages[finding, default: []].append(scan.page) }
        }
        guard !pages.isEmpty else { return [] }
        let search = FindingSearch(site)
        return pages.sorted { $0.key < $1.key }.map { finding, pages in
            diagnostic(finding, on: pages.sorted(), search)
        }
    }

    /// Whether the prose's own check reports it, where the link stands.
    private func isKnown(_ finding: OutputFinding) -> Bool {
        guard case .missingAnchor(let page, let fragment) = finding else { return false }
        return site.linked.library.hasLink(to: fragment, on: map.page(page).address, addresses: site.addresses)
    }

    private func diagnostic(_ finding: OutputFinding, on pages: [Int], _ search: FindingSearch) -> Diagnostic {
        let first = map.page(pages[0])
        let place = search.place(of: finding.texts, on: first, isOfTheme: pages.count > 1)
        let subject =
            switch pages.count {
            case 1: "the page \(first.address)"
            case 2: "the page \(first.address) and another"
            default: "the page \(first.address) and \(pages.count - 1) others"
            }
        let verb = { (one: String, many: String) in pages.count == 1 ? one : many }
        switch finding {
        case .missingFile(let path):
            let isFolder = path.isEmpty || path.hasSuffix("/")
            return Diagnostic(
                .brokenOutputLink, at: place,
                "\(subject) \(verb("leads", "lead")) to '\(path)', which is no file of the site",
                help: isFolder
                    ? "name the file in it, such as '\(path)index.html': opened from disk, a folder is no page"
                    : "correct the address, or add the file to the content or the theme")
        case .rooted(let address):
            return Diagnostic(
                .brokenOutputLink, at: place,
                "\(subject) \(verb("leads", "lead")) to '\(address)', which is there only at the root of a host",
                help: "in a theme, write {{{root}}} in the place of the first slash")
        case .missingAnchor(let page, let fragment):
            return Diagnostic(
                .brokenOutputLink, at: place,
                "\(subject) \(verb("leads", "lead")) to '#\(fragment)', which \(map.page(page).address) does not have",
                help: "correct the anchor, or give the element that is meant this id")
        case .duplicateID(let id):
            return Diagnostic(
                .duplicateAnchor, at: place,
                "\(subject) \(verb("has", "have")) several elements with the id '\(id)'",
                help: "give each an id of its own: links lead to the first only")
        }
    }
}

extension OutputFinding {
    /// What stands in the source where it comes from, the most telling first.
    fileprivate var texts: [String] {
        switch self {
        case .missingFile(let path): [path]
        case .rooted(let address): [address]
        case .missingAnchor(_, let fragment): ["#" + fragment]
        case .duplicateID(let id): ["id=\"\(id)\"", "#" + id, id]
        }
    }
}
