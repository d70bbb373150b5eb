import ModelComparison

/// The report for programs. `docs/data.md` describes the format: a change that breaks what reads it counts `version`
/// up.
extension ComparisonReport {
    /// The report as JSON.
    public var json: [UInt8] {
        JSONWriter.document { json in
            json.member("version", 1)
            json.member("old", old)
            json.member("new", new)
            let obligations = comparison.obligations
            json.object("summary") { json in
                for kind in ChangeKind.allCases { json.member(kind.rawValue, comparison.count(kind)) }
                for kind in [FactChange.Obligation.added, .removed] {
                    json.member("obligations-\(kind.rawValue)", obligations.count { $0.fact.obligation == kind })
                }
            }
            json.objects("changes", of: groups.flatMap(\.kinds).flatMap(\.changes), write)
        }
    }

    private func write(_ json: inout JSONWriter, _ change: SubjectChange) {
        switch change.subject {
        case .definition(let key):
            json.member("kind", key.kind.rawValue)
            json.member("id", key.id)
        case .page(let path):
            json.member("kind", "page")
            json.member("path", path)
        }
        json.member("domain", change.domain)
        json.member("change", change.kind.rawValue)
        json.member("title", change.title)
        json.member("old-name", change.oldName)
        json.objects("facts", of: change.facts, write)
        json.objects("sections", of: change.sections, write)
    }

    private func write(_ json: inout JSONWriter, _ fact: FactChange) {
        json.member("field", fact.field.rawValue)
        json.member("label", fact.label)
        json.member("change", fact.kind.rawValue)
        json.member("old", fact.old)
        json.member("new", fact.new)
        json.member("obligation", fact.obligation?.rawValue)
        write(fact.runs, to: &json)
    }

    private func write(_ json: inout JSONWriter, _ section: SectionChange) {
        json.member("heading", section.heading)
        json.member("old-heading", section.oldHeading)
        json.member("within", section.trail)
        json.member("change", section.kind.rawValue)
        json.member("is-moved", section.isMoved)
        write(section.runs, to: &json)
    }

    private func write(_ runs: [MarkedRun], to json: inout JSONWriter) {
        guard !runs.isEmpty else { return }
        json.objects("text", of: runs) { json, run in
            switch run.kind {
            case .kept: json.member("kept", run.text)
            case .deleted: json.member("deleted", run.text)
            case .inserted: json.member("inserted", run.text)
            case .omitted: json.member("omitted-words", run.count)
            }
        }
    }
}
