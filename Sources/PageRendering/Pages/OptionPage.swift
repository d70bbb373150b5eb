import FrameworkModel
import LinkResolution

extension PageComposer {
    func compose(_ option: ProfileOption, _ page: inout PageContent, _ body: inout PageBody) {
        var facts = FactList()
        facts.append("Keyword", option.keyword.map { "<code>\($0)</code>" })
        facts.append("Defined in", text: option.citation)
        facts.append("Also called", text: otherNames(of: option))
        body.append(aside: facts.list)
        body.append(prose(of: page.key))
        body.append(.supplements, "Supplements", supplements(changing: option.key))
        body.append(.usedBy, "Used by", class: "used-by", profiles(offering: option))
    }

    private func profiles(offering option: ProfileOption) -> HTML {
        let offers = { (actor: ProfileActor) in actor.options.contains { $0.option.id == option.id } }
        let profiles = framework.relations.profilesByOption[option.id] ?? []
        let uses = uses(of: profiles, by: "profile") { profile in
            profile.actors.filter(offers).map { link(to: $0.actor) }.joined(separator: ", ")
        }
        return "\(impact(on: profiles, by: offers))\(uses)"
    }
}
