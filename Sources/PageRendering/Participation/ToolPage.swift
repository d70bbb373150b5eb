import FrameworkModel
import LinkResolution

extension PageComposer {
    func compose(_ tool: TestTool, _ page: inout PageContent, _ body: inout PageBody) {
        page.kind = "\(DefinitionKind.tool.label): \(tool.toolKind.label.lowercased())"
        var facts = FactList()
        facts.append("Platform", text: tool.platform)
        facts.append("Open", tool.href.map { externalLink($0, $0) })
        facts.append("Also called", text: otherNames(of: tool))
        body.append(aside: facts.list)
        body.append(prose(of: page.key))
        body.append(.testCoverage, "What it is for", coverage(of: tool))
    }

    private func coverage(of tool: TestTool) -> HTML {
        var table = DataTable("What \(tool.name) is for", columns: ["Name", "Kind", "In the tool"])
        for coverage in tool.coverage {
            let name = (framework[coverage.target.key] as? Profile).map { link(to: $0, text: $0.title) }
            table.append(
                name ?? framework.transactions[coverage.target.id].map { fullLink(to: $0) }
                    ?? link(to: coverage.target),
                "\(coverage.target.key.kind.label)", coverage.href.map { externalLink($0, "Open") } ?? "–")
        }
        return table.html
    }

    func composeTools(_ page: inout PageContent) {
        page.cssClass = "page-list page-list-tool"
        page.description = "Tools for tests: what each does, and which profiles, actors and transactions it covers"
        var body = PageBody()
        for kind in TestTool.Kind.allCases {
            let tools = framework.tools.filter { $0.toolKind == kind }
            guard !tools.isEmpty else { continue }
            body.append(Heading(level: 2, id: "kind-\(kind.rawValue)", title: kind.label))
            body += table(of: tools, kind.label)
        }
        page.take(body)
    }

    /// Tools with what they do and cover.
    func table(of tools: [TestTool], _ caption: String) -> HTML {
        var table = DataTable("Tools: \(caption)", columns: ["Tool", "What it does", "Covers"])
        for tool in tools {
            let covered = tool.coverage.prefix(mostCovered).map { coverage in
                framework[coverage.target.key].map { link(to: $0) } ?? "\(coverage.target.id)"
            }
            let rest = tool.coverage.count - covered.count
            let more: HTML = rest > 0 ? ", \(rest) more" : HTML()
            table.append(
                markedLink(to: tool), library.line(tool.identity.definition),
                covered.isEmpty ? "–" : "\(covered.joined(separator: ", "))\(more)")
        }
        return table.html
    }

    /// The tools for what a page is about, each with the way to the very place in it.
    func tools(for key: DefinitionKey) -> HTML {
        let tools = framework.participation.toolsByTarget[key] ?? []
        return list(
            tools.map { tool in
                let ways = tool.coverage.filter { $0.target.key == key }.compactMap(\.href)
                    .map { " · \(externalLink($0, "open"))" as HTML }
                return """
                    <li>\(markedLink(to: tool)) <span class="use-detail">\(tool.toolKind.label)\
                    \(ways.joined(separator: ""))</span></li>
                    """
            }, class: "uses")
    }
}

private let mostCovered = 12
