import FrameworkModel
import LinkResolution

/// What can be drawn and told.
protocol Drawable {
    init()
    /// Where everything stands.
    var layout: DiagramLayout { get }
    /// The diagram in sentences, for those who don't see it.
    var description: String { get }
}

extension SequenceDiagram: Drawable {
    var layout: DiagramLayout { SequenceLayout.layout(of: self) }
}

extension LayeredGraph: Drawable {
    var layout: DiagramLayout { LayeredLayout.layout(of: self) }
}

/// A diagram that follows from definitions, with links to them.
struct FrameworkDiagram<Diagram: Drawable> {
    var diagram = Diagram()
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
    func figure<Diagram>(_ diagram: FrameworkDiagram<Diagram>, _ caption: String, _ label: CaptionLabel? = nil) -> HTML
    {
        let svg = DiagramSVG.html(
            for: diagram.diagram.layout, named: .init(title: caption, description: diagram.diagram.description),
            links: diagram.links)
        return """
            <figure class="diagram">
            \(svg)<figcaption>\(label.map(\.markup) ?? HTML())\(caption)</figcaption>
            </figure>

            """
    }

    /// The name of an actor that leads to its page.
    func name(of actor: DefinitionReference, in diagram: inout FrameworkDiagram<SequenceDiagram>) -> DiagramText {
        diagram.text(framework.name(of: actor.key) ?? actor.id, href: href(of: actor.key))
    }
}
