import CCMark
import Diagnostics
import LinkResolution

/// Diagrams that stand in prose as code: sequence diagrams of PlantUML.
extension ProseRenderer {
    /// Writes a code block as the figure that it describes.
    ///
    /// Reports `unknown-diagram-line`.
    ///
    /// - Returns: `false` where it can't be drawn, and stays a listing.
    mutating func writeDiagram(_ node: OpaquePointer) -> Bool {
        // What definitions hold stands on several pages and in the middle of lines.
        guard slugs != nil else { return false }
        let parser = PlantUMLParser.parse(String(decoding: node.literal, as: UTF8.self))
        report(parser.problems, node)
        guard parser.isDrawable else { return false }
        let links = parser.links.map { href(of: $0, node) }
        let caption = node.info.drop { !$0.isWhitespace }.trimmingSpaces
        let title = caption.isEmpty ? parser.diagram.title?.plain : CaptionText(String(caption), kind: .figure).text
        // Two of a page would not be told apart by ear.
        let number = result.diagrams.count + 1
        let name = DiagramSVG.Name(
            title: title ?? "Sequence diagram \(number)", description: parser.diagram.description)
        markup("<figure class=\"diagram\">\n")
        result.html.append(.diagram(result.diagrams.count))
        result.diagrams.append(
            DiagramSVG.html(for: SequenceLayout.layout(of: parser.diagram), named: name, links: links))
        if !caption.isEmpty {
            markup("<figcaption>")
            result.html.append(text: addCaption(String(caption), kind: .figure, line: sourceLine(of: node)).text)
            markup("</figcaption>\n")
        }
        markup("</figure>\n")
        return true
    }

    private mutating func report(_ problems: [PlantUMLParser.Problem], _ node: OpaquePointer) {
        for problem in problems {
            rewindLocator()
            report(
                .unknownDiagramLine, at: problem.text, line: line(problem.line, of: node), problem.summary,
                help: problem.help)
        }
    }

    /// The line of the source that a line of a code block is.
    private func line(_ line: Int, of node: OpaquePointer) -> Int {
        fixedLine ?? source.sourceLine(min(node.startLine + 1 + line, node.endLine))
    }

    /// Where a link in a diagram leads; `nil` for nowhere.
    private mutating func href(of link: PlantUMLParser.Link, _ node: OpaquePointer) -> HTML? {
        let line = line(link.line, of: node)
        rewindLocator()
        do throws(LinkProblem) {
            let resolved = try links.resolve(link.destination, text: link.text, from: path)
            note(resolved, at: locator.offset(of: link.destination, fromLine: line))
            var href = HTML()
            href.append(hrefOf: resolved)
            return href
        } catch {
            report(error, at: link.destination, line: line)
            return nil
        }
    }
}
