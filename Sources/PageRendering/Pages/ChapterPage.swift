import FrameworkModel
import LinkResolution

extension PageComposer {
    func compose(_ chapter: Chapter, _ page: inout PageContent, _ body: inout PageBody) {
        page.kind = framework.volumes[chapter.volume.id]?.name ?? page.kind
        page.badges = badges(badge(chapter.status), badge(domain: chapter.domain))
        page.trail = [.definition(chapter.volume.key)]
        var facts = FactList()
        facts.append("Volume", link(to: chapter.volume))
        facts.append("Cite as", text: citation(of: chapter))
        let affiliates = framework.participation.organisationsByExtension[chapter.id] ?? []
        facts.append("Affiliate", affiliates.map { markedLink(to: $0) }.joined(separator: ", "))
        facts.append("Also called", text: otherNames(of: chapter))
        facts.append("Published", chapter.href.map { externalLink($0, "Official text") })
        body.append(aside: facts.list)
        body.append(aside: pendingChanges(of: chapter.key))
        body.append(self.chapter(of: chapter))
        body.append(.supplements, "Supplements", supplements(changing: chapter.key))
    }

    func chapter(of chapter: Chapter) -> FinishedProse {
        let key = PageKey.definition(chapter.key)
        return self.chapter(library.outline(of: key), of: key) { _ in HTML() }
    }
}
