/// The words of some records, worked out by one task.
struct IndexPart: Sendable {
    /// The words and names that records are found by, in the order in which they first came.
    private(set) var terms: [[UInt8]] = []
    /// What is found by them, record by record.
    private(set) var postings: [Posting] = []

    /// That a record is found by a term.
    struct Posting: Sendable {
        /// The number of the term.
        let term: UInt32
        /// The number of the record.
        let record: UInt32
        /// How well: first the levels of words, then the ranks of names.
        let level: UInt8
    }

    /// - Parameter numbers: The numbers of the records.
    init(_ records: ArraySlice<SearchRecord>) {
        var reader = RecordReader()
        for index in records.indices { reader.read(records[index], number: UInt32(index)) }
        terms = reader.allTerms
        postings = reader.postings
    }
}

/// Reads records, and keeps what it has learned of words for the next one.
private struct RecordReader {
    private(set) var postings: [IndexPart.Posting] = []
    private var tokenizer = Tokenizer()
    private var terms = WordTable()
    /// The words as they are written, and for each the term it stands for: -1 for a stop word.
    private var words = WordTable()
    private var termsOfWords: [Int32] = []
    /// The weight that each term has in the record being read, and those that have one.
    private var weights: [Float] = []
    private var touched: [Int] = []
    /// The terms of the field being read.
    private var field: [Int32] = []

    var allTerms: [[UInt8]] { (0..<terms.count).map { Array(terms[$0]) } }

    mutating func read(_ record: SearchRecord, number: UInt32) {
        add(record.identifiers, as: .identifiers)
        add([record.title], as: .title)
        add(record.path, as: .path)
        add(record.text)
        for term in touched {
            postings.append(.init(term: UInt32(term), record: number, level: Relevance.level(of: weights[term])))
            weights[term] = 0
        }
        touched.removeAll(keepingCapacity: true)
        for (term, rank) in names(of: record) {
            postings.append(.init(term: UInt32(term), record: number, level: UInt8(Relevance.levels) + rank.rawValue))
        }
    }

    // MARK: Fields

    private mutating func add(_ texts: [String], as kind: Relevance.Field) {
        for text in texts where !text.isEmpty { collect(Array(text.utf8)) }
        weigh(as: kind)
    }

    private mutating func add(_ text: [UInt8]) {
        collect(text)
        weigh(as: .text)
    }

    private mutating func collect(_ text: [UInt8]) {
        // The tokenizer calls back while it is in use.
        var tokenizer = tokenizer
        tokenizer.forEachWord(in: text) { word in
            field.append(term(of: word.whole[...]))
            guard word.starts.count > 1 else { return }
            for part in word.parts where part.count > 1 { field.append(term(of: part)) }
        }
        self.tokenizer = tokenizer
    }

    private mutating func weigh(as kind: Relevance.Field) {
        let weight = kind.weight(among: field.count)
        for term in field where term >= 0 {
            let term = Int(term)
            while weights.count <= term { weights.append(0) }
            if weights[term] == 0 { touched.append(term) }
            weights[term] += weight
        }
        field.removeAll(keepingCapacity: true)
    }

    /// The term that a word stands for; -1 for a stop word or a single character.
    private mutating func term(of word: ArraySlice<UInt8>) -> Int32 {
        let (number, isNew) = words.number(of: word)
        if isNew {
            let isTerm = word.count > 1 && !StopWords.all.contains(Array(word))
            termsOfWords.append(isTerm ? Int32(terms.number(of: Stemmer.stem(Array(word))[...]).number) : -1)
        }
        return termsOfWords[number]
    }

    // MARK: Names

    /// The terms of a record's names, each with its best rank.
    private mutating func names(of record: SearchRecord) -> [(Int, SearchRecord.Name.Rank)] {
        var ranks: [(Int, SearchRecord.Name.Rank)] = []
        for name in record.names {
            let key = key(of: name.text)
            guard !key.isEmpty, key.count <= Self.longestName else { continue }
            let term = terms.number(of: key[...]).number
            if let known = ranks.firstIndex(where: { $0.0 == term }) {
                if ranks[known].1.rawValue < name.rank.rawValue { ranks[known].1 = name.rank }
            } else {
                ranks.append((term, name.rank))
            }
        }
        return ranks
    }

    /// What a name is found by as a whole: the stems of its words, without what stands between them. So `ITI-18`, `ITI 18`
    /// and `iti18` are the same, and a reader's words are a name if their stems are.
    private mutating func key(of name: String) -> [UInt8] {
        var key: [UInt8] = []
        var stopWords: [UInt8] = []
        var tokenizer = tokenizer
        tokenizer.forEachWord(in: Array(name.utf8)) { word in
            for part in word.parts {
                let term = term(of: part)
                if term >= 0 {
                    key += terms[Int(term)]
                } else if StopWords.all.contains(Array(part)) {
                    stopWords += part
                } else {
                    key += part
                }
            }
        }
        self.tokenizer = tokenizer
        return key.isEmpty ? stopWords : key
    }

    private static let longestName = 96
}
