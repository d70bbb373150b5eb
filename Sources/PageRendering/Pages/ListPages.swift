import Foundation
import FrameworkModel
import LinkResolution

extension PageComposer {
    func composeList(of kind: DefinitionKind, _ page: inout PageContent) {
        page.cssClass = "page-list page-list-\(kind.rawValue)"
        var body = PageBody()
        switch kind {
        case .domain: body += domainCards(level: 2)
        case .volume:
            let shared = framework.volumes.filter { $0.domain == nil }
            body += list(shared.map { "<li>\(link(to: $0))</li>" }, class: "index")
            appendByDomain(&body) { domain in table(of: parts(of: domain).volumes, domain: domain) }
        case .chapter: appendChapters(&body)
        case .profile:
            body.append(aside: wayToAddingUp)
            appendByDomain(&body) { domain in table(of: parts(of: domain).profiles, domain: domain) }
        case .transaction: appendByDomain(&body) { domain in table(of: parts(of: domain).transactions, domain: domain) }
        case .contentModule:
            appendByDomain(&body) { domain in table(of: parts(of: domain).contentModules, domain: domain) }
        case .changeProposal:
            appendByDomain(&body) { domain in table(of: parts(of: domain).changeProposals, domain: domain) }
        case .publication:
            appendByDomain(&body) { domain in table(of: parts(of: domain).publications, domain: domain) }
        // These have pages of their own kind.
        case .supplement, .organisation, .event, .tool, .product: break
        case .actor, .option, .membership, .term, .standard, .source:
            appendByLetter(framework.definitions(of: kind), &body)
            page.showsContents = false
        }
        let count = framework.definitions(of: kind).count
        page.description = "\(kind.pluralLabel) (\(count)) of \(configuration.title)"
        page.take(body)
    }

    private func parts(of domain: Domain) -> Relations.DomainParts { framework.relations.parts(of: domain.id) }

    private func appendByDomain(_ body: inout PageBody, table: (Domain) -> HTML) {
        for domain in framework.domains {
            let table = table(domain)
            guard !table.isEmpty else { continue }
            body.append(Heading(level: 2, id: "domain-\(domain.id)", title: domain.name))
            body += table
        }
    }

    private func appendChapters(_ body: inout PageBody) {
        for volume in framework.volumes {
            let chapters = framework.relations.chaptersByVolume[volume.id] ?? []
            guard !chapters.isEmpty else { continue }
            body.append(Heading(level: 2, id: "volume-\(volume.id)", title: volume.title))
            body += list(chapters.map { "<li>\(link(to: $0, text: $0.title))</li>" }, class: "index")
        }
    }

    /// The definitions from A to Z, each with its definition.
    private func appendByLetter(_ definitions: some Sequence<any Definition>, _ body: inout PageBody) {
        appendByLetter(definitions.map { (name: $0.name, html: entry($0)) }, &body)
    }

    /// Entries from A to Z.
    func appendByLetter(_ entries: [(name: String, html: HTML)], _ body: inout PageBody) {
        let sorted = entries.sorted { identifierPrecedes($0.name, $1.name) }
        let groups = Dictionary(grouping: sorted) { letter(of: $0.name) }
        body += letters(Set(groups.keys))
        for letter in groups.keys.sorted() {
            let title = letter == digits ? "0–9" : letter
            body += "<section class=\"index-group\">\n"
            body.append(Heading(level: 2, id: "letter-\(letter.lowercased())", title: title))
            body += "<ul class=\"index\">\n"
            for entry in groups[letter] ?? [] { body += entry.html }
            body += "</ul>\n</section>\n"
        }
    }

    private func letters(_ known: Set<String>) -> HTML {
        var html: HTML = "<nav class=\"letters\" aria-label=\"A to Z\">"
        for letter in (UInt8(ascii: "A")...UInt8(ascii: "Z")).map({ String(UnicodeScalar($0)) }) {
            html +=
                !known.contains(letter)
                ? "<span aria-disabled=\"true\">\(letter)</span> "
                : "<a href=\"#letter-\(letter.lowercased())\">\(letter)</a> "
        }
        html += "</nav>\n"
        return html
    }

    private func entry(_ definition: any Definition) -> HTML {
        let words = [exampleMark(definition), note(on: definition).map { "\($0)" } ?? HTML()].filter { !$0.isEmpty }
        let note: HTML =
            words.isEmpty ? "" : " <span class=\"index-note\">\(words.joined(separator: " "))</span>"
        return
            "<li>\(link(to: definition, text: definition.title))\(note)\(library.html(definition.identity.definition))</li>\n"
    }

    /// What tells entries of a list apart at a glance.
    private func note(on definition: any Definition) -> String? {
        switch definition {
        case is FrameworkActor: countOfProfiles(framework.relations.profilesByActor[definition.id])
        case is ProfileOption: countOfProfiles(framework.relations.profilesByOption[definition.id])
        case let standard as Standard: standard.organization
        case let source as FactSource: source.date
        case is Membership:
            framework.participation.membersByCategory[definition.id].map { count($0.count, "member") }
        default: nil
        }
    }

    private func countOfProfiles(_ profiles: [Profile]?) -> String? {
        profiles.map { $0.count == 1 ? $0[0].acronym : count($0.count, "profile") }
    }

    private func letter(of name: String) -> String {
        let first = name.folding(options: .diacriticInsensitive, locale: nil).uppercased().prefix(1)
        return first >= "A" && first <= "Z" ? String(first) : digits
    }
}

private let digits = "0"
