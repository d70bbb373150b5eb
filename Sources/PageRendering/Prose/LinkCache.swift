import FrameworkModel
import LinkResolution

/// Resolves links, and remembers what came of them. Each worker has a cache for all texts that it renders: nearly every
/// link leads where another did before, and then costs neither Strings nor a tag put together anew.
final class LinkCache {
    let resolver: any ReferenceResolving
    private var links = ByteTable<Kept<PreparedLink>>()
    /// Transactions in brackets; `nil` for what is known to be none.
    private var transactions = ByteTable<Kept<PreparedLink?>>()
    /// Transactions without brackets.
    private var bareTransactions = ByteTable<Kept<PreparedLink?>>()
    /// Change proposals in running text; `nil` for those of which there is no record.
    private var changeProposals = ByteTable<Kept<PreparedLink?>>()
    /// What texts call definitions that links lead to, where that is not their name.
    private var misnomers = ByteTable<Kept<Misnomer?>>()
    /// Words with several capitals, and the acronyms that they nearly are.
    private var words = ByteTable<Kept<String?>>()
    /// Words in capitals that follow each other, and the name that they nearly are.
    private var phrases = ByteTable<Kept<Misspelling?>>()
    let grammar: CitationGrammar
    private var texts = 0
    /// What the text has asked that is being rendered.
    private(set) var resolutions: [Resolution] = []
    /// Whether a link of the text leads nowhere: what is told of it then depends on all names that there are.
    private(set) var hasProblem = false

    /// What came of a question.
    private final class Kept<Value> {
        let value: Value
        let resolution: Resolution
        /// The number of the text that asked last.
        var lastText = 0

        init(_ value: Value, _ resolution: Resolution) {
            self.value = value
            self.resolution = resolution
        }
    }

    init(_ resolver: any ReferenceResolving) {
        self.resolver = resolver
        grammar = resolver.citations
    }

    /// The number of a text that begins.
    func nextText() -> Int {
        texts += 1
        resolutions = []
        hasProblem = false
        return texts
    }

    /// The link to a destination.
    ///
    /// - Parameter folder: The folder of the path.
    func link(
        to destination: Bytes, text: Bytes, from path: String, in folder: [UInt8]
    ) throws(LinkProblem) -> PreparedLink {
        try folder.withUnsafeBufferPointer { folder throws(LinkProblem) in
            try recall(&links, destination, Self.context(of: destination, text: text, folder: folder)) {
                () throws(LinkProblem) in
                let destination = String(decoding: destination, as: UTF8.self)
                let text = String(decoding: text, as: UTF8.self)
                let resolved = try resolver.resolve(destination, text: text, from: path)
                return Kept(
                    PreparedLink(resolved, html: startTag(of: resolved)),
                    Resolution(.link(destination: destination, text: text, path: path), .link(resolved)))
            }
        }
    }

    /// What the destination of a link in a diagram, a picture or HTML leads to: there are too few to be remembered.
    func resolve(_ destination: String, text: String, from path: String) throws(LinkProblem) -> ResolvedLink {
        do throws(LinkProblem) {
            let link = try resolver.resolve(destination, text: text, from: path)
            resolutions.append(Resolution(.link(destination: destination, text: text, path: path), .link(link)))
            return link
        } catch {
            hasProblem = true
            throw error
        }
    }

    /// What links call the definition whose page has a number, for a text that needs to know when it is rendered.
    func label(ofPage number: Int) -> LinkLabel {
        let label = resolver.label(ofPage: number)
        resolutions.append(Resolution(.label(ofPage: number), .label(label)))
        return label
    }

    /// The value for a key, worked out where it is asked for the first time.
    private func recall<Value>(
        _ table: inout ByteTable<Kept<Value>>, _ first: Bytes, _ second: Bytes = Bytes(start: nil, count: 0),
        make: () throws(LinkProblem) -> Kept<Value>
    ) throws(LinkProblem) -> Value {
        let kept: Kept<Value>
        if let known = table.value(first, second) {
            kept = known
        } else {
            do throws(LinkProblem) {
                kept = try make()
            } catch {
                hasProblem = true
                throw error
            }
            table.keep(kept, for: first, second)
        }
        if kept.lastText != texts {
            kept.lastText = texts
            resolutions.append(kept.resolution)
        }
        return kept.value
    }

    private func startTag(of link: ResolvedLink) -> HTML {
        var html = HTML()
        html.reserve(128)
        html.append(startOf: link)
        return html
    }

    /// What the meaning of a destination depends on besides, as `ReferenceResolving` tells.
    private static func context(of destination: Bytes, text: Bytes, folder: Bytes) -> Bytes {
        guard let colon = schemeEnd(of: destination) else { return folder }
        let hasName = colon + 1 < destination.count && destination[colon + 1] != .hash
        return hasName ? Bytes(start: nil, count: 0) : text
    }

    /// The name that words in capitals nearly spell.
    ///
    /// - Parameters:
    ///   - phrase: The words with what stands between them.
    ///   - words: The words themselves.
    func nearMiss(of phrase: Bytes, words: () -> [String]) -> Misspelling? {
        try? recall(&phrases, phrase) { () throws(LinkProblem) in
            let words = words()
            let miss = resolver.spelling.nearMiss(in: words[...]).map { range, name in
                Misspelling(found: words[range].joined(separator: " "), name: name)
            }
            return Kept(miss, Resolution(.phrase(words), miss.map { .name($0.name) }))
        }
    }

    /// The acronym that a word nearly is.
    func nearMiss(of word: Bytes) -> String? {
        try? recall(&words, word) { () throws(LinkProblem) in
            let word = String(decoding: word, as: UTF8.self)
            let name = resolver.spelling.nearMiss(of: word)
            return Kept(name, Resolution(.word(word), name.map { .name($0) }))
        }
    }

    /// What is wrong with the text of a link that leads to a definition.
    ///
    /// - Parameter destination: Where the link leads, as it is written. A scheme alone means what the text names.
    func misnomer(of key: DefinitionKey, in text: Bytes, destination: Bytes) -> Misnomer? {
        try? recall(&misnomers, text, destination) { () throws(LinkProblem) in
            let text = String(decoding: text, as: UTF8.self)
            let misnomer = resolver.misnomer(of: key, in: text)
            return Kept(misnomer, Resolution(.misnomer(of: key, text: text), misnomer.map { .misnomer($0) }))
        }
    }

    /// The link that a transaction in brackets is; `nil` where the brackets hold something else.
    func transaction(_ name: Bytes) throws(LinkProblem) -> PreparedLink? {
        try recall(&transactions, name) { () throws(LinkProblem) in try transaction(name) { "[\($0)]" } }
    }

    /// The link that a transaction without brackets is; `nil` for any other word.
    func bareTransaction(_ name: Bytes) throws(LinkProblem) -> PreparedLink? {
        try recall(&bareTransactions, name) { () throws(LinkProblem) in try transaction(name) { $0 } }
    }

    /// The link that a change proposal is; `nil` where there is no record of it.
    func changeProposal(_ name: Bytes) -> PreparedLink? {
        try? recall(&changeProposals, name) { () throws(LinkProblem) in
            let text = String(decoding: name, as: UTF8.self)
            let destination = "\(DefinitionKind.changeProposal.rawValue):\(text)"
            let resolved = try? resolver.resolve(destination, text: text, from: "")
            return Kept(
                resolved.map { PreparedLink($0, html: startTag(of: $0)) },
                Resolution(.link(destination: destination, text: text, path: ""), resolved.map { .link($0) }))
        }
    }

    private func transaction(
        _ name: Bytes, shownAs label: (String) -> String
    ) throws(LinkProblem) -> Kept<PreparedLink?> {
        let text = String(decoding: name, as: UTF8.self)
        let resolved = try resolver.transaction(text[...])
        let link = resolved.map { PreparedLink($0, html: "\(startTag(of: $0))\(identifier(label(text)))</a>") }
        return Kept(link, Resolution(.transaction(text), resolved.map { .link($0) }))
    }
}

/// Words that are nearly a name.
struct Misspelling {
    let found: String
    let name: String
}

/// A link that has been resolved.
final class PreparedLink {
    let resolved: ResolvedLink
    /// The start tag, without a title of the author's; for a transaction in brackets all there is to write.
    let html: HTML
    let hasFragment: Bool
    /// The number of the text that the link was found in last.
    var lastText = 0

    init(_ resolved: ResolvedLink, html: HTML) {
        self.resolved = resolved
        self.html = html
        hasFragment = resolved.fragment != nil
    }
}
