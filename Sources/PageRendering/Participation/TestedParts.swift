import FrameworkModel
import LinkResolution

/// Where a profile, an actor, an organisation or a product was tested: event by event, so that the page does not grow with
/// the number of systems.
extension PageComposer {
    /// The events with results of what a page is about, the later ones first.
    ///
    /// - Parameter name: How readers know what the page is about.
    func testsByEvent(of key: DefinitionKey, name: String) -> HTML {
        let results = framework.participation.results(of: key)
        var table = DataTable(
            "Where \(name) was tested",
            columns: ["Event", TableColumn("When", class: "date")] + Self.columns(for: key.kind).map { TableColumn($0) }
        )
        for (event, results) in byEvent(results) {
            guard let event = framework.events[event] else { continue }
            table.append(markedLink(to: event), cells: [event.days.map(days) ?? "–"] + cells(of: results, event, key))
        }
        return table.html
    }

    /// The events that test a profile: those with results, and those that announce to test it.
    func testedAt(_ profile: Profile) -> HTML {
        let tested = Set(framework.participation.results(of: profile.key).map(\.event))
        let announced = (framework.participation.eventsByProfile[profile.id] ?? []).filter { !tested.contains($0.id) }
        let items = announced.map { event -> HTML in
            let when = event.days.map { days -> HTML in ", \(stateDays(days))" } ?? HTML()
            return """
                <li>\(markedLink(to: event)) <span class="use-detail">\(event.eventKind.label)\(when)</span></li>
                """
        }
        let rest: HTML =
            items.isEmpty
            ? HTML() : "<p>Events that test it, without results so far:</p>\n\(list(items, class: "uses"))"
        return "\(testsByEvent(of: profile.key, name: profile.acronym))\(rest)"
    }

    private static func columns(for kind: DefinitionKind) -> [String] {
        switch kind {
        case .profile: ["Actors", "Systems"]
        case .actor: ["Profiles", "Systems"]
        default: ["System", "Profiles and actors"]
        }
    }

    /// Results with their events, in the order given.
    private func byEvent(_ results: [TestResult]) -> [(event: String, results: [TestResult])] {
        var groups: [(event: String, results: [TestResult])] = []
        for result in results {
            if groups.last?.event == result.event {
                groups[groups.count - 1].results.append(result)
            } else {
                groups.append((result.event, [result]))
            }
        }
        return groups
    }

    private func cells(of results: [TestResult], _ event: Event, _ key: DefinitionKey) -> [HTML] {
        let claims = results.map(\.claim)
        switch key.kind {
        case .profile: return [actors(of: claims), systems(of: results, event)]
        case .actor: return [profiles(of: claims, page: event.key), systems(of: results, event)]
        default:
            var seen: Set<HTML> = []
            let systems = results.map { systemCell($0.system) }.filter { seen.insert($0).inserted }
            return [systems.joined(separator: "<br>"), parts(of: claims, event)]
        }
    }

    /// How many systems passed; the way to all of them.
    private func systems(of results: [TestResult], _ event: Event) -> HTML {
        let systems = Set(results.map { "\($0.system.organisation.id)\n\($0.system.name)\n\($0.system.version ?? "")" })
        guard let address = addresses[event.key] else { return "\(systems.count)" }
        return """
            <a href="\(address)#\(SectionID.testResults.rawValue)">\(count(systems.count, "system"))</a>
            """
    }

    /// Profiles with their actors, up to a bound.
    private func parts(of claims: [ProfileClaim], _ event: Event) -> HTML {
        let parts = actorsByProfile(of: claims)
        let shown = parts.prefix(mostParts).joined(separator: "<br>")
        guard parts.count > mostParts, let address = addresses[event.key] else { return shown }
        let rest: HTML = """
            <br><a href="\(address)#\(SectionID.testResults.rawValue)">\(parts.count - mostParts) more</a>
            """
        return "\(shown)\(rest)"
    }
}

private let mostParts = 8
