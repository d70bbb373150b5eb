import Diagnostics
import FrameworkModel
import LinkResolution

/// Holds what a link says against what it leads to.
extension ProseRenderer {
    /// Reports `misleading-link` and `other-name`, and notes the number that a text begins with: what its section has
    /// for a number is known when all chapters are.
    mutating func check(_ link: PreparedLink, text: Bytes, destination: Bytes, line: (ProseRenderer) -> Int) {
        let page: SitePage?
        switch link.resolved.target {
        case .page(let target): page = target
        case .samePage: page = nil
        case .asset, .imported, .external: return
        }
        if let page, let key = page.key.definition,
            let misnomer = links.misnomer(of: key, in: text, destination: destination)
        {
            report(misnomer, of: key, on: page, String(decoding: text, as: UTF8.self), line: line(self))
        }
        guard text.contains(where: \.isDigit), let named = links.grammar.target(atStartOf: text.span) else { return }
        result.numberedLinks.append(
            NumberedLink(
                named: named, page: page?.key, fragment: link.resolved.fragment,
                text: String(decoding: text, as: UTF8.self), line: line(self)))
    }

    private mutating func report(
        _ misnomer: Misnomer, of key: DefinitionKey, on page: SitePage, _ text: String, line: Int
    ) {
        switch misnomer {
        case .another(let other):
            report(
                .misleadingLink, at: text, line: line,
                "the text names \(other.kind.rawValue) '\(other.id)', but the link leads to '\(key.id)'",
                help: "correct the text or the link")
        case .unknown:
            let name = links.label(ofPage: page.number).name
            report(
                .otherName, at: text, line: line, "the \(key.kind.rawValue) is called '\(name)', not '\(text)'",
                help: "use the name, or add this one to the definition as an <alias>")
        }
    }
}

/// A link whose text names a section, table or figure by its number.
struct NumberedLink: Sendable {
    let named: Citation.Target
    /// The page; `nil` for the one that holds the link.
    let page: PageKey?
    let fragment: String?
    let text: String
    let line: Int
}
