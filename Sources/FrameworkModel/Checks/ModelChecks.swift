import Diagnostics

/// The checks of what definitions mean together. Each has a file of its own.
enum ModelChecks {
    /// Everything that the checks report, in no particular order.
    static func diagnostics(for framework: Framework) -> [Diagnostic] {
        unknownIdentifiers(in: framework) + duplicateEntries(in: framework) + roleMismatches(in: framework)
            + groupingCycles(in: framework) + missingParts(in: framework) + unusedActors(in: framework)
            + similarNames(in: framework) + numberMismatches(in: framework) + statusMismatches(in: framework)
            + impossibleDates(in: framework) + documentAddresses(in: framework) + placeholders(in: framework)
            + claims(in: framework)
    }
}
