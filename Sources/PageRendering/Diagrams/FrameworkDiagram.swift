import FrameworkModel
import LinkResolution

/// A diagram that follows from definitions, with links to them.
struct FrameworkDiagram {
    var diagram = SequenceDiagram()
    /// Where the links lead, as values of `href`.
    private(set) var links: [HTML?] = []

    /// Text that leads to a page, or to a section of this one.
    mutating func text(_ text: String, href: HTML?) -> DiagramText {
        guard let href else { return DiagramText(text) }
        links.append(href)
        return DiagramText(text, link: links.count - 1)
    }
}

extension PageComposer {
    /// A diagram as a figure with its caption.
    func figure(_ diagram: FrameworkDiagram, _ part: GeneratedPart, of name: String, _ label: CaptionLabel?) -> HTML {
        let caption = part.caption(of: name) ?? ""
        let svg = DiagramSVG.html(
            for: SequenceLayout.layout(of: diagram.diagram),
            named: .init(title: caption, description: diagram.diagram.description),
            links: diagram.links)
        return """
            <figure class="diagram">
            \(svg)<figcaption>\(label.map(\.markup) ?? HTML())\(caption)</figcaption>
            </figure>

            """
    }

    /// The name of an actor that leads to its page.
    func name(of actor: DefinitionReference, in diagram: inout FrameworkDiagram) -> DiagramText {
        let name = framework.actors[actor.id]?.name ?? actor.id
        return diagram.text(name, href: addresses[actor.key].map { "\($0)" })
    }
}
