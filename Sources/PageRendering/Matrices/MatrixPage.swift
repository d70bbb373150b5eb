import FrameworkModel
import LinkResolution

/// What of two kinds has to do with each other, in a profile or in the profiles of a domain.
extension PageComposer {
    func compose(_ matrix: Matrix, _ page: inout PageContent) {
        guard let content = framework.matrices[matrix], let owner = framework[matrix.owner] else { return }
        page.kind = "Matrix"
        page.cssClass = "page-matrix"
        page.placeInNavigation = .definition(matrix.owner)
        page.trail = trail(domain: owner.domainReference, kind: owner.key.kind) + [.definition(owner.key)]
        if matrix != matrix.whole { page.trail.append(.matrix(matrix.whole)) }
        if matrix.filter != nil { page.canonical = addresses[.matrix(matrix.whole)] ?? page.canonical }
        page.description = "\(page.title) at a glance: \(sides(of: content))"
        for format in page.key.dataFormats {
            page.data[format] =
                switch format {
                case .json: json(of: content, matrix, at: page.address)
                case .csv: csv(of: content, matrix)
                case .atom, .calendar: nil
                }
        }
        page.scripts = [Address("assets/filter.js"), Address("assets/matrix.js")]
        page.showsContents = false
        page.body += facts(of: matrix, page)
        page.body += pages(of: matrix)
        if matrix.owner.kind == .domain { page.body += filterForm(for: content) }
        page.body += table(of: content, matrix, caption: page.title)
        page.body += key(to: matrix)
    }

    /// Links to the matrices of a profile or domain, for its page.
    func matrixLinks(of owner: DefinitionKey, besides current: Matrix? = nil) -> HTML {
        let wholes = framework.matrices.of(owner).filter { $0 == $0.whole && $0 != current }
        return wholes.compactMap { matrix -> HTML? in
            addresses[.matrix(matrix)].map { "<a href=\"\($0)\">\(matrix.subject.label)</a>" }
        }.joined(separator: " · ")
    }

    private func facts(of matrix: Matrix, _ page: PageContent) -> HTML {
        var facts = FactList()
        let owner = framework[matrix.owner]
        facts.append(matrix.owner.kind.label, owner.map { link(to: $0, text: $0.title) })
        facts.append("More at a glance", matrixLinks(of: matrix.owner, besides: matrix.whole))
        facts.append("For programs", dataLinks(of: page.key, at: page.address))
        return facts.list
    }

    private func sides(of content: MatrixContent) -> String {
        [content.rows, content.columns].map { keys in
            count(keys.count, keys.first?.kind.label.lowercased() ?? "")
        }.joined(separator: " by ")
    }

    // MARK: The whole, what filters leave, and parts

    private func pages(of matrix: Matrix) -> HTML {
        let all = framework.matrices.of(matrix.owner).filter { $0.subject == matrix.subject }
        let filters = all.filter { $0.part == 1 }.map { other -> HTML in
            matrixPage(other, other.filter?.label ?? "All", isCurrent: other.filter == matrix.filter, of: matrix)
        }
        let parts = all.filter { $0.filter == matrix.filter }.map { other -> HTML in
            matrixPage(other, "\(other.part)", isCurrent: other == matrix, of: matrix)
        }
        return "\(filterPages(filters, "Filters"))\(filterPages(parts, "Parts"))"
    }

    private func matrixPage(_ other: Matrix, _ text: String, isCurrent: Bool, of matrix: Matrix) -> HTML {
        // Where only a part is shown, its filter is current too, but leads to the first part.
        let current: HTML = !isCurrent ? HTML() : other == matrix ? " aria-current=\"page\"" : " aria-current=\"true\""
        return addresses[.matrix(other)].map { "<li><a href=\"\($0)\"\(current)>\(text)</a></li>" } ?? HTML()
    }

    /// What the letters and signs mean.
    private func key(to matrix: Matrix) -> HTML {
        switch matrix.subject {
        case .actorsAndTransactions:
            let times: HTML = matrix.owner.kind == .domain ? " · a number: in so many profiles" : HTML()
            return """
                <p class="table-key">R required · O optional · C required under a condition · → initiates · ← \
                responds\(times).</p>

                """
        case .profilesAndActors:
            return """
                <p class="table-key">The number of transactions and content modules that the profile lists for the actor; \
                it leads to what the actor must do.</p>

                """
        case .profilesAndOptions:
            return """
                <p class="table-key">The number of actors of the profile that may claim the option; it leads to the \
                profile.</p>

                """
        }
    }
}

/// The title of the page of a matrix.
func matrixTitle(_ matrix: Matrix, in framework: Framework) -> String {
    let owner = framework[matrix.owner]
    let name = owner.map { $0 is Profile ? $0.label : $0.name } ?? matrix.owner.id
    let filter = matrix.filter.map { ": \($0.label)" } ?? ""
    let part = matrix.part > 1 ? ", part \(matrix.part)" : ""
    return "\(matrix.subject.label) of \(name)\(filter)\(part)"
}
