import FrameworkModel
import LinkResolution

/// The lists of definitions that authors place by `::: list actors`: the shared appendices of the frameworks.
extension PageComposer {
    func list(_ list: DefinitionList) -> HTML {
        func definitions(_ kind: DefinitionKind) -> [any Definition] {
            framework.definitions(of: kind).filter { list.domain == nil || $0.domainReference?.id == list.domain }
        }
        return switch list.subject {
        case .actors: table("Actors", "Actor Name", definitions(.actor))
        case .transactions: table("Transactions", "Transaction Name and Number", definitions(.transaction))
        case .profiles: table("Integration profiles", "Profile", definitions(.profile))
        case .options: table("Options", "Option", definitions(.option))
        case .contentModules: table("Content modules", "Content Module", definitions(.contentModule))
        case .terms: table("Glossary", "Glossary Term", definitions(.term))
        case .standards: standards(definitions(.standard))
        case .namespaces: namespaces(list)
        default: participationList(list)
        }
    }

    /// The form of the General Introduction's appendices A, B and D: a name and what it means.
    private func table(_ caption: String, _ column: String, _ definitions: [any Definition]) -> HTML {
        var table = DataTable(caption, columns: [TableColumn(column), "Definition"])
        let sorted =
            definitions.first is Transaction
            ? definitions : definitions.sorted { identifierPrecedes($0.name, $1.name) }
        for definition in sorted {
            let text = library.line(definition.identity.definition)
            table.append(link(to: definition, text: definition.title), text.isEmpty ? "–" : text)
        }
        return table.html
    }

    private func standards(_ standards: [any Definition]) -> HTML {
        var table = DataTable("Referenced standards", columns: ["Standard", "Published by", "Referenced in"])
        for case let standard as Standard in standards.sorted(by: { identifierPrecedes($0.name, $1.name) }) {
            let transactions = framework.relations.transactionsByStandard[standard.id] ?? []
            let modules = framework.relations.contentModulesByStandard[standard.id] ?? []
            let users = transactions.map { link(to: $0) } + modules.map { link(to: $0) }
            table.append(
                link(to: standard), standard.organization.map { "\($0)" } ?? "–",
                users.isEmpty ? "–" : users.joined(separator: ", "))
        }
        return table.html
    }

    private func namespaces(_ list: DefinitionList) -> HTML {
        var table = DataTable("Namespaces", columns: ["Identifier", "Meaning", "Defined in"])
        let entries = framework.definitions.filter { list.domain == nil || $0.domainReference?.id == list.domain }
            .flatMap { definition in definition.namespaces.map { (namespace: $0, definition: definition) } }
        for (namespace, definition) in entries.sorted(by: { identifierPrecedes($0.namespace.uri, $1.namespace.uri) }) {
            table.append(
                "<code>\(namespace.uri)</code>", library.line(namespace.meaning), link(to: definition))
        }
        return table.html
    }
}
