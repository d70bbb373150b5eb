import ContentReading
import FrameworkModel
import LinkResolution

/// What each actor of each profile entails, in one file, for the page that adds several up: it unites what is worked
/// out here. `docs/data.md` describes the format: a change that breaks what reads it counts `version` up.
///
/// Definitions, claims and texts stand in tables once, and are referred to by their positions there.
struct ClaimsData {
    private let composer: PageComposer
    private let claims: [ActorClaim]
    private let positions: [ActorClaim: Int]
    private static let kinds: [DefinitionKind] = [.profile, .actor, .transaction, .contentModule, .option]
    /// What profiles name, by kind.
    private let tables: [[any Definition]]
    /// Where definitions stand in the table of their kind.
    private let definitions: [DefinitionKey: Int]
    /// The texts, in the order in which they were first asked for.
    private var texts: [String] = []
    private var textPositions: [String: Int] = [:]

    /// The data as JSON.
    static func json(_ composer: PageComposer) -> [UInt8] {
        var data = ClaimsData(composer)
        return JSONWriter.document(.compact) { data.write(to: &$0) }
    }

    private init(_ composer: PageComposer) {
        self.composer = composer
        let profiles = composer.framework.profiles
        let listed = profiles.flatMap { profile in
            profile.actors.map { ActorClaim(profile: profile.id, actor: $0.actor.id) }
        }
        // A grouping may lead to an actor that its profile does not list.
        let grouped = profiles.flatMap(\.actors).flatMap(\.groupings).flatMap(\.alternatives).map(ActorClaim.init)
        claims = Set(listed + grouped).sorted()
        positions = Self.positions(of: claims)
        let used = Set(profiles.map(\.key) + profiles.flatMap(\.references).map(\.key))
        tables = Self.kinds.map { kind in
            composer.framework.definitions(of: kind).filter { used.contains($0.key) }
        }
        definitions = tables.map { Self.positions(of: $0.map(\.key)) }.reduce(into: [:]) { all, table in
            all.merge(table) { first, _ in first }
        }
    }

    private static func positions<Element: Hashable>(of elements: [Element]) -> [Element: Int] {
        Dictionary(elements.enumerated().map { ($0.element, $0.offset) }, uniquingKeysWith: { first, _ in first })
    }

    private mutating func write(to json: inout JSONWriter) {
        json.member("version", 1)
        for (kind, table) in zip(Self.kinds, tables) { write(table, named: kind.rawValue + "s", to: &json) }
        json.objects("claims", of: claims) { write($1, to: &$0) }
        json.member("texts", texts)
    }

    private func write(_ table: [any Definition], named key: String, to json: inout JSONWriter) {
        json.objects(key, of: table) { json, definition in
            json.member("id", definition.id)
            json.member("acronym", (definition as? Profile)?.acronym)
            json.member("name", definition.name)
            json.member("page", composer.addresses[definition.key])
        }
    }

    // MARK: A claim

    private mutating func write(_ claim: ActorClaim, to json: inout JSONWriter) {
        json.member("profile", definitions[DefinitionKey(.profile, claim.profile)])
        json.member("actor", definitions[DefinitionKey(.actor, claim.actor)])
        guard let part = composer.framework.part(claim) else { return }
        json.member("page", composer.addresses[.obligations(claim)])
        list("transactions", of: part.transactions, to: &json) { data, json, use in
            json.value(data.position(of: use.transaction))
            json.value(use.optionality.rawValue)
            json.value(data.composer.roles(of: claim.actor, in: use).map { String($0.rawValue.prefix(1)) }.joined())
            data.write(use.qualification, to: &json)
        }
        list("content-modules", of: part.contentModules, to: &json) { data, json, use in
            json.value(data.position(of: use.contentModule))
            json.value(use.optionality.rawValue)
            data.write(use.qualification, to: &json)
        }
        let obligations = Obligations(of: claim, in: composer.framework)
        list("required", of: obligations.required.members.dropFirst(), to: &json) { $0.write($2, to: &$1) }
        let choices = obligations.choices.filter { $0.owner == claim }
        if !choices.isEmpty { json.objects("choices", of: choices) { write($1, to: &$0) } }
        let options = obligations.options.filter { $0.owner == claim }
        if !options.isEmpty { json.objects("options", of: options) { write($1, to: &$0) } }
    }

    private mutating func write(_ choice: GroupingChoice, to json: inout JSONWriter) {
        json.member("option", choice.option.map(position))
        json.objects("alternatives", of: choice.alternatives) { json, alternative in
            json.member("claim", positions[ActorClaim(alternative.grouping)])
            json.member("option", alternative.grouping.option.map(position))
            writeTexts(of: alternative.grouping.qualification, to: &json)
            list("adds", of: alternative.adds.members, to: &json) { $0.write($2, to: &$1) }
        }
    }

    private mutating func write(_ option: OptionConsequence, to json: inout JSONWriter) {
        json.member("option", position(of: option.use.option))
        writeTexts(of: option.use.qualification, to: &json)
        list("adds", of: option.adds.members, to: &json) { $0.write($2, to: &$1) }
    }

    /// A member of a closure as an array: the claim, the number of steps, the claim that requires it, whether a condition
    /// stands on the way, and what qualifies the grouping.
    private mutating func write(_ member: GroupingClosure.Member, to json: inout JSONWriter) {
        json.value(positions[member.claim] ?? -1)
        json.value(member.step)
        json.value(member.requiredBy.flatMap { positions[$0] } ?? -1)
        json.value(member.isConditional ? 1 : 0)
        if let grouping = member.grouping { write(grouping.qualification, to: &json) }
    }

    /// Where a definition stands. What does not exist is reported, and the data is not published.
    private func position(of reference: DefinitionReference) -> Int { definitions[reference.key] ?? -1 }

    // MARK: Texts

    /// Condition, -1 for none, and notes as the further values of an array; nothing where there are none.
    private mutating func write(_ qualification: Qualification, to json: inout JSONWriter) {
        for text in texts(of: qualification) { json.value(text) }
    }

    /// The same as a member of an object.
    private mutating func writeTexts(of qualification: Qualification, to json: inout JSONWriter) {
        let texts = texts(of: qualification)
        if !texts.isEmpty { json.array("texts", of: texts) { $0.value($1) } }
    }

    private mutating func texts(of qualification: Qualification) -> [Int] {
        guard qualification.condition != nil || !qualification.notes.isEmpty else { return [] }
        return [qualification.condition.map { position(ofText: $0) } ?? -1]
            + qualification.notes.map { position(ofText: $0) }
    }

    private mutating func position(ofText prose: Prose) -> Int {
        let text = composer.library.summary(prose)
        if let known = textPositions[text] { return known }
        textPositions[text] = texts.count
        texts.append(text)
        return texts.count - 1
    }

    /// An array of arrays; nothing where there are no elements.
    private mutating func list<Element>(
        _ key: String, of elements: some Collection<Element>, to json: inout JSONWriter,
        _ write: (inout ClaimsData, inout JSONWriter, Element) -> Void
    ) {
        guard !elements.isEmpty else { return }
        json.array(key, of: elements) { json, element in json.value { write(&self, &$0, element) } }
    }
}
