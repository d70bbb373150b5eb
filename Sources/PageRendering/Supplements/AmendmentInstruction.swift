import FrameworkModel
import LinkResolution

extension PageComposer {
    /// What an amendment does to which place, for the box above what it adds.
    func instruction(of amendment: Amendment, in page: PageKey) -> HTML {
        let entry = page.definition.flatMap { key in
            amendments[key.id].first { $0.amendment.anchor == amendment.anchor }
        }
        var html: HTML = "<p class=\"amendment-target\"><strong>\(amendment.change.label)</strong> "
        if let part = amendment.part.label { html += "\(part) " }
        if let target = entry?.target { html += link(to: target, as: amendment.target) }
        if let target = entry?.target, let supplement = page.definition,
            let place = place(of: target, amendedBy: supplement)
        {
            html += " <a class=\"in-place\" href=\"\(place)\">See it in place</a>"
        }
        html += "</p>\n"
        return html
    }

    private func link(to target: Amendments.Target, as citation: String) -> HTML {
        guard let address = addresses[target.definition] else { return "\(target.title)" }
        let fragment: HTML = target.anchor.map { "#\($0)" } ?? HTML()
        // What is cited by its number has it before its name.
        let name: HTML = citation.contains(" TF-") ? "\(citation) " : HTML()
        return "\(name)<a href=\"\(address)\(fragment)\">\(target.title)</a>"
    }
}

extension Amendment.Part {
    /// What of the target is meant, before its name.
    fileprivate var label: String? {
        switch self {
        case .whole: nil
        case .row(let name): "the row “\(name)” in"
        case .words(let words): "“\(words)” in"
        case .beforeWords(let words): "before “\(words)” in"
        case .afterWords(let words): "after “\(words)” in"
        case .element(let way): "“\(way)” in"
        }
    }
}
