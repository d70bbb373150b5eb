import FrameworkModel
import LinkResolution

/// What a link to a definition shows without leaving the page.
extension PageComposer {
    /// The panels of definitions as JSON: HTML by the address of the definition's page.
    func panels(of definitions: [DefinitionKey]) -> [UInt8] {
        JSONWriter.document(.compact) { json in
            for key in definitions {
                guard let address = addresses[key], let definition = framework[key] else { continue }
                let panel = panel(of: definition, at: address)
                if !panel.isEmpty { json.member(address.encoded, panel) }
            }
        }
    }

    /// Kind, name and definition; nothing where there would be no more than the link says itself.
    func panel(of definition: any Definition, at address: Address) -> HTML {
        let text = library.html(definition.identity.definition).quoted(from: address)
        let exchanges = (definition as? Transaction).map(exchanges) ?? HTML()
        let status = (definition as? ChangeProposal).map { badge($0.status) } ?? badge(definition.publicationStatus)
        guard !text.isEmpty || !exchanges.isEmpty || !status.isEmpty else { return HTML() }
        return """
            <p class="panel-kind">\(definition.key.kind.label) \(status)</p><p class="panel-title">\(definition.title)</p>\
            \(exchanges)\(text)
            """
    }

    /// Who begins a transaction and who answers.
    private func exchanges(of transaction: Transaction) -> HTML {
        let shown = transaction.exchanges.prefix(mostExchanges).map { exchange -> HTML in
            """
            \(link(to: exchange.initiator)) <span aria-hidden="true">→</span><span class="visually-hidden"> to</span> \
            \(link(to: exchange.responder))
            """
        }
        guard !shown.isEmpty else { return HTML() }
        let rest = transaction.exchanges.count - shown.count
        let more: HTML = rest > 0 ? "<br>and \(rest) more" : HTML()
        return "<p class=\"panel-exchanges\">\(shown.joined(separator: "<br>"))\(more)</p>"
    }
}

private let mostExchanges = 4
