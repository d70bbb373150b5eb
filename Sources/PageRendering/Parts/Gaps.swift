import FrameworkModel
import LinkResolution

extension PageComposer {
    /// What readers are told where nobody has written the chapter of a definition: that the page is not all there is, and
    /// where the rest stands. Nothing where there is prose.
    ///
    /// - Parameters:
    ///   - missing: What a chapter of the kind holds that definitions don't.
    ///   - href: The official text.
    func gap(in definition: any Definition, _ missing: String, _ href: String?) -> HTML {
        guard framework.prose[definition.key] == nil else { return HTML() }
        let text = href.map { externalLink($0, "official text") } ?? "official text"
        return """
            <p class="gap">This page shows what the definitions say. For \(missing), see the \(text).</p>

            """
    }
}
