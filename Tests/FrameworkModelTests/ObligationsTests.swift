import Testing

@testable import FrameworkModel

/// Closures worked out by hand. What is required of an actor stands as `step profile actor < by which grouping`.
@Suite struct ObligationsTests {
    private let framework = model(
        """
        <domain id="ITI"><name>IT Infrastructure</name></domain>
        <actor id="registry"><name>Registry</name></actor>
        <actor id="consumer"><name>Consumer</name></actor>
        <actor id="node"><name>Secure Node</name></actor>
        <actor id="application"><name>Secure Application</name></actor>
        <actor id="clock"><name>Time Client</name></actor>
        <actor id="server"><name>Time Server</name></actor>
        <option id="late"><name>Late</name></option>
        <option id="on-demand"><name>On Demand</name></option>
        <transaction id="ITI-1" domain="ITI"><name>Time</name><exchange initiator="clock" responder="server"/></transaction>
        <transaction id="ITI-18" domain="ITI"><name>Query</name><exchange initiator="consumer" responder="registry"/></transaction>
        <profile id="CT" domain="ITI"><name>Time</name>
        <actor ref="clock"><transaction ref="ITI-1" optionality="R"/></actor>
        <actor ref="server"><transaction ref="ITI-1" optionality="R"/></actor></profile>
        <profile id="ATNA" domain="ITI"><name>Nodes</name>
        <actor ref="node"><grouping profile="CT" actor="clock"/></actor>
        <actor ref="application"><one-of><grouping profile="CT" actor="clock"/><grouping profile="CT" actor="server"/></one-of>
        </actor></profile>
        <profile id="XDS" domain="ITI"><name>Sharing</name>
        <actor ref="registry"><transaction ref="ITI-18" optionality="R"/><grouping profile="ATNA" actor="node"/></actor>
        <actor ref="consumer"><transaction ref="ITI-18" optionality="R"/><option ref="late"/><option ref="on-demand"/>
        <one-of><grouping profile="ATNA" actor="node"/><grouping profile="ATNA" actor="application"/></one-of>
        <grouping profile="XDS" actor="registry" option="on-demand"/>
        <grouping profile="CT" actor="server"><condition>Where it serves others.</condition></grouping></actor></profile>
        <profile id="LOOP" domain="ITI"><name>Loop</name>
        <actor ref="registry"><grouping profile="LOOP" actor="consumer"/></actor>
        <actor ref="consumer"><grouping profile="LOOP" actor="registry"/><grouping profile="XDS" actor="consumer"/>
        <one-of><grouping profile="CT" actor="clock"/><grouping profile="LOOP" actor="registry"/></one-of></actor></profile>
        <profile id="MAYBE" domain="ITI"><name>Maybe</name>
        <actor ref="node"><grouping profile="ATNA" actor="node"><condition>Always in May.</condition></grouping>
        <grouping profile="XDS" actor="registry"><condition>Mostly.</condition></grouping></actor>
        <actor ref="registry"><grouping profile="CT" actor="clock"><condition>Sometimes.</condition></grouping>
        <grouping profile="ATNA" actor="node"/></actor></profile>
        """
    ).framework

    private func obligations(_ profile: String, _ actor: String) -> Obligations {
        Obligations(of: ActorClaim(profile: profile, actor: actor), in: framework)
    }

    private func lines(_ closure: GroupingClosure) -> [String] {
        closure.members.map { member in
            let way = closure.way(to: member).dropLast().map(\.claim.profile).joined(separator: " ")
            let condition = member.isConditional ? "?" : ""
            return "\(member.step)\(condition) \(member.claim.profile) \(member.claim.actor)"
                + (way.isEmpty ? "" : " < \(way)")
        }
    }

    @Test func anActorWithoutGroupings() {
        let clock = obligations("CT", "clock")
        #expect(lines(clock.required) == ["0 CT clock"])
        #expect(clock.choices.isEmpty && clock.options.isEmpty)
    }

    @Test func groupingsLeadOverSeveralSteps() {
        let registry = obligations("XDS", "registry")
        #expect(lines(registry.required) == ["0 XDS registry", "1 ATNA node < XDS", "2 CT clock < XDS ATNA"])
        #expect(registry.choices.isEmpty)
    }

    @Test func aChoiceAnOptionAndACondition() throws {
        let consumer = obligations("XDS", "consumer")
        #expect(lines(consumer.required) == ["0 XDS consumer", "1? CT server < XDS"])
        try #require(consumer.choices.count == 2)
        let choice = consumer.choices[0]
        #expect(
            choice.alternatives.map { lines($0.adds) } == [
                ["1 ATNA node", "2 CT clock < ATNA"], ["1 ATNA application"],
            ])
        #expect(choice.settledBy == nil && choice.number == 1)
        // The choice of an alternative stands by itself, not in the first one.
        #expect(consumer.choices[1].owner == ActorClaim(profile: "ATNA", actor: "application"))
        #expect(consumer.choices[1].alternatives.map { lines($0.adds) } == [["2 CT clock"], ["2 CT server"]])
        #expect(consumer.choices(of: choice.alternatives[1].adds).map(\.number) == [2])
        #expect(consumer.options.map(\.use.option.id) == ["late", "on-demand"])
        #expect(
            consumer.options.map { lines($0.adds) } == [
                [], ["1 XDS registry", "2 ATNA node < XDS", "3 CT clock < XDS ATNA"],
            ])
    }

    @Test func aCircleEnds() throws {
        let registry = obligations("LOOP", "registry")
        #expect(
            lines(registry.required) == [
                "0 LOOP registry", "1 LOOP consumer < LOOP", "2 XDS consumer < LOOP LOOP",
                "3? CT server < LOOP LOOP XDS",
            ])
        // The circle settles the choice; an option of a grouped actor counts for what it brings only.
        let choice = try #require(registry.choices.first)
        #expect(choice.settledBy == ActorClaim(profile: "LOOP", actor: "registry"))
        #expect(registry.options.map(\.use.option.id) == ["on-demand"])
        #expect(registry.options.first?.owner == ActorClaim(profile: "XDS", actor: "consumer"))
    }

    @Test func aWayWithoutConditionsCountsBeforeAShorterOne() {
        let registry = obligations("MAYBE", "registry")
        #expect(lines(registry.required) == ["0 MAYBE registry", "1 ATNA node < MAYBE", "2 CT clock < MAYBE ATNA"])
    }

    @Test func whatFollowsFromAConditionHoldsUnderIt() {
        let node = obligations("MAYBE", "node")
        #expect(
            lines(node.required) == [
                "0 MAYBE node", "1? ATNA node < MAYBE", "1? XDS registry < MAYBE", "2? CT clock < MAYBE ATNA",
            ])
        #expect(node.required.members[1].grouping?.qualification.condition != nil)
    }

    @Test func anActorThatItsProfileLacksEntailsNothing() {
        #expect(lines(obligations("CT", "node").required) == ["0 CT node"])
        #expect(obligations("NONE", "node").required.members.first?.part == nil)
    }

    @Test func aChangeReachesThoseThatAreGrouped() {
        let time = framework.impact(on: framework.relations.profilesByTransaction["ITI-1"] ?? []) {
            $0.transactions.contains { $0.transaction.id == "ITI-1" }
        }
        #expect(time == ChangeImpact(direct: 1, throughGroupings: 4))
        let node = framework.impact(on: framework.relations.profilesByActor["node"] ?? []) { $0.actor.id == "node" }
        #expect(node == ChangeImpact(direct: 2, throughGroupings: 2))
        let none = framework.impact(on: []) { _ in true }
        #expect(none == ChangeImpact(direct: 0, throughGroupings: 0))
    }

    @Test func aLongChainTakesLinearTime() {
        let chain = (0..<5_000).map { index in
            "<profile id=\"P\(index)\" domain=\"ITI\"><name>P</name><actor ref=\"source\">"
                + "<grouping profile=\"P\(index + 1)\" actor=\"source\"/></actor></profile>"
        }
        let framework = model(soundDefinitions + "\n" + chain.joined(separator: "\n")).framework
        let closure = Obligations(of: ActorClaim(profile: "P0", actor: "source"), in: framework).required
        #expect(closure.members.map(\.step) == Array(0...5_000))
    }
}
