/// A chapter as it stands on its page: its sections in order, with the numbers of sections, figures and tables.
struct ChapterOutline: Sendable, Equatable {
    struct Section: Sendable, Equatable {
        /// The number, such as `10.4.1`; `nil` in a chapter without one.
        let number: String?
        /// The anchor by number; `nil` where the page has another anchor of the name.
        let numberAnchor: String?
        /// The level of its heading on the page, from 2.
        let level: Int
        let id: String
        let title: String
        /// The heading in the prose; `nil` for a section that the template adds.
        let heading: Int?
        /// What definitions add below the prose of the section.
        let parts: [GeneratedPart]
    }

    var sections: [Section] = []
    /// Labels such as `Table 10.1-1` of the captions in the prose, by their index.
    var captionLabels: [Int: CaptionLabel] = [:]
    /// Labels of the tables and figures that are generated.
    var partLabels: [GeneratedPart: CaptionLabel] = [:]
    /// All figures and tables that have a label, in the order of the chapter, with their captions.
    var figuresAndTables: [LabelledCaption] = []
    /// The sections that the template requires and that are not there, by the number kept for them.
    var missing: [MissingSection] = []
    /// Numbers that two sections have: the headings of the later ones.
    var repeated: [RepeatedNumber] = []
    /// Captions with a number that another has already.
    var repeatedCaptions: [Int] = []
    /// Messages of a transaction that lack sections: the heading, and what it lacks.
    var incomplete: [IncompleteMessage] = []

    /// A figure or table with a label.
    struct LabelledCaption: Sendable, Equatable {
        let label: CaptionLabel
        let text: String
    }

    /// A section that the template requires, and the number kept for it.
    struct MissingSection: Sendable, Equatable {
        let title: String
        let number: String?
    }

    /// A heading with a number that another has.
    struct RepeatedNumber: Sendable, Equatable {
        let number: String
        let heading: Int
    }

    /// The heading of a message that lacks a section.
    struct IncompleteMessage: Sendable, Equatable {
        let heading: Int
        let lacks: String
    }

    /// The anchors that come with the numbers.
    var anchors: [String] {
        sections.compactMap(\.numberAnchor) + figuresAndTables.compactMap(\.label.id)
    }

    /// The section in which something stands that follows from definitions.
    func section(with part: GeneratedPart) -> Section? { sections.first { $0.parts.contains(part) } }

    /// The headings of the prose with the numbers that their sections have.
    func numbered(_ headings: [Heading]) -> [Heading] {
        var headings = headings
        for section in sections {
            if let heading = section.heading { headings[heading] = Heading(section) }
        }
        return headings
    }
}

extension Heading {
    init(_ section: ChapterOutline.Section) {
        self.init(
            level: section.level, id: section.id, title: section.title, number: section.number,
            numberAnchor: section.numberAnchor)
    }
}

/// A caption in prose.
struct Caption: Sendable, Hashable {
    let kind: CaptionLabel.Kind
    /// The number that the author wrote, such as `10.1-1b`.
    let number: String?
    /// The text without the number.
    let text: String
    /// The heading of the section it stands in; `nil` before the first.
    let heading: Int?
    /// The line of the source.
    let line: Int

    /// The label that the author wrote.
    var label: CaptionLabel? { number.map { CaptionLabel(kind: kind, number: $0) } }
}

/// The label of a figure or table, numbered by the section it stands in: `Figure 10.1-1`, `Table 3.18.4.1-2`.
struct CaptionLabel: Sendable, Equatable {
    enum Kind: String, Sendable {
        case table = "Table"
        case figure = "Figure"
    }

    let kind: Kind
    /// The number, such as `10.1-1b`.
    let number: String

    var text: String { "\(kind.rawValue) \(number)" }
    /// The anchor, as existing deep links have it: `t10.1-1b`, `f10.1-1b`. On plain pages labels have none, and neither
    /// has a label that repeats another.
    var id: String?

    var anchor: String { (kind == .table ? "t" : "f") + number }

    /// The label in front of the caption's text.
    var markup: HTML {
        let id: HTML = id.map { " id=\"\($0)\"" } ?? HTML()
        return "<span class=\"caption-number\"\(id)>\(text)</span> "
    }
}
