import ContentReading
import FrameworkModel
import LinkResolution
import Testing

@testable import PageRendering

/// The chapters of three real guides: without the numbers that their committees wrote, counting gives the same ones, as
/// deep as Markdown has levels for them.
@Suite struct GuideChaptersTests {
    private static let chapters: [(file: String, definition: String, key: DefinitionKey)] = {
        // ITI-67 has a section 3.67.4.2.3 at the level of 3.67.4.3.
        let transactions = [
            ("ITI.MHD", 65), ("ITI.MHD", 66), ("ITI.MHD", 68), ("ITI.MHD", 105), ("ITI.MHD", 106),
            ("ITI.PDQm", 78), ("RAD.IMR", 141), ("RAD.IMR", 142), ("RAD.IMR", 143), ("RAD.IMR", 144),
        ].map { guide, number in
            let domain = String(guide.prefix(3))
            return (
                "\(guide)/\(domain)-\(number).md",
                "<transaction xmlns=\"urn:technical-framework:definitions\" id=\"\(domain)-\(number)\" domain=\"\(domain)\"><name>N</name></transaction>",
                DefinitionKey(.transaction, "\(domain)-\(number)")
            )
        }
        let profiles = [
            ("ITI.PDQm", "PDQm", "Patient Demographics Query for Mobile", 38),
            ("RAD.IMR", "IMR", "Interactive Multimedia Report", 52),
        ].map { guide, acronym, name, chapter in
            (
                "\(guide)/volume-1.md",
                "<profile xmlns=\"urn:technical-framework:definitions\" id=\"\(acronym)\" domain=\"\(guide.prefix(3))\" chapter=\"\(chapter)\"><name>\(name)</name></profile>",
                DefinitionKey(.profile, acronym)
            )
        }
        return transactions + profiles
    }()

    @Test(arguments: chapters.map(\.file))
    func countingGivesTheNumbersOfTheCommittee(file: String) async throws {
        let (_, definition, key) = try #require(Self.chapters.first { $0.file == file })
        let folder = "/" + #filePath.split(separator: "/").dropLast().joined(separator: "/") + "/Fixtures/ihe-ig/"
        let text = String(decoding: try FileSystem.read(folder + file), as: UTF8.self)
        let heading = #/(?m)^(?<marks>#+) +(?:[1-4]:)?(?<number>\d+(?:\.\d+)+)[. ]/#
        let slips = ["3.143.4": "4.143.4", "3.144.4.3": "4.143.4.3"]
        let written = text.matches(of: heading).map { slips[String($0.output.number)] ?? String($0.output.number) }
        let unnumbered = text.replacing(heading) { "\($0.output.marks) " }
        let site = await TestSite(["shared.xml": shared, "chapter.xml": definition, "chapter.md": unnumbered])
        let counted = site.library.outline(of: .definition(key)).sections.filter { $0.heading != nil }.compactMap(
            \.number)
        let depth = key.kind == .profile ? 3 : 4
        func upper(_ numbers: [String]) -> [String] { numbers.filter { $0.split(separator: ".").count <= depth } }
        #expect(upper(counted) == upper(written))
        #expect(upper(counted).count > 6)
    }

    private let shared = """
        <definitions xmlns="urn:technical-framework:definitions">
        <domain id="ITI" transaction-section="3"><name>IT Infrastructure</name></domain>
        <domain id="RAD" transaction-section="4"><name>Radiology</name></domain>
        </definitions>
        """
}
