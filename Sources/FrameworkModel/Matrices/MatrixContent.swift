/// The rows, columns and filled cells of a matrix. Rows and columns without a filled cell are left out.
public struct MatrixContent: Sendable {
    /// The definitions of the rows.
    public private(set) var rows: [DefinitionKey] = []
    /// The definitions of the columns.
    public private(set) var columns: [DefinitionKey] = []
    /// The filled cells of each row, by their columns: most cells of a large matrix are empty.
    public private(set) var cells: [[MatrixCell]] = []

    /// How many actors of profiles the cells speak of, each in each cell.
    var useCount: Int { cells.joined().reduce(0) { $0 + $1.uses.count } }

    /// What some rows show.
    func rows(_ range: Range<Int>) -> MatrixContent {
        MatrixContent(compacting: Array(zip(rows[range], cells[range])), columns)
    }

    /// What remains where some uses are left out.
    func filtered(by isShown: (MatrixUse) -> Bool) -> MatrixContent {
        let filtered = cells.map { row in
            row.map { MatrixCell(column: $0.column, uses: $0.uses.filter(isShown)) }.filter { !$0.uses.isEmpty }
        }
        return MatrixContent(compacting: Array(zip(rows, filtered)), columns)
    }

    private init(compacting filled: [(key: DefinitionKey, cells: [MatrixCell])], _ columns: [DefinitionKey]) {
        let used = Set(filled.flatMap { $0.cells.map(\.column) })
        var places: [Int: Int] = [:]
        for column in used.sorted() {
            places[column] = self.columns.count
            self.columns.append(columns[column])
        }
        for row in filled where !row.cells.isEmpty {
            rows.append(row.key)
            cells.append(
                row.cells.compactMap { cell in places[cell.column].map { MatrixCell(column: $0, uses: cell.uses) } })
        }
    }
}

/// A cell of a matrix that is filled.
public struct MatrixCell: Sendable {
    public let column: Int
    /// The actors of profiles because of which the cell is filled, by the order of the profiles.
    public let uses: [MatrixUse]

    /// What the transaction is to the actor where it is the most: required, else under a condition, else optional.
    public var optionality: Optionality? {
        let found = Set(uses.compactMap(\.transaction?.optionality))
        return [.required, .conditional, .optional].first(where: found.contains)
    }
}

/// An actor of a profile because of which a cell is filled.
public struct MatrixUse: Sendable {
    public let claim: ActorClaim
    /// The status of the profile.
    public let status: Status?
    /// How the actor supports the transaction, where the matrix is about transactions.
    public var transaction: TransactionUse?
    /// The option that the actor may claim, where the matrix is about options.
    public var option: OptionUse?
}

extension MatrixContent {
    /// What some profiles say of a subject. The longer side goes down.
    ///
    /// - Parameters:
    ///   - profiles: The profiles, in the order of rows or columns.
    ///   - sorted: Puts the definitions of a side in order, given as they come in the profiles.
    init(
        _ subject: Matrix.Subject, of profiles: [Profile], sorted: ([DefinitionKey]) -> [DefinitionKey]
    ) {
        let entries = profiles.flatMap { profile in
            profile.actors.flatMap { Self.entries(subject, profile, $0) }
        }
        let sides = [sorted(unique(entries.map(\.keys.0))), sorted(unique(entries.map(\.keys.1)))]
        let isTurned = sides[1].count > sides[0].count
        let (down, across) = isTurned ? (sides[1], sides[0]) : (sides[0], sides[1])
        let rowNumbers = Dictionary(uniqueKeysWithValues: down.enumerated().map { ($1, $0) })
        let columnNumbers = Dictionary(uniqueKeysWithValues: across.enumerated().map { ($1, $0) })
        var filled = down.map { _ in [Int: [MatrixUse]]() }
        for entry in entries {
            let (row, column) = isTurned ? (entry.keys.1, entry.keys.0) : entry.keys
            guard let row = rowNumbers[row], let column = columnNumbers[column] else { continue }
            filled[row][column, default: []].append(entry.use)
        }
        let cells = filled.map { row in
            row.sorted { $0.key < $1.key }.map { MatrixCell(column: $0.key, uses: $0.value) }
        }
        self.init(compacting: Array(zip(down, cells)), across)
    }

    private typealias Entry = (keys: (DefinitionKey, DefinitionKey), use: MatrixUse)

    /// What an actor of a profile fills.
    private static func entries(_ subject: Matrix.Subject, _ profile: Profile, _ actor: ProfileActor) -> [Entry] {
        func use(_ transaction: TransactionUse? = nil, _ option: OptionUse? = nil) -> MatrixUse {
            MatrixUse(
                claim: ActorClaim(profile: profile.id, actor: actor.actor.id), status: profile.status,
                transaction: transaction, option: option)
        }
        return switch subject {
        case .actorsAndTransactions: actor.transactions.map { ((actor.actor.key, $0.transaction.key), use($0)) }
        case .profilesAndActors: [((profile.key, actor.actor.key), use())]
        case .profilesAndOptions: actor.options.map { ((profile.key, $0.option.key), use(nil, $0)) }
        }
    }
}

private func unique(_ keys: [DefinitionKey]) -> [DefinitionKey] {
    var seen: Set<DefinitionKey> = []
    return keys.filter { seen.insert($0).inserted }
}
