import FrameworkModel

/// The notes under a table, numbered in the order in which its cells refer to them.
struct TableNotes {
    private let library: ProseLibrary
    private var notes: [HTML] = []

    init(_ library: ProseLibrary) {
        self.library = library
    }

    /// "(Note 1, 2)" for the condition and notes of a cell; nothing where there are none.
    mutating func marks(for qualification: Qualification) -> HTML {
        var numbers: [Int] = []
        if let condition = qualification.condition {
            numbers.append(number(of: "<strong>Condition:</strong> \(library.line(condition))"))
        }
        for note in qualification.notes { numbers.append(number(of: library.line(note))) }
        return mark(numbers)
    }

    /// "(Note 1)" for the notes of a cell whose condition stands elsewhere.
    mutating func marks(forNotesOf qualification: Qualification) -> HTML {
        mark(qualification.notes.map { number(of: library.line($0)) })
    }

    /// "(Note 1, 2)" for notes that are HTML already.
    mutating func marks(for notes: [HTML]) -> HTML {
        mark(notes.map { number(of: $0) })
    }

    /// The list of notes.
    var html: HTML {
        guard !notes.isEmpty else { return HTML() }
        return
            "<ol class=\"table-notes\">\(notes.map { note -> HTML in "<li>\(note)</li>" }.joined(separator: "\n"))</ol>\n"
    }

    private func mark(_ numbers: [Int]) -> HTML {
        numbers.isEmpty
            ? HTML() : " <span class=\"note\">(Note \(numbers.map { "\($0)" }.joined(separator: ", ")))</span>"
    }

    /// The number of a note; the same words get the same number.
    private mutating func number(of note: HTML) -> Int {
        if let index = notes.firstIndex(of: note) { return index + 1 }
        notes.append(note)
        return notes.count
    }
}
