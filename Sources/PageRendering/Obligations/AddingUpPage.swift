import FrameworkModel
import LinkResolution

/// "What must my system do?" for several actors and options at once. The theme's script adds up what the data says of
/// each; without script the page leads to the pages of the single actors.
extension PageComposer {
    func composeAddingUp(_ page: inout PageContent) {
        page.cssClass = "page-adding-up"
        page.trail = [.list(.profile)]
        page.description = "Transactions, required groupings and options of several actors of profiles, added up"
        page.scripts =
            [ScriptData.File.claims.address]
            + ["elements", "combobox", "sum", "adding-up"].map { Address("assets/\($0).js") }
        page.lead = """
            <p>What claiming an actor of a profile entails, each on a page: its transactions and content modules, and those \
            of the actors with which it must be grouped.</p>
            """
        var body = PageBody()
        body += """
            <p class="adding-up-hint">Where the browser runs scripts, you can choose several actors and options here and see \
            the sum.</p>
            <div class="adding-up"></div>

            """
        for domain in framework.domains {
            let claims = claims(of: domain)
            guard !claims.isEmpty else { continue }
            body.append(Heading(level: 2, id: "domain-\(domain.id)", title: domain.name))
            body += claims
        }
        page.take(body)
    }

    /// The profiles of a domain, each with the pages of its actors.
    private func claims(of domain: Domain) -> HTML {
        var table = DataTable("Profiles of \(domain.id) and their actors", columns: ["Profile", "Actors"])
        for profile in framework.relations.parts(of: domain.id).profiles {
            let links = singleObligationLinks(of: profile)
            if !links.isEmpty { table.append(link(to: profile, text: profile.title), links.joined(separator: " · ")) }
        }
        return table.html
    }

    /// A link to the page, where the site has it.
    ///
    /// - Parameter claim: What is chosen there from the start.
    func addingUpLink(_ text: String, choosing claim: ActorClaim? = nil) -> HTML {
        guard let address = addresses[.addingUp] else { return HTML() }
        // In a query a plus sign means a space.
        let choice = claim.map { "?actor=\($0.profile)/\($0.actor)".replacing("+", with: "%2B") } ?? ""
        return "<a href=\"\(address)\(choice)\">\(text)</a>"
    }

    /// The line by which readers find the page; nothing where the site does not have it.
    var wayToAddingUp: HTML {
        let link = addingUpLink(addingUpTitle)
        return link.isEmpty
            ? link
            : "<p class=\"obligation-links\"><strong>\(link)</strong> All that actors and options of profiles entail, added up.</p>\n"
    }
}

let addingUpTitle = "What must my system do?"
