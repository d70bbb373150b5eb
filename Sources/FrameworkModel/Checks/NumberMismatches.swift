import Diagnostics

extension ModelChecks {
    /// Reports `number-mismatch`: a transaction whose section is that of another number (General Introduction 7.5: ITI-18
    /// stands in 3.18). Drafts, whose numbers have letters, and domains without a `transaction-section` are left alone.
    static func numberMismatches(in framework: Framework) -> [Diagnostic] {
        framework.transactions.compactMap { transaction in
            guard let section = transaction.section, let place = transaction.sectionPlace,
                let base = framework.domains[transaction.domain.id]?.transactionSection,
                let number = transaction.number.flatMap({ Int($0) })
            else { return nil }
            let expected = "\(base).\(number)"
            let parts = section.split(separator: ".")
            let baseParts = base.split(separator: ".")
            guard parts.count > baseParts.count, parts.allSatisfy({ Int($0) != nil }) else { return nil }
            let isRight = parts.starts(with: baseParts) && Int(parts[baseParts.count]) == number
            return isRight
                ? nil
                : Diagnostic(
                    .numberMismatch, at: place.location,
                    "\(transaction.id) stands in section \(section), not \(expected)",
                    help: "correct the section or the id; without 'section' it follows from the id")
        }
    }
}
