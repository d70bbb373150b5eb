import FrameworkModel
import LinkResolution

/// What tells data that is made up, to show what such data looks like, from facts.
extension PageComposer {
    /// The mark itself.
    var exampleBadge: HTML { "<span class=\"badge badge-example\">Example</span>" }

    /// The mark behind the name of made-up data; nothing for facts.
    func exampleMark(_ definition: any Definition) -> HTML {
        definition.identity.isExample ? " \(exampleBadge)" : HTML()
    }

    /// What the page of made-up data says first; nothing for facts.
    func exampleNote(_ definition: any Definition) -> HTML {
        guard definition.identity.isExample else { return HTML() }
        return """
            <p class="example-note"><strong>Example data.</strong> This is made up to show what such an entry looks like. It is \
            no fact.</p>

            """
    }

    /// A link to a definition by its name, marked where it is made up.
    func markedLink(to definition: any Definition) -> HTML {
        "\(link(to: definition, text: definition.name))\(exampleMark(definition))"
    }

    /// A link to what a definition names, marked where it is made up.
    func markedLink(to reference: DefinitionReference) -> HTML {
        framework[reference.key].map { markedLink(to: $0) } ?? "\(reference.id)"
    }
}
