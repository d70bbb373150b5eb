import FrameworkModel
import LinkResolution

extension PageComposer {
    func compose(_ module: ContentModule, _ page: inout PageContent, _ body: inout PageBody) {
        page.badges = badges(badge(module.status), badge(domain: module.domain))
        page.trail = trail(domain: module.domain, kind: .contentModule)
        var facts = FactList()
        facts.append("Domain", link(to: module.domain))
        facts.append("Kind", text: module.moduleKind?.rawValue.capitalized)
        facts.append("Cite as", text: citation(of: module))
        facts.append("Also called", text: otherNames(of: module))
        body.append(aside: facts.list)
        body.append(aside: pendingChanges(of: module.key))
        body.append(chapter(of: module))
        body.append(.supplements, "Supplements", supplements(changing: module.key))
        body.append(.usedBy, "Used by", class: "used-by", profiles(binding: module))
    }

    func chapter(of module: ContentModule) -> FinishedProse {
        let key = PageKey.definition(module.key)
        return chapter(library.outline(of: key), of: key) { part in
            part == .referencedStandards ? standards(module.standards) : HTML()
        }
    }

    private func profiles(binding module: ContentModule) -> HTML {
        uses(of: framework.relations.profilesByContentModule[module.id] ?? [], by: "profile") { profile in
            profile.actors.flatMap { actor in
                actor.contentModules.filter { $0.contentModule.id == module.id }.map { use -> HTML in
                    "\(link(to: actor.actor)) \(letter(of: use.optionality))"
                }
            }.joined(separator: ", ")
        }
    }
}
