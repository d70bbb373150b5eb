import ContentReading
import FrameworkModel

/// What of a framework that follows another is the same, though some definitions have changed.
extension Framework {
    /// Whether the same definitions and pages come from the same files.
    public func hasSameFiles(as other: Framework) -> Bool {
        definitions.elementsEqual(other.definitions) { $0.key == $1.key }
            && definitionsByFile == other.definitionsByFile
            && prose.count == other.prose.count
            && prose.allSatisfy { other.prose[$0.key]?.file == $0.value.file }
            && pages.elementsEqual(other.pages) { $0.file == $1.file && $0.frontMatter == $1.frontMatter }
            && drafts == other.drafts
    }

    /// Whether definitions, of the same files, are called what they were called before.
    public func hasSameNames(as other: Framework) -> Bool {
        zip(definitions, other.definitions).allSatisfy { left, right in
            left.identity === right.identity
                || (left.name == right.name && left.title == right.title && left.label == right.label
                    && left.identity.aliases == right.identity.aliases
                    && left.otherIdentifiers == right.otherIdentifiers)
        }
    }

    /// Whether what sections are numbered by, in the same files, is what it was before: chapters, volumes and domains.
    public func hasSameChapters(as other: Framework) -> Bool {
        zip(definitions, other.definitions).allSatisfy { left, right in
            left.identity === right.identity
                || ![left, right].contains { $0.isChapter || $0 is Volume || $0 is Domain }
        }
    }

    /// Whether all that addresses are made of, of the same files, is what it was before.
    public func hasSameAddresses(as other: Framework) -> Bool {
        zip(definitions, other.definitions).allSatisfy { left, right in
            PermalinkPattern.fields(of: left.key.kind).allSatisfy {
                left.permalinkField($0) == right.permalinkField($0)
            }
        }
            && zip(profiles, other.profiles).allSatisfy { left, right in
                left.identity === right.identity
                    || left.actors.elementsEqual(right.actors) { $0.actor.id == $1.actor.id }
            }
            && boardStatuses == other.boardStatuses
            && printed.elementsEqual(other.printed) { $0.key == $1.key }
            && (profiles.map(\.key) + domains.map(\.key)).allSatisfy { matrices.of($0) == other.matrices.of($0) }
    }
}
