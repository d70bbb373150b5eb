import Diagnostics
import FrameworkModel
import LinkResolution

extension ChapterOutlines {
    /// Reports `duplicate-number`: a table or figure whose number, which an author wrote, one in another chapter of the
    /// volume has already.
    func repeatedCaptions(in framework: Framework, _ texts: RenderedTexts) -> [Diagnostic] {
        var first: [Place: (chapter: String, location: SourceLocation)] = [:]
        var diagnostics: [Diagnostic] = []
        let prose = texts.chapters
        for definition in framework.definitions where definition.isChapter {
            guard let place = framework.place(of: definition), let own = prose[.definition(definition.key)] else {
                continue
            }
            for caption in texts.results[own].prose.captions {
                guard let label = caption.label else { continue }
                let location = texts.pieces[own].prose.location(line: caption.line)
                let key = Place(volume: place.volume, label: label.text)
                guard let other = first[key] else {
                    first[key] = (place.number, location)
                    continue
                }
                // Two in one chapter its own checks report.
                guard other.chapter != place.number else { continue }
                diagnostics.append(
                    Diagnostic(
                        .duplicateNumber, at: location, "chapter \(other.chapter) has a \(label.text) too",
                        help: "number it by the section that it stands in",
                        related: .init("the other is here", at: other.location)))
            }
        }
        return diagnostics
    }

    private struct Place: Hashable {
        let volume: ChapterPlace.VolumeKey
        let label: String
    }
}
