import Diagnostics

extension ModelChecks {
    /// Reports `missing-address`: a document that readers can't get, `foreign-address`: one whose address names another
    /// domain, and `duplicate-entry`: a version of a document that stands there twice.
    static func documentAddresses(in framework: Framework) -> [Diagnostic] {
        let domains = Set(framework.domains.map(\.id))
        return framework.documents.flatMap { document in
            [missingAddress(of: document), foreignAddress(of: document, domains)].compactMap { $0 }
                + repeatedReleases(of: document)
        }
    }

    private static func missingAddress(of document: any PublishedDocument) -> Diagnostic? {
        guard document.edition.href == nil, document.releases.allSatisfy({ $0.href == nil }),
            document.edition.status?.isWithdrawn != true
        else { return nil }
        return Diagnostic(
            .missingAddress, at: document.identity.place.location,
            "the \(document.key.kind.rawValue) '\(document.id)' has no address",
            help: "say where it is published: href=\"https://...\"")
    }

    /// IHE's file names begin with the domain: `IHE_ITI_Suppl_...`.
    private static func foreignAddress(of document: any PublishedDocument, _ domains: Set<String>) -> Diagnostic? {
        guard let href = document.edition.href, let place = document.edition.hrefPlace,
            let domain = document.domainReference?.id, let name = href.split(separator: "/").last,
            name.hasPrefix("IHE_")
        else { return nil }
        let named = name.dropFirst(4).prefix { $0 != "_" }.uppercased()
        guard named != domain, domains.contains(named) else { return nil }
        return Diagnostic(
            .foreignAddress, at: place.location, "a document of \(domain) has an address of \(named)",
            help: "correct the address or the domain")
    }

    /// The same address written with other slashes is the same.
    private static func repeatedReleases(of document: any PublishedDocument) -> [Diagnostic] {
        var first: [String: Release] = [:]
        return document.releases.compactMap { release in
            let address = release.href.map { String($0.map { $0 == "\\" ? "/" : $0 }) } ?? ""
            guard let other = first.updateValue(release, forKey: release.version + " " + address) else { return nil }
            return Diagnostic(
                .duplicateEntry, at: release.place.location,
                "the \(document.key.kind.rawValue) lists version \(release.version) twice",
                help: "remove one of the two",
                related: .init("the first is here", at: other.place.location))
        }
    }
}
