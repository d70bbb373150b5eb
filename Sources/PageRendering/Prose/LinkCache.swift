import FrameworkModel
import LinkResolution

/// Resolves links, and remembers what came of them. Each worker has a cache for all texts that it renders: nearly every
/// link leads where another did before, and then costs neither Strings nor a tag put together anew.
final class LinkCache {
    let resolver: any ReferenceResolving
    private var links = ByteTable<PreparedLink>()
    /// Transactions in brackets; `nil` for what is known to be none.
    private var transactions = ByteTable<PreparedLink?>()
    /// Transactions without brackets.
    private var bareTransactions = ByteTable<PreparedLink?>()
    /// Change proposals in running text; `nil` for those of which there is no record.
    private var changeProposals = ByteTable<PreparedLink?>()
    /// What texts call definitions that links lead to, where that is not their name.
    private var misnomers = ByteTable<Misnomer?>()
    /// Words with several capitals, and the acronyms that they nearly are.
    private var words = ByteTable<String?>()
    /// Words in capitals that follow each other, and the name that they nearly are.
    private var phrases = ByteTable<Misspelling?>()
    let grammar: CitationGrammar
    private var texts = 0

    init(_ resolver: any ReferenceResolving) {
        self.resolver = resolver
        grammar = resolver.citations
    }

    /// The number of a text that begins.
    func nextText() -> Int {
        texts += 1
        return texts
    }

    /// The link to a destination.
    ///
    /// - Parameter folder: The folder of the path.
    func link(
        to destination: Bytes, text: Bytes, from path: String, in folder: [UInt8]
    ) throws(LinkProblem) -> PreparedLink {
        try folder.withUnsafeBufferPointer { folder throws(LinkProblem) in
            let context = Self.context(of: destination, text: text, folder: folder)
            if let known = links.value(destination, context) { return known }
            let resolved = try resolver.resolve(
                String(decoding: destination, as: UTF8.self), text: String(decoding: text, as: UTF8.self), from: path)
            let link = PreparedLink(resolved, html: startTag(of: resolved))
            links.keep(link, for: destination, context)
            return link
        }
    }

    private func startTag(of link: ResolvedLink) -> HTML {
        var html = HTML()
        html.reserve(128)
        html.append(startOf: link, resolver)
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
        let nothing = Bytes(start: nil, count: 0)
        if let known = phrases.value(phrase, nothing) { return known }
        let words = words()
        let miss = resolver.spelling.nearMiss(in: words[...]).map { range, name in
            Misspelling(found: words[range].joined(separator: " "), name: name)
        }
        phrases.keep(miss, for: phrase, nothing)
        return miss
    }

    /// The acronym that a word nearly is.
    func nearMiss(of word: Bytes) -> String? {
        let nothing = Bytes(start: nil, count: 0)
        if let known = words.value(word, nothing) { return known }
        let name = resolver.spelling.nearMiss(of: String(decoding: word, as: UTF8.self))
        words.keep(name, for: word, nothing)
        return name
    }

    /// What is wrong with the text of a link that leads to a definition.
    ///
    /// - Parameter destination: Where the link leads, as it is written. A scheme alone means what the text names.
    func misnomer(of key: DefinitionKey, in text: Bytes, destination: Bytes) -> Misnomer? {
        if let known = misnomers.value(text, destination) { return known }
        let misnomer = resolver.misnomer(of: key, in: String(decoding: text, as: UTF8.self))
        misnomers.keep(misnomer, for: text, destination)
        return misnomer
    }

    /// The link that a transaction in brackets is; `nil` where the brackets hold something else.
    func transaction(_ name: Bytes) throws(LinkProblem) -> PreparedLink? {
        try transaction(name, in: &transactions) { "[\($0)]" }
    }

    /// The link that a transaction without brackets is; `nil` for any other word.
    func bareTransaction(_ name: Bytes) throws(LinkProblem) -> PreparedLink? {
        try transaction(name, in: &bareTransactions) { $0 }
    }

    /// The link that a change proposal is; `nil` where there is no record of it.
    func changeProposal(_ name: Bytes) -> PreparedLink? {
        let nothing = Bytes(start: nil, count: 0)
        if let link = changeProposals.value(name, nothing) { return link }
        let text = String(decoding: name, as: UTF8.self)
        let destination = "\(DefinitionKind.changeProposal.rawValue):\(text)"
        let link = (try? resolver.resolve(destination, text: text, from: "")).map { resolved in
            PreparedLink(resolved, html: startTag(of: resolved))
        }
        changeProposals.keep(link, for: name, nothing)
        return link
    }

    private func transaction(
        _ name: Bytes, in known: inout ByteTable<PreparedLink?>, shownAs label: (String) -> String
    ) throws(LinkProblem) -> PreparedLink? {
        let nothing = Bytes(start: nil, count: 0)
        if let link = known.value(name, nothing) { return link }
        let text = String(decoding: name, as: UTF8.self)
        let link = try resolver.transaction(text[...]).map { resolved in
            PreparedLink(resolved, html: "\(startTag(of: resolved))\(identifier(label(text)))</a>")
        }
        known.keep(link, for: name, nothing)
        return link
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
