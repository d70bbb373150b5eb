/// Problems as a code quality report of GitLab, which shows them in a merge request.
struct GitLabReport {
    let issues: [Issue]

    init(_ report: ProblemReport) {
        var fingerprints = UniqueFingerprints()
        issues = report.diagnostics.map { diagnostic in
            // GitLab knows no files but those of the repository.
            let path = report.paths.fromRoot(diagnostic.location.path) ?? diagnostic.location.path
            return Issue(
                description: diagnostic.message, checkName: diagnostic.rule.rawValue,
                fingerprint: fingerprints.next(for: diagnostic, path: path),
                severity: diagnostic.severity == .error ? "blocker" : "minor",
                location: Location(path: path, lines: Lines(begin: max(1, diagnostic.location.line))))
        }
    }

    struct Issue: Encodable {
        let description: String
        let checkName: String
        let fingerprint: String
        let severity: String
        let location: Location

        enum CodingKeys: String, CodingKey {
            case description, fingerprint, severity, location
            case checkName = "check_name"
        }
    }

    struct Location: Encodable {
        let path: String
        let lines: Lines
    }

    struct Lines: Encodable {
        let begin: Int
    }
}
