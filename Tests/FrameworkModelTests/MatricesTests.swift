import Testing

@testable import FrameworkModel

@Suite struct MatricesTests {
    private static let definitions = """
        <domain id="ITI"><name>IT Infrastructure</name></domain>
        <actor id="z"><name>A first</name></actor><actor id="b"><name>B second</name></actor>
        <actor id="c"><name>C third</name></actor>
        <option id="o1"><name>One</name></option><option id="o2"><name>Two</name></option>
        <transaction id="ITI-2" domain="ITI"><name>Two</name><exchange initiator="z" responder="b"/></transaction>
        <transaction id="ITI-10" domain="ITI"><name>Ten</name><exchange initiator="z" responder="b"/></transaction>
        <profile id="P" domain="ITI" chapter="2" status="final-text"><name>P</name>
        <actor ref="b"><transaction ref="ITI-10" optionality="R"/><transaction ref="ITI-2" optionality="O"/>
        <option ref="o1"/></actor>
        <actor ref="z"><transaction ref="ITI-10" optionality="O"/><option ref="o2"/></actor></profile>
        <profile id="Q" domain="ITI" chapter="1" status="trial-implementation"><name>Q</name>
        <actor ref="z"><transaction ref="ITI-10" optionality="C"/><option ref="o2"/></actor>
        <actor ref="c"/></profile>
        """
    private let framework = model(definitions).framework
    private let domain = DefinitionKey(.domain, "ITI")

    /// A matrix in short: columns, then each row with its cells.
    private func text(_ matrix: Matrix) -> [String] {
        guard let content = framework.matrices[matrix] else { return [] }
        let rows = zip(content.rows, content.cells).map { row, cells in
            row.id + ":"
                + cells.map { " \(content.columns[$0.column].id)=\($0.optionality?.rawValue ?? "")\($0.uses.count)" }
                .joined()
        }
        return [content.columns.map(\.id).joined(separator: " ")] + rows
    }

    @Test func aCellOfADomainSaysTheMostThatItsProfilesAsk() {
        #expect(
            text(Matrix(of: domain, .actorsAndTransactions)) == [
                "ITI-2 ITI-10", "z: ITI-10=C2", "b: ITI-2=O1 ITI-10=R1",
            ])
    }

    @Test func theLongerSideGoesDown() {
        #expect(text(Matrix(of: domain, .profilesAndActors)) == ["Q P", "z: Q=1 P=1", "b: P=1", "c: Q=1"])
        #expect(text(Matrix(of: domain, .profilesAndOptions)) == ["o1 o2", "Q: o2=1", "P: o1=1 o2=1"])
    }

    @Test func theActorsOfAProfileKeepItsOrder() {
        let profile = DefinitionKey(.profile, "P")
        #expect(
            text(Matrix(of: profile, .actorsAndTransactions)) == [
                "ITI-2 ITI-10", "b: ITI-2=O1 ITI-10=R1", "z: ITI-10=O1",
            ])
    }

    @Test func filtersLeaveWhatTheySayAndAreNotMadeWhereNothingChanges() {
        let matrix = { (filter: Matrix.Filter) in Matrix(of: self.domain, .actorsAndTransactions, filter: filter) }
        #expect(text(matrix(.required)) == ["ITI-10", "b: ITI-10=R1"])
        #expect(text(matrix(.status(.trialImplementation))) == ["ITI-10", "z: ITI-10=C1"])
        #expect(framework.matrices[matrix(.status(.retired))] == nil)
        #expect(
            framework.matrices.of(domain).map(\.name) == [
                "matrix-actors-transactions", "matrix-actors-transactions-trial-implementation",
                "matrix-actors-transactions-final-text", "matrix-actors-transactions-required",
                "matrix-profiles-actors", "matrix-profiles-actors-trial-implementation",
                "matrix-profiles-actors-final-text", "matrix-profiles-options",
                "matrix-profiles-options-trial-implementation", "matrix-profiles-options-final-text",
            ])
        let alike = model(Self.definitions.replacing("trial-implementation", with: "final-text")).framework
        #expect(alike.matrices.of(domain).map(\.filter) == [nil, .required, nil, nil])
    }

    @Test func aProfileWithOneActorOrOneTransactionHasNoMatrix() {
        #expect(framework.matrices.of(DefinitionKey(.profile, "Q")).isEmpty)
    }

    @Test func whatIsNamedInVainIsLeftOut() {
        let broken = model(Self.definitions.replacing("<actor ref=\"c\"/>", with: "<actor ref=\"d\"/>")).framework
        #expect(broken.matrices[Matrix(of: domain, .profilesAndActors)]?.columns.map(\.id) == ["z", "b"])
    }

    @Test func manyRowsAreShownInPartsWithTheirOwnColumns() {
        let count = 2 * Matrices.rowsOfAPage
        let actors = (1...count + 1).map { "<actor id=\"a\($0)\"><name>Actor \($0)</name></actor>\n" }
        let profiles = (1...count).map { number in
            """
            <profile id="P\(number)" domain="ITI"><name>Profile \(number)</name><actor ref="a\(number)"/>
            <actor ref="a\(number + 1)"/></profile>

            """
        }
        let matrices = model(
            "<domain id=\"ITI\"><name>I</name></domain>\(actors.joined())\(profiles.joined())"
        ).framework.matrices
        let parts = matrices.of(domain)
        #expect(
            parts.map(\.name) == ["matrix-profiles-actors", "matrix-profiles-actors-2", "matrix-profiles-actors-3"])
        #expect(parts.compactMap { matrices[$0]?.rows.count } == [150, 150, 1])
        #expect(parts.compactMap { matrices[$0]?.columns.count } == [150, 151, 1])
    }
}
