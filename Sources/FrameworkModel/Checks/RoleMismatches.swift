import Diagnostics

extension ModelChecks {
    /// Reports `role-mismatch`: a profile lists a transaction for an actor that has no role in it, or not the one
    /// that the profile names. Transactions without any roles are reported by `missingParts`.
    static func roleMismatches(in framework: Framework) -> [Diagnostic] {
        framework.profiles.flatMap { profile in
            profile.actors.flatMap { actor in
                actor.transactions.compactMap { mismatch(of: $0, by: actor, in: framework) }
            }
        }
    }

    private static func mismatch(of use: TransactionUse, by actor: ProfileActor, in framework: Framework) -> Diagnostic?
    {
        guard let transaction = framework.transactions[use.transaction.id], !transaction.exchanges.isEmpty,
            let definition = framework.actors[actor.actor.id]
        else { return nil }
        let roles = transaction.roles(of: actor.actor.id)
        if let role = use.role, !roles.isEmpty, !roles.contains(role) {
            return Diagnostic(
                .roleMismatch, at: use.transaction.place.location,
                "\(definition.name) is not \(role.article) of \(transaction.id)",
                help: "correct the role here, or the exchanges of \(transaction.id)",
                related: .init("\(transaction.id) is defined here", at: transaction.identity.place.location))
        }
        guard roles.isEmpty else { return nil }
        return Diagnostic(
            .roleMismatch, at: use.transaction.place.location, "\(definition.name) has no role in \(transaction.id)",
            help: "add an exchange with '\(definition.id)' to \(transaction.id), or remove the transaction here",
            related: .init("\(transaction.id) is defined here", at: transaction.identity.place.location))
    }
}

extension ExchangeRole {
    fileprivate var article: String {
        switch self {
        case .initiator: "an initiator"
        case .responder: "a responder"
        }
    }
}
