import LinkResolution

/// Looks for citations in any bytes.
final class CitationTarget: FuzzTarget {
    private let grammar = CitationGrammar(
        domains: ["CARD", "DEV", "EYECARE", "ITI", "PALM", "PCC", "QRPH", "RAD", "RO"], aliases: ["LAB": "PALM"])

    func run(_ input: [UInt8]) {
        let found = grammar.citations(in: input.span)
        var end = 0
        for (range, citation) in found {
            require(
                range.lowerBound >= end && range.upperBound <= input.count && !range.isEmpty,
                "a citation outside the text, or in another: \(range) behind \(end) of \(input.count)")
            end = range.upperBound
            require(citation.domain.map { !$0.isEmpty } ?? true, "a citation of a domain without a name")
        }
        // What is found at a place is found there by whoever asks for that place.
        for index in input.indices where grammar.citation(at: index, in: input.span) != nil {
            require(grammar.canBegin(with: input[index]), "a citation begins with a byte that none begins with")
        }
        let again = grammar.citations(in: input.span)
        require(
            found.elementsEqual(again) { $0.range == $1.range && $0.citation == $1.citation },
            "the same text has other citations")
        // Nothing is looked at far from a place: what is far behind a text changes nothing in it.
        let longer = grammar.citations(in: (input + Array(repeating: UInt8(ascii: "\n"), count: 300)).span)
        require(found.count == longer.count, "line breaks behind a text change its citations")
        _ = grammar.target(atStartOf: input.span)
    }
}
