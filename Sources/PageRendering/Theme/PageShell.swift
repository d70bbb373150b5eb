import Foundation
import LinkResolution
import Mustache

/// Puts the theme's shell around pages.
///
/// Mustache works by reflection and would cost more than everything else. So it renders the shell once for each set of
/// variables that have a value, with a marker in the place of each; a page is then the pieces between the markers and
/// its own values. Sections (`{{#kind}}`) work as ever, since what they ask is whether there is a value.
///
/// One shell belongs to one task: it remembers the pieces.
public final class PageShell {
    /// The variables that a theme can use.
    enum Variable: Int, CaseIterable {
        // Texts, always escaped.
        case language, siteTitle, siteTagline, number, title, fullTitle, description, canonical, kind, pageClass
        case footerNote, version
        /// What readers could ask the search for, with `|` between them.
        case searchExamples
        /// The number of files with the definitions that links show.
        case definitionShards
        // The way to the root, and fragments of HTML.
        case root, menu, breadcrumbs, navigation, contents, badges, lead, body, previous, next
        /// Elements that name the files with the page's data.
        case alternates
        /// Elements that tell social networks and search engines what the page is.
        case metadata
        /// The scripts that only some pages have.
        case scripts

        /// The name in templates.
        var name: String {
            switch self {
            case .siteTitle: "site_title"
            case .siteTagline: "site_tagline"
            case .fullTitle: "full_title"
            case .pageClass: "page_class"
            case .footerNote: "footer_note"
            case .searchExamples: "search_examples"
            case .definitionShards: "definition_shards"
            default: "\(self)"
            }
        }

        /// Whether the value is text rather than HTML.
        var isText: Bool { rawValue <= Variable.definitionShards.rawValue }
    }

    /// The templates of a theme that are shells, by their names.
    enum Template: String {
        case page
        /// For paper. A theme may do without it.
        case edition
    }

    /// What the pieces of a shell depend on.
    private struct Form: Hashable {
        let template: Template
        let variables: Set<Variable>
    }

    private enum Piece {
        case markup([UInt8])
        case variable(Variable)
    }

    let theme: Theme
    private var pieces: [Form: [Piece]] = [:]

    public init(_ theme: Theme) {
        self.theme = theme
    }

    /// Whether a script is there. A theme may do without scripts: no page needs one to be read.
    func hasScript(_ address: Address) -> Bool {
        address.path.hasPrefix("assets/data/") || theme.assets.contains(address)
    }

    /// The bytes of a page.
    ///
    /// - Parameters:
    ///   - values: The variables that have a value.
    ///   - template: The shell; where the theme does not have it, that of other pages takes its place.
    ///   - root: What leads from the page to the site's root.
    func assemble(_ values: [Variable: HTML], in template: Template = .page, root: String) -> [UInt8] {
        var page: [UInt8] = []
        page.reserveCapacity(16_384 + values.values.reduce(0) { $0 + $1.bytes.count })
        let rootBytes = Array(root.utf8)
        for piece in shell(Form(template: template, variables: Set(values.keys))) {
            switch piece {
            case .markup(let bytes): page += bytes
            case .variable(.root): page += rootBytes
            case .variable(let variable): append(values[variable]?.bytes ?? [], to: &page, root: rootBytes)
            }
        }
        return page
    }

    /// Appends a fragment; the marker in its links becomes the way to the root.
    private func append(_ fragment: [UInt8], to page: inout [UInt8], root: [UInt8]) {
        fragment.withUnsafeBufferPointer { fragment in
            guard var start = fragment.baseAddress else { return }
            var count = fragment.count
            while let marker = memchr(start, Int32(HTML.rootMarker), count) {
                let length = start.distance(to: marker.assumingMemoryBound(to: UInt8.self))
                page.append(contentsOf: UnsafeBufferPointer(start: start, count: length))
                page += root
                start += length + 1
                count -= length + 1
            }
            page.append(contentsOf: UnsafeBufferPointer(start: start, count: count))
        }
    }

    /// The shell for a set of variables, cut at the places where they stand.
    private func shell(_ form: Form) -> [Piece] {
        if let known = pieces[form] { return known }
        var markers: [String: String] = [:]
        for variable in form.variables.union([.root]) { markers[variable.name] = Self.marker(variable) }
        let html =
            theme.templates.render(markers, withTemplate: form.template.rawValue)
            ?? theme.templates.render(markers, withTemplate: Template.page.rawValue) ?? ""
        let shell = Self.cut(theme.assets.publishedNames(in: Array(html.utf8)))
        pieces[form] = shell
        return shell
    }

    /// Control characters, which neither a theme nor HTML's escaping has a use for.
    private static func marker(_ variable: Variable) -> String { "\u{2}\(variable.rawValue)\u{3}" }

    private static func cut(_ html: [UInt8]) -> [Piece] {
        var pieces: [Piece] = []
        var rest = html[...]
        while let start = rest.firstIndex(of: 2), let end = rest[start...].firstIndex(of: 3) {
            pieces.append(.markup(Array(rest[..<start])))
            let number = Int(String(decoding: rest[(start + 1)..<end], as: UTF8.self))
            if let variable = number.flatMap(Variable.init(rawValue:)) { pieces.append(.variable(variable)) }
            rest = rest[(end + 1)...]
        }
        pieces.append(.markup(Array(rest)))
        return pieces
    }
}
