/// All matrices of a framework, worked out once: one of each profile that has at least two rows and columns to show, and
/// those of each domain. Of a domain's, what filters leave where that is not the whole, and parts where there are more
/// rows than a page can show.
public struct Matrices: Sendable {
    private var contents: [Matrix: MatrixContent] = [:]
    private var pages: [DefinitionKey: [Matrix]] = [:]

    /// How many rows a page shows. Rows have few filled cells, and so the columns of a part are few too: the size of
    /// all parts together is in proportion to what profiles say, not to rows times columns.
    static let rowsOfAPage = 150

    /// The matrices of a profile or domain: by their subjects, the whole first, then what filters leave, by parts.
    public func of(_ owner: DefinitionKey) -> [Matrix] { pages[owner] ?? [] }

    /// What a matrix shows; `nil` for one that there is not.
    public subscript(matrix: Matrix) -> MatrixContent? { contents[matrix] }

    /// No matrices.
    init() {}

    /// - Parameter previous: A framework with the same definitions, some of which have changed: what is said of others is
    ///   taken from it.
    init(of framework: Framework, following previous: Framework? = nil) {
        let changed = previous.map(framework.changedDefinitions) ?? []
        for profile in framework.profiles {
            if let previous, take(profile.key, of: [profile], from: previous, unless: changed) { continue }
            let content = MatrixContent(.actorsAndTransactions, of: [profile]) { keys in
                // Actors keep the order of the profile's tables.
                keys.first?.kind == .actor ? framework.known(keys) : framework.sorted(keys)
            }
            add(content, as: Matrix(of: profile.key, .actorsAndTransactions))
        }
        for domain in framework.domains {
            let profiles = framework.profilesInOrder(of: domain)
            if let previous, previous.profilesInOrder(of: domain).elementsEqual(profiles, by: { $0.key == $1.key }),
                take(domain.key, of: profiles, from: previous, unless: changed)
            {
                continue
            }
            for subject in Matrix.Subject.allCases {
                let content = MatrixContent(subject, of: profiles, sorted: framework.sorted)
                let whole = Matrix(of: domain.key, subject)
                guard add(content, as: whole) else { continue }
                for filter in Matrix.Filter.all {
                    let filtered = content.filtered(by: filter.shows)
                    guard filtered.useCount > 0, filtered.useCount < content.useCount else { continue }
                    addParts(of: filtered, as: Matrix(of: domain.key, subject, filter: filter))
                }
            }
        }
    }

    /// Takes over the matrices of a profile or domain, unless one of its profiles or of what these name has changed; tells
    /// whether it did.
    private mutating func take(
        _ owner: DefinitionKey, of profiles: [Profile], from previous: Framework, unless changed: Set<DefinitionKey>
    ) -> Bool {
        let keys = profiles.flatMap { [$0.key] + $0.references.map(\.key) }
        guard changed.isDisjoint(with: keys) else { return false }
        let known = previous.matrices.of(owner)
        if !known.isEmpty { pages[owner] = known }
        for matrix in known { contents[matrix] = previous.matrices[matrix] }
        return true
    }

    /// Adds a matrix, unless it is too small to be one; tells whether it was added.
    @discardableResult
    private mutating func add(_ content: MatrixContent, as matrix: Matrix) -> Bool {
        guard content.rows.count > 1, content.columns.count > 1 else { return false }
        addParts(of: content, as: matrix)
        return true
    }

    private mutating func addParts(of content: MatrixContent, as matrix: Matrix) {
        let starts = stride(from: 0, to: content.rows.count, by: Self.rowsOfAPage)
        for (index, start) in starts.enumerated() {
            let end = min(start + Self.rowsOfAPage, content.rows.count)
            let part = Matrix(of: matrix.owner, matrix.subject, filter: matrix.filter, part: index + 1)
            contents[part] = content.rows(start..<end)
            pages[matrix.owner, default: []].append(part)
        }
    }
}

extension Framework {
    fileprivate func profilesInOrder(of domain: Domain) -> [Profile] {
        relations.parts(of: domain.id).profiles.sorted(by: Profile.chapterPrecedes)
    }

    /// The definitions of a side that there are; what a profile names in vain is reported elsewhere.
    fileprivate func known(_ keys: [DefinitionKey]) -> [DefinitionKey] { keys.filter { self[$0] != nil } }

    /// The definitions of a side, in the order in which readers look for them: transactions by their numbers, actors
    /// and options by their names. Profiles come in the order of their chapters.
    fileprivate func sorted(_ keys: [DefinitionKey]) -> [DefinitionKey] {
        switch keys.first?.kind {
        case .transaction: known(keys).sorted { identifierPrecedes($0.id, $1.id) }
        case .actor, .option:
            known(keys).map { (key: $0, name: self[$0]?.name ?? "") }
                .sorted { ($0.name == $1.name) ? $0.key < $1.key : identifierPrecedes($0.name, $1.name) }.map(\.key)
        default: known(keys)
        }
    }
}
