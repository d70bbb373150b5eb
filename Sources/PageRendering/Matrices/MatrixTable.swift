import FrameworkModel
import LinkResolution

/// A matrix as a table: one header for each row and column, most cells empty.
extension PageComposer {
    func table(of content: MatrixContent, _ matrix: Matrix, caption: String) -> HTML {
        var html: HTML = """
            <div class="table-scroll" role="region" tabindex="0" aria-label="\(caption)"><table class="matrix optionality">
            <caption>\(caption)</caption>
            <thead><tr><th scope="col">\(content.rows.first?.kind.pluralLabel ?? "")</th>
            """
        for column in content.columns { html += "<th scope=\"col\"><span>\(header(column))</span></th>" }
        html += "</tr></thead>\n<tbody>\n"
        for (row, cells) in zip(content.rows, content.cells) {
            html += "<tr><th scope=\"row\">\(header(row))</th>"
            var column = 0
            for cell in cells {
                appendEmptyCells(cell.column - column, to: &html)
                append(cell, in: matrix, to: &html)
                column = cell.column + 1
            }
            appendEmptyCells(content.columns.count - column, to: &html)
            html += "</tr>\n"
        }
        html += "</tbody>\n</table></div>\n"
        return html
    }

    /// What stands at a row or column: what readers know the definition by, and its name where that is another.
    private func header(_ key: DefinitionKey) -> HTML {
        guard let definition = framework[key] else { return nameLink(to: key) ?? "\(key.id)" }
        guard let address = addresses[key], definition.label != definition.name else {
            return link(to: definition, text: definition.name)
        }
        return
            "<a class=\"ref ref-\(key.kind.rawValue)\" href=\"\(address)\">\(identifier(definition.label)) <span class=\"name\">\(definition.name)</span></a>"
    }

    private func appendEmptyCells(_ count: Int, to html: inout HTML) {
        for _ in 0..<count { html.append(markup: "<td></td>") }
    }

    private func append(_ cell: MatrixCell, in matrix: Matrix, to html: inout HTML) {
        guard let first = cell.uses.first else { return }
        let isOfDomain = matrix.owner.kind == .domain
        html += isOfDomain ? "<td data-uses=\"\(uses(in: cell))\">" : "<td>"
        switch matrix.subject {
        case .actorsAndTransactions:
            html += isOfDomain ? link(of: cell, first, sign(of: cell)) : sign(of: cell)
            html += roles(in: cell)
            if cell.uses.count > 1 { html += "<span class=\"times\">\(cell.uses.count)</span>" }
        case .profilesAndActors:
            html += link(to: .obligations(first.claim), title: claimName(first.claim), "\(size(of: first.claim))")
        case .profilesAndOptions:
            let profile = PageKey.definition(DefinitionKey(.profile, first.claim.profile))
            html += link(
                to: profile, fragment: section(about: first.option, in: library.outline(of: profile)),
                title: cell.uses.map { actorName($0.claim) }.joined(separator: ", "), "\(cell.uses.count)")
        }
        html.append(markup: "</td>")
    }

    private func sign(of cell: MatrixCell) -> HTML { cell.optionality.map { sign(of: $0) } ?? HTML() }

    /// Of one profile, what its actor must do; of several, the page of the transaction, which lists them.
    private func link(of cell: MatrixCell, _ first: MatrixUse, _ text: HTML) -> HTML {
        let profiles = cell.uses.map { framework.profiles[$0.claim.profile]?.acronym ?? $0.claim.profile }
        let title = profiles.joined(separator: ", ")
        guard cell.uses.count > 1, let transaction = first.transaction?.transaction else {
            return link(to: .obligations(first.claim), title: title, text)
        }
        return link(to: .definition(transaction.key), fragment: "#used-by", title: title, text)
    }

    /// Where the profile defines the option, else where it lists its options.
    private func section(about option: OptionUse?, in outline: ChapterOutline) -> HTML {
        let own = option.flatMap { outline.section(with: .optionDefinition($0.option.id)) }
        return (own ?? outline.section(with: .options)).map { "#\($0.id)" } ?? HTML()
    }

    private func link(to page: PageKey, fragment: HTML = HTML(), title: String, _ text: HTML) -> HTML {
        addresses[page].map { "<a href=\"\($0)\(fragment)\" title=\"\(title)\">\(text)</a>" } ?? text
    }

    private func roles(in cell: MatrixCell) -> HTML {
        let roles = Set(cell.uses.flatMap(roles(of:)))
        guard let sign = roles.sign else { return HTML() }
        let words = ExchangeRole.allCases.filter(roles.contains).map(\.label).joined(separator: ", ")
        return "<span class=\"role\" role=\"img\" aria-label=\"\(words)\" title=\"\(words)\">\(sign)</span>"
    }

    /// The parts that the actor takes in the transaction.
    func roles(of use: MatrixUse) -> [ExchangeRole] {
        use.transaction.map { roles(of: use.claim.actor, in: $0) } ?? []
    }

    /// For script: of each profile its status, with the optionality where there is one.
    private func uses(in cell: MatrixCell) -> String {
        cell.uses.map { use in
            let status = use.status?.rawValue ?? unknownStatus
            return use.transaction.map { "\(status):\($0.optionality.rawValue)" } ?? status
        }.joined(separator: " ")
    }
}

extension Set<ExchangeRole> {
    /// An arrow in the direction of what is sent first.
    fileprivate var sign: String? {
        switch (contains(.initiator), contains(.responder)) {
        case (true, true): "↔"
        case (true, false): "→"
        case (false, true): "←"
        case (false, false): nil
        }
    }
}
