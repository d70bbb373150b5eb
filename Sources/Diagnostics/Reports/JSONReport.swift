/// Problems in the generator's own format, for programs: all that a terminal shows. The user guide describes it.
///
/// A member that has no value is left out. Members may be added; `version` changes where one is removed or gets
/// another meaning.
struct JSONReport: Encodable {
    private let version = 1
    private let generator: Generator
    private let errors: Int
    private let warnings: Int
    private let known: Int
    private let problems: [Problem]

    init(_ report: ProblemReport) {
        generator = Generator(version: report.version)
        errors = report.diagnostics.count { $0.severity == .error }
        warnings = report.diagnostics.count - errors
        known = report.known
        problems = report.diagnostics.map(Problem.init)
    }

    private struct Generator: Encodable {
        let name = "generate-site"
        let version: String
    }

    private struct Problem: Encodable {
        let rule: String
        let severity: String
        let summary: String
        let help: String?
        let place: Place
        let related: Related?

        init(_ diagnostic: Diagnostic) {
            rule = diagnostic.rule.rawValue
            severity = diagnostic.severity.rawValue
            summary = diagnostic.summary
            help = diagnostic.help
            place = Place(diagnostic.location)
            related = diagnostic.related.map { Related(message: $0.message, place: Place($0.location)) }
        }
    }

    private struct Related: Encodable {
        let message: String
        let place: Place
    }

    private struct Place: Encodable {
        let path: String
        let line: Int?
        let column: Int?
        let endColumn: Int?
        let excerpt: String?
        let excerptColumn: Int?

        init(_ location: SourceLocation) {
            let hasPosition = location.line > 0
            path = location.path
            line = hasPosition ? location.line : nil
            column = hasPosition ? location.column : nil
            endColumn = hasPosition ? location.endColumn : nil
            excerpt = hasPosition ? location.excerpt : nil
            excerptColumn = hasPosition ? location.excerptColumn : nil
        }
    }
}
