import FrameworkModel
import LinkResolution

/// The print edition of a volume or profile: title page, contents, the chapters in the order of the document.
extension PageComposer {
    func composeEdition(of definition: any Definition, _ page: inout PageContent) {
        page.template = .edition
        page.canonical = addresses[definition.key] ?? page.address
        page.kind = "Print edition"
        page.cssClass = "page-edition"
        page.description = "Print edition. \(description(of: definition))"
        page.showsContents = false
        composeTitlePage(of: definition, &page)
        let chapters = editionChapters(of: definition)
        let links = EditionLinks(chapters)
        // The name by which `make pdf` finds the edition.
        page.body = "<article class=\"edition\" data-edition=\"\(definition.key.description)\">\n"
        page.body += contents(of: chapters)
        page.body += captions(of: chapters)
        for chapter in chapters { append(chapter, links, to: &page.body) }
        page.body += "</article>\n"
    }

    /// The link by which readers of a page find its print edition; nothing where there is none.
    func editionLink(of definition: some Definition) -> HTML {
        addresses[.edition(definition.key)].map { "<a href=\"\($0)\">Print edition</a>" } ?? HTML()
    }

    private func editionChapters(of definition: any Definition) -> [EditionChapter] {
        var ids: Set<String> = []
        return framework.printedChapters(of: definition).compactMap { chapter in
            guard let address = addresses[chapter.key] else { return nil }
            // A content module may have the identifier of a profile.
            let id = ids.insert(chapter.id).inserted ? chapter.id : chapter.key.description
            return EditionChapter(
                chapter, address, id: id, place: framework.place(of: chapter),
                outline: library.outline(of: .definition(chapter.key)),
                prose: library.prose(of: .definition(chapter.key)))
        }
    }

    private func append(_ chapter: EditionChapter, _ links: EditionLinks, to html: inout HTML) {
        let definition = chapter.definition
        var text = HTML()
        let lead = library.html(definition.identity.definition)
        // What a volume says of itself in short stands on the title page.
        if !lead.isEmpty, !(definition is Volume) { text += "<div class=\"lead\">\(lead)</div>\n" }
        text += self.text(of: definition).html
        let isWritten = library.prose(of: .definition(definition.key)) != nil
        html += isWritten ? "<section class=\"chapter\">\n" : "<section class=\"chapter brief\">\n"
        html.append(startOf: chapter.heading)
        html += "\(chapter.heading.numberMarkup)\(chapter.heading.title)"
        html.append(endOf: chapter.heading)
        html += signature(of: definition)
        EditionRewriting.append(text, of: chapter, links, to: &html)
        html += "</section>\n"
    }

    /// The line below a chapter's heading: how far it has come, and how it is cited.
    private func signature(of definition: any Definition) -> HTML {
        let parts = [badge(definition.publicationStatus), citation(of: definition).map { "\($0)" } ?? HTML()]
            .filter { !$0.isEmpty }
        return parts.isEmpty ? HTML() : "<p class=\"signature\">\(parts.joined(separator: " "))</p>\n"
    }

    private func text(of definition: any Definition) -> FinishedProse {
        switch definition {
        case let profile as Profile: chapter(of: profile)
        case let transaction as Transaction: chapter(of: transaction)
        case let module as ContentModule: chapter(of: module)
        case let chapter as Chapter: self.chapter(of: chapter)
        default: prose(of: .definition(definition.key))
        }
    }
}
