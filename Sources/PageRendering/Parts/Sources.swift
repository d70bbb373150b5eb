import FrameworkModel

extension PageComposer {
    /// Where a definition's facts come from, of which date they are, and where they stand for programs.
    func sources(of definition: some Definition) -> HTML {
        let sources = definition.identity.sources.compactMap { framework.sources[$0.id] }
        let links = sources.map { source -> HTML in "\(link(to: source)), \(source.date)" }
        let facts: HTML = links.isEmpty ? HTML() : "Facts from \(links.joined(separator: "; ")). "
        let data = addresses[definition.key].map { address -> HTML in
            "This definition <a href=\"\(address.data(.json))\">as JSON</a>."
        }
        return "<p class=\"sources\">\(facts)\(data ?? HTML())</p>\n"
    }
}
