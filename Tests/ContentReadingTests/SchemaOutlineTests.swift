import Diagnostics
import Testing

@testable import ContentReading

@Suite("Outline of the schema")
struct SchemaOutlineTests {
    private let outline = SchemaOutline(schema: DefinitionSchema.bytes)

    @Test func theTextIsTheSchema() {
        #expect(DefinitionSchema.text.hasPrefix("<?xml"))
        #expect(DefinitionSchema.text.hasSuffix("</grammar>\n"))
        #expect(SchemaValidator(schema: DefinitionSchema.bytes) != nil)
    }

    @Test func rootsAndNamespace() {
        let roots = outline.names(of: outline.start.elements.map(\.element))
        #expect(roots.first == "definitions")
        #expect(roots.count == 20)
        #expect(outline.namespace == "urn:technical-framework:definitions")
    }

    @Test func anElementsAttributes() throws {
        let profile = try #require(outline.elements.first { $0.name == "profile" })
        #expect(
            profile.attributes.map(\.name)
                == ["id", "sources", "domain", "acronym", "kind", "chapter", "status", "href"])
        #expect(profile.attributes.filter(\.isRequired).map(\.name) == ["id", "domain"])
        #expect(profile.attributes[4].value.choices == ["workflow", "transport", "content"])
        #expect(profile.attributes[5].documentation == "The chapter of volume 1.")
        #expect(profile.documentation?.hasPrefix("An integration profile") == true)
    }

    @Test func aChoiceOfAttributes() throws {
        let affects = try #require(outline.elements.first { $0.name == "affects" })
        #expect(
            affects.alternatives == [["profile", "transaction", "actor", "option", "content-module", "volume"]])
        #expect(affects.attributes.allSatisfy { !$0.isRequired })
    }

    @Test func aRecursiveSchema() throws {
        let schema = grammar(
            """
            <start><ref name="tree"/></start>
            <define name="tree"><element name="tree">
              <zeroOrMore><ref name="tree"/></zeroOrMore>
            </element></define>
            """)
        let outline = SchemaOutline(schema: schema)
        #expect(outline.elements.map(\.name) == ["tree"])
        #expect(outline.elements.first?.content.elements.map(\.element) == [0])
        let reader = XMLReader(schema: schema)
        #expect(reader.read(source("<tree xmlns='urn:t'><tree><tree/></tree></tree>")).diagnostics.isEmpty)
        let diagnostics = reader.read(source("<tree xmlns='urn:t'><tree><treee/></tree></tree>")).diagnostics
        #expect(diagnostics.map(\.summary) == ["unknown element 'treee'"])
        #expect(diagnostics.first?.help == "did you mean 'tree'?")
    }

    @Test func elementsInAnyOrder() {
        let schema = grammar(
            """
            <start><element name="r"><interleave>
              <element name="a"><empty/></element>
              <optional><element name="b"><empty/></element></optional>
              <element name="c"><empty/></element>
            </interleave></element></start>
            """)
        let reader = XMLReader(schema: schema)
        #expect(reader.read(source("<r xmlns='urn:t'><c/><b/><a/></r>")).diagnostics.isEmpty)
        let diagnostics = reader.read(source("<r xmlns='urn:t'><c/><b/></r>")).diagnostics
        #expect(diagnostics.map(\.summary) == ["'r' has no 'a'"])
    }

    /// What the outline doesn't understand is told in libxml2's words, at its place.
    @Test func libxml2HasTheLastWord() {
        let schema = grammar(
            """
            <start><element name="r"><element name="n">
              <data type="integer"><param name="minInclusive">5</param></data>
            </element></element></start>
            """)
        let diagnostics = XMLReader(schema: schema).read(source("<r xmlns='urn:t'>\n <n>3</n></r>")).diagnostics
        #expect(!diagnostics.isEmpty)
        #expect(diagnostics.first?.rule == .schemaViolation)
        #expect(diagnostics.contains { $0.place == "2:2" })
    }

    /// `ValuePatterns` tells places apart by the names of element and attribute only.
    @Test func anAttributeOfAnElementFollowsTheSameExpressionsEverywhere() {
        var expressions: [String: [String]] = [:]
        for element in SchemaOutline(schema: DefinitionSchema.bytes).elements {
            for attribute in element.attributes {
                guard case .data(let datatype) = attribute.value else { continue }
                let patterns = datatype.patterns.map(\.pattern)
                let place = "\(element.name) \(attribute.name)"
                #expect(expressions[place] ?? patterns == patterns, "\(place)")
                expressions[place] = patterns
            }
        }
        #expect(expressions["actor id"]?.isEmpty == false)
        #expect(expressions["actor ref"] == expressions["actor id"])
    }

    private func grammar(_ content: String) -> [UInt8] {
        Array(
            """
            <grammar xmlns="http://relaxng.org/ns/structure/1.0" ns="urn:t"
              datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes">\(content)</grammar>
            """.utf8)
    }

    private func source(_ text: String) -> SourceText {
        SourceText(path: "test.xml", bytes: Array(text.utf8))
    }
}
