import Diagnostics

extension ModelChecks {
    /// Reports `status-mismatch`: a profile in final text whose own supplement is still a draft. A supplement of another
    /// name says nothing: it may add to a profile that has long been in the volume.
    static func statusMismatches(in framework: Framework) -> [Diagnostic] {
        framework.profiles.filter { $0.status == .finalText }.compactMap { profile in
            let supplements = framework.relations.supplementsByTarget[profile.key] ?? []
            guard
                let supplement = supplements.first(where: { $0.status?.isDraft == true && $0.is(of: profile) }),
                let status = supplement.status
            else { return nil }
            return Diagnostic(
                .statusMismatch, at: profile.identity.place.location,
                "the profile '\(profile.id)' is in final text, but its supplement in \(status.label)",
                help: "correct the status of one of the two",
                related: .init("the supplement is here", at: supplement.identity.place.location))
        }
    }
}

extension Supplement {
    /// Whether the supplement is the text of a profile, called as it is, with or without its acronym.
    fileprivate func `is`(of profile: Profile) -> Bool {
        ["", " (\(profile.acronym))", " - \(profile.acronym)"].contains { name == profile.name + $0 }
    }
}

extension Status {
    /// Whether a document is on its way to final text.
    fileprivate var isDraft: Bool {
        switch self {
        case .preview, .publicComment, .trialImplementation: true
        case .finalText, .published, .deprecated, .retired: false
        }
    }
}
