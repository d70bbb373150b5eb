/// What claiming an actor of a profile entails: what the profile asks of it, what the actors ask with which it must be
/// grouped, in any number of steps, and what it may choose.
///
/// Choices and options are told apart from what is required, each once with its own consequences, whatever the number
/// of ways to them; what is required anyway is not said again there. So the size is that of what is said.
public struct Obligations: Sendable {
    /// What is claimed.
    public let claim: ActorClaim
    /// The claim and all that it entails without a choice.
    public let required: GroupingClosure
    /// Groupings of which one is enough: those of what is required first, then those that alternatives and options bring.
    public private(set) var choices: [GroupingChoice] = []
    /// The options of the claimed actor; of the other actors here those that bring groupings with them.
    public private(set) var options: [OptionConsequence] = []

    /// Works out what a claim entails.
    public init(of claim: ActorClaim, in framework: Framework) {
        self.claim = claim
        required = GroupingWalk.closure(of: claim, in: framework)
        var search = ChoiceSearch(claim, required, framework)
        search.run()
        choices = search.choices
        options = search.options
    }

    /// The choices and options that come with the members of a closure, by the actors whose they are.
    public func choices(of closure: GroupingClosure) -> [GroupingChoice] {
        choices.filter { closure[$0.owner] != nil }
    }
}

/// Groupings of which an actor must have one.
public struct GroupingChoice: Sendable {
    /// The actor that has the choice.
    public let owner: ActorClaim
    /// The option of the actor under which it has the choice.
    public let option: DefinitionReference?
    /// Counts the choices of a claim from 1.
    public let number: Int
    /// How many groupings lead to the alternatives.
    public let step: Int
    public let alternatives: [Alternative]
    /// The alternative that is required anyway, so that nothing is left to choose.
    public let settledBy: ActorClaim?

    /// The transactions that every alternative requires without a condition, beyond what is required anyway: whatever is
    /// chosen, they come along.
    public var sharedTransactions: [DefinitionReference] {
        let required = alternatives.map { alternative in
            alternative.adds.members.filter { !$0.isConditional }
                .flatMap { $0.part?.transactions ?? [] }.filter { $0.optionality == .required }.map(\.transaction)
        }
        guard let first = required.first else { return [] }
        let others = required.dropFirst().map { Set($0.map(\.id)) }
        var seen: Set<String> = []
        return first.filter { use in others.allSatisfy { $0.contains(use.id) } && seen.insert(use.id).inserted }
            .sorted { identifierPrecedes($0.id, $1.id) }
    }

    /// One of the groupings, and what it entails beyond what is required anyway.
    public struct Alternative: Sendable {
        public let grouping: Grouping
        public let adds: GroupingClosure
    }
}

/// What an option of an actor brings with it.
public struct OptionConsequence: Sendable {
    /// The actor whose option it is.
    public let owner: ActorClaim
    public let use: OptionUse
    /// What its groupings entail beyond what is required anyway.
    public let adds: GroupingClosure
}

extension ProfileActor {
    /// The options that the actor lists, then those that only its groupings name.
    fileprivate var offeredOptions: [OptionUse] {
        var seen = Set(options.map(\.option.id))
        let others = groupings.compactMap(\.option).filter { seen.insert($0.id).inserted }
        return options + others.map { OptionUse(option: $0, qualification: Qualification(condition: nil, notes: [])) }
    }
}

/// Finds the choices and options of all that can be reached, those of required actors first.
private struct ChoiceSearch {
    private let framework: Framework
    private let claim: ActorClaim
    private let known: Set<ActorClaim>
    private var ahead: [GroupingClosure.Member]
    private var seen: Set<ActorClaim>
    private(set) var choices: [GroupingChoice] = []
    private(set) var options: [OptionConsequence] = []

    init(_ claim: ActorClaim, _ required: GroupingClosure, _ framework: Framework) {
        self.framework = framework
        self.claim = claim
        // What holds under a condition only is said where it holds without.
        known = Set(required.members.lazy.filter { !$0.isConditional }.map(\.claim))
        ahead = required.members
        seen = Set(ahead.map(\.claim))
    }

    mutating func run() {
        var position = 0
        while position < ahead.count {
            let member = ahead[position]
            for grouping in member.part?.groupings ?? [] where grouping.alternatives.count > 1 {
                addChoice(of: grouping, member)
            }
            for use in member.part?.offeredOptions ?? [] { addOption(use, member) }
            position += 1
        }
    }

    private mutating func addChoice(of grouping: RequiredGrouping, _ member: GroupingClosure.Member) {
        let alternatives = grouping.alternatives.map { alternative in
            GroupingChoice.Alternative(grouping: alternative, adds: closure(of: [alternative], member))
        }
        let settledBy = grouping.alternatives.lazy.map(ActorClaim.init).first(where: known.contains)
        choices.append(
            GroupingChoice(
                owner: member.claim, option: grouping.option, number: choices.count + 1, step: member.step + 1,
                alternatives: alternatives, settledBy: settledBy))
        for alternative in alternatives { goOn(with: alternative.adds) }
    }

    private mutating func addOption(_ use: OptionUse, _ member: GroupingClosure.Member) {
        let groupings = (member.part?.groupings ?? []).filter { $0.option?.id == use.option.id }
        guard member.claim == claim || !groupings.isEmpty else { return }
        let single = groupings.filter { $0.alternatives.count == 1 }.flatMap(\.alternatives)
        let adds = closure(of: single, member)
        options.append(OptionConsequence(owner: member.claim, use: use, adds: adds))
        goOn(with: adds)
    }

    private func closure(of groupings: [Grouping], _ member: GroupingClosure.Member) -> GroupingClosure {
        GroupingWalk.closure(
            of: groupings, by: member.claim, step: member.step + 1, excluding: known, in: framework)
    }

    private mutating func goOn(with closure: GroupingClosure) {
        ahead += closure.members.filter { seen.insert($0.claim).inserted }
    }
}
