import ContentReading
import FrameworkModel
import LinkResolution

/// "What must my system do": a page for each actor of each profile.
extension PageComposer {
    func composeObligations(of claim: ActorClaim, _ page: inout PageContent) {
        guard let profile = framework.profiles[claim.profile] else { return }
        let obligations = Obligations(of: claim, in: framework)
        page.kind = "Actor of a profile"
        page.cssClass = "page-obligations"
        page.badges = badges(badge(profile.status), badge(domain: profile.domain))
        page.trail = trail(domain: profile.domain, kind: .profile) + [.definition(profile.key)]
        page.placeInNavigation = .definition(profile.key)
        page.description =
            "Transactions, required groupings and options of the actor \(actorName(claim)) of \(profile.title)"
        page.lead = lead(of: obligations, profile)
        page.data[.json] = data(of: obligations, at: page.address)
        var body = PageBody()
        body.append(aside: facts(of: claim, profile, page.address))
        body += html(of: obligations.required.members.first?.part?.description, in: claim)
        body.append(
            .transactions, "Transactions", transactions(of: obligations.required, named: "Transactions to support"))
        body.append(
            .contentModules, "Content modules",
            contentModules(of: obligations.required, named: "Content modules to support"))
        body.append(.groupedWith, "Required groupings", groupings(in: obligations.required))
        body.append(.oneOfThese, "One of these", choices(of: obligations))
        body.append(anchors: obligations.choices.map { anchor(of: $0) })
        body.append(.whatOptionsAdd, "Options", options(of: obligations))
        body.append(.integrationStatement, "Integration Statement", integrationStatement(of: obligations))
        page.take(body)
    }

    /// Links to what each actor of a profile entails, for the profile's page.
    func obligationLinks(of profile: Profile) -> HTML {
        let links = singleObligationLinks(of: profile)
        guard !links.isEmpty else { return HTML() }
        return
            "<p class=\"obligation-links\"><strong>What must my system do?</strong> \(links.joined(separator: " · "))</p>\n"
    }

    /// A link for each actor of a profile, called by the actor.
    func singleObligationLinks(of profile: Profile) -> [HTML] {
        profile.actors.compactMap { actor in
            let claim = ActorClaim(profile: profile.id, actor: actor.actor.id)
            return addresses[.obligations(claim)].map { "<a href=\"\($0)\">\(actorName(claim))</a>" }
        }
    }

    /// A link to what claiming an actor of a profile entails, called by profile and actor.
    func link(to claim: ActorClaim) -> HTML {
        let name = claimName(claim)
        return addresses[.obligations(claim)].map { "<a class=\"ref\" href=\"\($0)\">\(name)</a>" } ?? "\(name)"
    }

    func actorName(_ claim: ActorClaim) -> String { actorLabel(of: claim, in: framework) }

    /// As readers name the actor of a profile: `XDS.b Document Registry`.
    func claimName(_ claim: ActorClaim) -> String {
        "\(profileLabel(of: claim, in: framework)) \(actorName(claim))"
    }

    /// Prose of the profile of a claim, as a page beside shows it.
    func html(of prose: Prose?, in claim: ActorClaim) -> HTML {
        addresses[DefinitionKey(.profile, claim.profile)].map { library.html(prose).quoted(from: $0) } ?? HTML()
    }

    private func lead(of obligations: Obligations, _ profile: Profile) -> HTML {
        let name = actorName(obligations.claim)
        let actor = nameLink(to: DefinitionKey(.actor, obligations.claim.actor)) ?? "\(name)"
        let isAlone = obligations.required.members.count == 1 && obligations.choices(of: obligations.required).isEmpty
        let rest: HTML = isAlone ? "." : ", and what the actors ask with which it must be grouped."
        return """
            <p>A system that claims to be \(article(before: name)) \(actor) of \(link(to: profile, text: profile.title)) \
            takes on what the profile asks of this actor\(rest)</p>
            """
    }

    private func facts(of claim: ActorClaim, _ profile: Profile, _ page: Address) -> HTML {
        var facts = FactList()
        facts.append("Profile", link(to: profile))
        facts.append("Actor", nameLink(to: DefinitionKey(.actor, claim.actor)))
        facts.append("Cite as", text: citation(of: profile))
        facts.append("Several at once", addingUpLink("Add up with other actors", choosing: claim))
        facts.append("For programs", dataLinks(of: .obligations(claim), at: page))
        return facts.list
    }
}

/// The title of a page of obligations.
func obligationsTitle(_ claim: ActorClaim, in framework: Framework) -> String {
    let actor = actorLabel(of: claim, in: framework)
    let profile = profileLabel(of: claim, in: framework)
    return "What \(article(before: actor)) \(actor) of \(profile) must do"
}

/// The name of the actor that is claimed.
func actorLabel(of claim: ActorClaim, in framework: Framework) -> String {
    framework.name(of: DefinitionKey(.actor, claim.actor)) ?? claim.actor
}

/// The acronym of the profile whose actor is claimed.
func profileLabel(of claim: ActorClaim, in framework: Framework) -> String {
    framework.label(of: DefinitionKey(.profile, claim.profile)) ?? claim.profile
}

/// "a" or "an": by the letter, and by its name where letters are spelled out, as in "an HL7 Client".
func article(before name: String) -> String {
    let word = name.prefix { $0 != " " && $0 != "-" }
    let isSpelled = word.count > 1 && word.dropFirst().first.map { $0.isUppercase || $0.isNumber } == true
    let vowels = isSpelled ? "AEFHILMNORSX" : "AEIOaeio"
    return word.first.map(vowels.contains) == true ? "an" : "a"
}
