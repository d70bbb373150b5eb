import Diagnostics
import Foundation
import PageRendering
import SitePublishing
import Synchronization

@testable import ContentReading

/// Renders Markdown through the whole pipeline, and reads the page that comes of it.
///
/// The text is, by its length, that of a page, of a profile's chapter or of a supplement: each goes a way of its own.
final class MarkdownTarget: FuzzTarget {
    private let sources = ContentReader.read(fuzzedContent)
    private let site: Site

    private struct Place {
        let source: String
        let page: String
        let head: String
    }

    private static let places = [
        Place(source: "pages/fuzz.md", page: "fuzz.html", head: "---\ntitle: Fuzz\n---\n\n"),
        Place(source: "XDS.md", page: "ITI/profiles/XDS.html", head: ""),
        Place(source: "Early.md", page: "ITI/supplements/Early.html", head: ""),
    ]

    init() {
        require(!sources.diagnostics.contains { $0.severity == .error }, "bad content: \(sources.diagnostics)")
        guard let theme = try? Theme(templates: ["page": plainTheme]) else { fatalError("bad theme") }
        let sources = sources
        site = waiting { await Site.compose(sources, theme: theme, version: "", jobs: 1) }
        for place in Self.places { require(site.pageFile(at: place.page) != nil, "no page \(place.page)") }
    }

    func run(_ input: [UInt8]) {
        let place = Self.places[input.count % Self.places.count]
        guard let file = read(Array(place.head.utf8) + input, at: place.source) else { return }
        var changed = sources
        changed.prose.removeAll { $0.file.path == place.source }
        changed.prose.append(file)
        changed.prose.sort { $0.file.path < $1.file.path }
        let (page, diagnostics) = render(changed, place)
        requirePlaces(of: diagnostics.filter { $0.location.path == file.file.displayPath }, in: file.source.bytes)
        guard let page else { return }
        PageCheck.check(page)
        if input.count % 8 < 2 {
            let (again, same) = render(changed, place)
            require(page == again, "the same text gives another page")
            require(Set(diagnostics) == Set(same), "the same text has other problems")
        }
    }

    /// The file as `ContentReader` reads it, without a reader for XML, which would take most of the time.
    ///
    /// - Returns: `nil` for what is refused before it is rendered.
    private func read(_ bytes: [UInt8], at path: String) -> MarkdownFile? {
        let source = SourceText(path: "content/" + path, bytes: bytes).withLineFeeds
        guard source.encodingProblem() == nil, bytes.contains(where: { $0 > 0x20 }),
            let file = ContentFile(path: path, folder: "content")
        else { return nil }
        let (matter, offset, diagnostics) = FrontMatter.read(source)
        requirePlaces(of: diagnostics, in: source.bytes)
        return MarkdownFile(file: file, source: source, frontMatter: matter, prose: Prose(source, from: offset))
    }

    private func render(_ changed: ContentSources, _ place: Place) -> (page: [UInt8]?, diagnostics: [Diagnostic]) {
        let site = site
        return waiting {
            let site = await site.following(changed, changed: [place.source], version: "", jobs: 1)
            let anchors = await site.anchorProblems(jobs: 1)
            // What supplements do to chapters stands on pages of its own.
            for view in ["trial-implementation", "public-comment"] {
                if let page = site.pageFile(at: "\(view)/ITI/profiles/XDS.html") { PageCheck.check(page) }
            }
            return (site.pageFile(at: place.page), site.diagnostics + anchors)
        }
    }
}

/// What a task has made.
private final class Outcome<Value: Sendable>: Sendable {
    let value = Mutex<Value?>(nil)
}

/// Waits for what a task makes, so that libFuzzer does.
func waiting<Value: Sendable>(for work: @Sendable @escaping () async -> Value) -> Value {
    let outcome = Outcome<Value>()
    let done = DispatchSemaphore(value: 0)
    Task.detached {
        let value = await work()
        outcome.value.withLock { $0 = value }
        done.signal()
    }
    done.wait()
    guard let value = outcome.value.withLock({ $0 }) else { fatalError("a task ended without a result") }
    return value
}

/// As little as a theme can be, so that all that the pages hold comes from the content.
private let plainTheme = "<main>{{{breadcrumbs}}}{{{badges}}}{{{lead}}}{{{contents}}}{{{body}}}</main>"

private let namespace = "xmlns=\"urn:technical-framework:definitions\""

/// A site that has one of everything that a text can refer to.
private let fuzzedContent = [
    "site.yml": "title: Fuzz\n",
    "framework.xml": """
    <definitions \(namespace)>
      <domain id="ITI" transaction-section="3"><name>IT Infrastructure</name></domain>
      <volume id="ITI-TF-1" domain="ITI" number="1" revision="2.0" status="final-text" href="https://example.org/1">
        <name>Volume 1: Profiles</name>
      </volume>
      <actor id="consumer"><name>Document Consumer</name><definition>Finds.</definition></actor>
      <actor id="registry"><name>Document Registry</name></actor>
      <transaction id="ITI-1" domain="ITI" section="3.1"><name>Find Documents</name>
        <exchange initiator="consumer" responder="registry"/></transaction>
      <option id="folders"><name>Folders</name></option>
      <term id="affinity-domain"><name>Affinity Domain</name><definition>Who shares.</definition></term>
    </definitions>
    """,
    "XDS.xml": """
    <profile \(namespace) id="XDS" domain="ITI" chapter="10" status="final-text">
      <name>Document Sharing</name>
      <actor ref="consumer"><transaction ref="ITI-1" optionality="O"/><option ref="folders"/></actor>
      <actor ref="registry"><transaction ref="ITI-1" optionality="R"/></actor>
    </profile>
    """,
    "XDS.md": """
    Documents are shared.

    ## Overview

    Documents are found.

    ### Late documents

    | Document | Found |
    |---|---|
    | Letter | yes |
    | Picture | no |

    ## Security Considerations

    None.
    """,
    "Early.xml": """
    <supplement \(namespace) id="Early" domain="ITI" status="trial-implementation" href="https://example.org/early">
      <name>Early Documents</name>
      <affects volume="ITI-TF-1" revision="2.0"/>
    </supplement>
    """,
    "Early.md": """
    ::: amendment add-after ITI TF-1: 10.4.1
    ### Early documents

    They are found.
    :::
    """,
    "pages/fuzz.md": "---\ntitle: Fuzz\n---\n\nText\n",
    "pages/about.md": "---\ntitle: About\n---\n\n## Why {#why}\n\nText\n",
    "pages/dot.png": "",
]
