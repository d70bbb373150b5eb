import FrameworkModel

extension PageComposer {
    /// Where a definition's facts come from, and of which date they are.
    func sources(of definition: some Definition) -> HTML {
        let sources = definition.identity.sources.compactMap { framework.sources[$0.id] }
        guard !sources.isEmpty else { return HTML() }
        let links = sources.map { source -> HTML in "\(link(to: source)), \(source.date)" }
        return "<p class=\"sources\">Facts from \(links.joined(separator: "; "))</p>\n"
    }
}
