import Testing

@testable import FrameworkModel

@Suite struct RelationsTests {
    private let framework = model(
        soundDefinitions + """

            <option id="o"><name>O</name></option>
            <standard id="s"><name>S</name></standard>
            <content-module id="m" domain="ITI"><name>M</name><standard ref="s"/></content-module>
            <transaction id="ITI-2" domain="ITI"><name>T</name><exchange initiator="source" responder="source"/>
            <standard ref="s"/></transaction>
            <profile id="B" domain="ITI"><name>B</name>
            <actor ref="source"><transaction ref="ITI-1" optionality="R"/><transaction ref="ITI-2" optionality="R"/>
            <content-module ref="m" optionality="R"/><option ref="o"/>
            <grouping profile="XDS" actor="consumer"/></actor></profile>
            <supplement id="su" domain="ITI"><name>Su</name><affects profile="B"/></supplement>
            """
    ).framework

    @Test func everyUseIsFoundFromTheOtherSide() {
        let relations = framework.relations
        #expect(relations.profilesByActor["source"]?.map(\.id) == ["B", "XDS"])
        #expect(relations.profilesByActor["consumer"]?.map(\.id) == ["XDS"])
        #expect(relations.profilesByTransaction["ITI-1"]?.map(\.id) == ["B", "XDS"])
        #expect(relations.profilesByOption["o"]?.map(\.id) == ["B"])
        #expect(relations.profilesByContentModule["m"]?.map(\.id) == ["B"])
        #expect(relations.profilesGroupedWith["XDS"]?.map(\.id) == ["B"])
        #expect(relations.transactionsByActor["source"]?.map(\.id) == ["ITI-1", "ITI-2"])
        #expect(relations.transactionsByStandard["s"]?.map(\.id) == ["ITI-2"])
        #expect(relations.contentModulesByStandard["s"]?.map(\.id) == ["m"])
        #expect(relations.supplementsByTarget[DefinitionKey(.profile, "B")]?.map(\.id) == ["su"])
    }

    @Test func whatBelongsToADomain() {
        let parts = framework.relations.parts(of: "ITI")
        #expect(parts.profiles.map(\.id) == ["B", "XDS"])
        #expect(parts.transactions.map(\.id) == ["ITI-1", "ITI-2"])
        #expect(parts.supplements.map(\.id) == ["su"])
        #expect(framework.relations.parts(of: "RAD").profiles.isEmpty)
    }
}

@Suite struct IdentifierOrderTests {
    @Test func numbersCountByTheirValueAndLettersWithoutCase() {
        let sorted = ["ITI-18", "iti-9", "ITI-9", "RAD-1", "ITI-100", "ITI-9a", "ITI"].sorted(by: identifierPrecedes)
        #expect(sorted == ["ITI", "ITI-9", "iti-9", "ITI-9a", "ITI-18", "ITI-100", "RAD-1"])
    }

    @Test func leadingZerosDecideLast() {
        #expect(
            ["PCD-10", "PCD-01", "PCD-1", "PCD-02"].sorted(by: identifierPrecedes) == [
                "PCD-01", "PCD-1", "PCD-02", "PCD-10",
            ])
    }
}
