import ContentReading
import Diagnostics

/// A form that authors place by `::: form contact`.
enum SiteForm: String, Sendable, CaseIterable {
    case contact, newsletter

    /// Where it goes; `nil` where `site.yml` does not say.
    func target(in configuration: SiteConfiguration) -> FormTarget? {
        switch self {
        case .contact: configuration.contact
        case .newsletter: configuration.newsletter
        }
    }
}

/// A form in prose.
struct PlacedForm: Sendable {
    let form: SiteForm
    let location: SourceLocation
}

extension ProseLibrary {
    /// Reports `missing-key` for a form of which `site.yml` does not say where it goes.
    public func formProblems(_ configuration: SiteConfiguration) -> [Diagnostic] {
        placedForms.filter { $0.form.target(in: configuration) == nil }.map { placed in
            Diagnostic(
                .missingKey, at: placed.location, "nothing says where the form '\(placed.form.rawValue)' goes",
                help:
                    "add to site.yml '\(placed.form.rawValue):' with 'endpoint: https://...' or 'mail: name@example.org'"
            )
        }
    }
}
