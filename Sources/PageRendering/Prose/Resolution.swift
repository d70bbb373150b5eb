import FrameworkModel
import LinkResolution

/// A question that a text asked the resolver, and what it was told. As long as all its questions are answered alike, a text
/// need not be rendered anew.
final class Resolution: Sendable {
    enum Question: Sendable {
        case link(destination: String, text: String, path: String)
        case transaction(String)
        /// What links call the definition whose page has a number.
        case label(ofPage: Int)
        case misnomer(of: DefinitionKey, text: String)
        /// What acronym a word nearly is.
        case word(String)
        /// What name words nearly are.
        case phrase([String])
    }

    enum Answer: Sendable, Equatable {
        case link(ResolvedLink)
        case label(LinkLabel)
        case misnomer(Misnomer)
        case name(String)
    }

    let question: Question
    /// `nil` for what the resolver has nothing to say of.
    let answer: Answer?

    init(_ question: Question, _ answer: Answer?) {
        self.question = question
        self.answer = answer
    }

    /// Whether a resolver gives the same answer.
    func isSame(in resolver: any ReferenceResolving) -> Bool {
        switch question {
        case .link(let destination, let text, let path):
            (try? resolver.resolve(destination, text: text, from: path)).map { .link($0) } == answer
        case .transaction(let text):
            (try? resolver.transaction(text[...])).flatMap { $0 }.map { .link($0) } == answer
        case .label(let page): answer == .label(resolver.label(ofPage: page))
        case .misnomer(let key, let text): resolver.misnomer(of: key, in: text).map(Answer.misnomer) == answer
        case .word(let word): resolver.spelling.nearMiss(of: word).map(Answer.name) == answer
        case .phrase(let words): resolver.spelling.nearMiss(in: words[...]).map { Answer.name($0.name) } == answer
        }
    }
}
