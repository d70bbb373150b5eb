import FrameworkModel
import LinkResolution

/// Matrices as JSON and CSV. `docs/data.md` describes the formats: a change that breaks what reads the JSON counts
/// `version` up.
extension PageComposer {
    func json(of content: MatrixContent, _ matrix: Matrix, at page: Address) -> [UInt8] {
        JSONWriter.document { json in
            json.member("version", 1)
            json.member("page", page)
            json.member("subject", matrix.subject.rawValue)
            json.member(matrix.owner.kind == .profile ? "profile" : "domain", matrix.owner.id)
            if matrix.part > 1 { json.member("part", matrix.part) }
            write("rows", content.rows, to: &json)
            write("columns", content.columns, to: &json)
            let cells = zip(content.rows, content.cells).flatMap { row, cells in cells.map { (row, $0) } }
            json.objects("cells", of: cells) { json, entry in
                let (row, cell) = entry
                json.member("row", row.id)
                json.member("column", content.columns[cell.column].id)
                json.member("optionality", cell.optionality?.rawValue)
                json.objects("uses", of: cell.uses) { write($1, to: &$0) }
            }
        }
    }

    private func write(_ side: String, _ keys: [DefinitionKey], to json: inout JSONWriter) {
        json.objects(side, of: keys) { json, key in
            json.member("kind", key.kind.rawValue)
            json.member("id", key.id)
            json.member("name", framework.name(of: key))
            json.member("page", addresses[key])
        }
    }

    private func write(_ use: MatrixUse, to json: inout JSONWriter) {
        write(use.claim, to: &json)
        json.member("status", use.status?.rawValue)
        json.member("page", addresses[.obligations(use.claim)])
        if let transaction = use.transaction {
            json.member("roles", roles(of: use).map(\.rawValue))
            json.member("optionality", transaction.optionality.rawValue)
            write(transaction.qualification, to: &json)
        }
        if let option = use.option { write(option.qualification, to: &json) }
    }

    func csv(of content: MatrixContent, _ matrix: Matrix) -> [UInt8] {
        var csv = CSVWriter()
        let kind = content.rows.first?.kind.label ?? ""
        csv.line([kind, "Name"] + content.columns.map { framework.title(of: $0) ?? $0.id })
        for (row, cells) in zip(content.rows, content.cells) {
            var fields = content.columns.map { _ in "" }
            for cell in cells { fields[cell.column] = value(of: cell, in: matrix) }
            csv.line([row.id, framework.name(of: row) ?? ""] + fields)
        }
        return csv.bytes
    }

    /// What stands in a cell, on the page and as CSV: the optionality, or how much there is.
    private func value(of cell: MatrixCell, in matrix: Matrix) -> String {
        switch matrix.subject {
        case .actorsAndTransactions: cell.optionality?.rawValue ?? ""
        case .profilesAndActors: "\(cell.uses.first.map { size(of: $0.claim) } ?? 0)"
        case .profilesAndOptions: "\(cell.uses.count)"
        }
    }

    /// How many transactions and content modules a profile lists for an actor.
    func size(of claim: ActorClaim) -> Int {
        framework.part(claim).map { $0.transactions.count + $0.contentModules.count } ?? 0
    }
}
