import Diagnostics

extension ModelChecks {
    /// Reports `profile-without-actors` and `transaction-without-roles`, except of what is deprecated or retired.
    static func missingParts(in framework: Framework) -> [Diagnostic] {
        let profiles = framework.profiles.lazy.filter { $0.actors.isEmpty && !isWithdrawn($0.status) }.map { profile in
            Diagnostic(
                .profileWithoutActors, at: profile.identity.place.location, "the profile '\(profile.id)' has no actors",
                help: "add an <actor ref=\"...\"> for each actor that takes part")
        }
        let transactions = framework.transactions.lazy.filter { $0.exchanges.isEmpty && !isWithdrawn($0.status) }
            .map { transaction in
                Diagnostic(
                    .transactionWithoutRoles, at: transaction.identity.place.location,
                    "the transaction '\(transaction.id)' says of no actor that it takes part",
                    help: "add an <exchange initiator=\"...\" responder=\"...\"/>")
            }
        return Array(profiles) + Array(transactions)
    }

    private static func isWithdrawn(_ status: Status?) -> Bool { status?.isWithdrawn ?? false }
}
