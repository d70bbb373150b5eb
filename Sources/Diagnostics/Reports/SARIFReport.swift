/// Problems in the Static Analysis Results Interchange Format, version 2.1.0, as code scanning services read it.
struct SARIFReport {
    let log: SARIFLog

    init(_ report: ProblemReport) {
        let rules = Set(report.diagnostics.map(\.rule)).sorted { $0.rawValue < $1.rawValue }
        let indices = Dictionary(uniqueKeysWithValues: zip(rules, rules.indices))
        var fingerprints = UniqueFingerprints()
        let results = report.diagnostics.map { diagnostic in
            SARIFLog.Result(
                ruleId: diagnostic.rule.rawValue, ruleIndex: indices[diagnostic.rule] ?? -1,
                level: diagnostic.severity.rawValue, message: .init(text: diagnostic.message),
                locations: [.init(physicalLocation: Self.place(diagnostic.location, report.paths))],
                relatedLocations: diagnostic.related.map { related in
                    [
                        .init(
                            id: 1, physicalLocation: Self.place(related.location, report.paths),
                            message: .init(text: related.message))
                    ]
                },
                partialFingerprints: [
                    "problem/v1": fingerprints.next(
                        for: diagnostic, path: report.paths.shortest(diagnostic.location.path))
                ])
        }
        let driver = SARIFLog.Driver(
            version: report.version, semanticVersion: report.version, rules: rules.map(Self.descriptor))
        log = SARIFLog(runs: [
            .init(
                tool: .init(driver: driver),
                // Where the root lies on this machine is nobody's business, and would make reports differ.
                originalUriBaseIds: [Self.rootName: .init(description: .init(text: "The root of the repository."))],
                results: results)
        ])
    }

    private static let rootName = "%SRCROOT%"

    private static func descriptor(_ rule: Rule) -> SARIFLog.ReportingDescriptor {
        let explanation = RuleExplanation.of(rule)
        return .init(
            id: rule.rawValue, shortDescription: .init(text: explanation?.summary ?? rule.rawValue),
            fullDescription: .init(text: explanation?.about ?? rule.rawValue),
            help: .init(text: explanation?.wayOut ?? rule.rawValue, markdown: explanation?.markdown),
            defaultConfiguration: .init(level: rule.severity.rawValue))
    }

    private static func place(_ location: SourceLocation, _ paths: RepositoryPaths) -> SARIFLog.PhysicalLocation {
        let artifact: SARIFLog.ArtifactLocation
        if let path = paths.fromRoot(location.path) {
            artifact = .init(uri: RepositoryPaths.percentEncoded(path), uriBaseId: rootName)
        } else {
            artifact = .init(uri: "file://" + RepositoryPaths.percentEncoded(paths.absolute(location.path)))
        }
        guard location.line > 0 else { return .init(artifactLocation: artifact, region: nil, contextRegion: nil) }
        let excerpt = location.excerpt.unicodeScalars
        let endColumn = location.endColumn
        let covered = excerpt.dropFirst(location.column - location.excerptColumn).prefix(endColumn - location.column)
        let region = region(
            location.line, from: location.column, to: endColumn, text: String(String.UnicodeScalarView(covered)))
        let context = Self.region(
            location.line, from: location.excerptColumn, to: location.excerptColumn + excerpt.count,
            text: location.excerpt)
        // What surrounds a place must be more than the place (3.29.5).
        let isMore = covered.count < excerpt.count
        return .init(artifactLocation: artifact, region: region, contextRegion: isMore ? context : nil)
    }

    private static func region(_ line: Int, from start: Int, to end: Int, text: String) -> SARIFLog.Region {
        .init(startLine: line, startColumn: start, endLine: line, endColumn: end, snippet: .init(text: text))
    }
}
