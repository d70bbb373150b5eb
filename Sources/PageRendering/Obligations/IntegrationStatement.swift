import FrameworkModel
import LinkResolution

/// The form in which a vendor says what a product implements (General Introduction, Appendix F), filled in as far as the
/// claim tells: on paper or on the screen, the rest is for the vendor to write.
extension PageComposer {
    func integrationStatement(of obligations: Obligations) -> HTML {
        var html: HTML = """
            <p>What a product claims is told by an Integration Statement (General Introduction, Appendix F). This is one to \
            fill in, with what the actor brings along; tick what the product implements.</p>
            <div class="table-scroll" role="region" tabindex="0" aria-label="Integration Statement"><table class="grid \
            statement">
            <caption>Integration Statement</caption>
            <tbody>

            """
        for label in ["Vendor", "Product Name", "Version", "Date"] {
            html += "<tr><th scope=\"row\">\(label)</th><td></td></tr>\n"
        }
        html += "</tbody>\n</table></div>\n"
        html += implemented(obligations)
        return html
    }

    private func implemented(_ obligations: Obligations) -> HTML {
        var html: HTML = """
            <div class="table-scroll" role="region" tabindex="0" aria-label="Profiles, actors and options implemented"><table \
            class="grid statement">
            <caption>Profiles, actors and options implemented</caption>
            <thead><tr><th scope="col">Profiles Implemented</th><th scope="col">Actors Implemented</th><th \
            scope="col">Options Implemented</th></tr></thead>
            <tbody>

            """
        var notes = TableNotes(library)
        for member in obligations.required.members {
            let words = ReasonCells(self, obligations.required, member).conditions
            let mark = notes.marks(for: words)
            append([member.claim], "\(actorName(member.claim))\(mark)", to: &html)
        }
        for choice in obligations.choices where choice.settledBy == nil && obligations.required[choice.owner] != nil {
            var seen: Set<ActorClaim> = []
            let claims = choice.alternatives.map { ActorClaim($0.grouping) }.filter { seen.insert($0).inserted }
            append(claims, "One of: \(boxes(claims.map(actorName)))", to: &html)
        }
        html += "</tbody>\n</table></div>\n\(notes.html)"
        return html
    }

    private func append(_ claims: [ActorClaim], _ actors: HTML, to html: inout HTML) {
        var seen: Set<String> = []
        let profiles = claims.filter { seen.insert($0.profile).inserted }.map { claim -> HTML in
            "\(framework.title(of: DefinitionKey(.profile, claim.profile)) ?? claim.profile)"
        }
        let options = claims.flatMap { framework.part($0)?.options ?? [] }.map(\.option.id)
        let names = options.filter { seen.insert($0).inserted }.map {
            framework.name(of: DefinitionKey(.option, $0)) ?? $0
        }
        html += """
            <tr><th scope="row">\(profiles.joined(separator: "<br>"))</th><td>\(actors)</td>\
            <td>\(names.isEmpty ? "None" : boxes(names))</td></tr>

            """
    }

    /// Names with a box to tick before each.
    private func boxes(_ names: [String]) -> HTML {
        "<ul class=\"boxes\">\(names.map { name -> HTML in "<li>\(name)</li>" }.joined(separator: ""))</ul>"
    }
}
