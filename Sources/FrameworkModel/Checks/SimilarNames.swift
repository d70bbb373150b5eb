import Diagnostics

extension ModelChecks {
    /// Reports `similar-names`: actors whose names are the same but for case, punctuation and plural, or differ by one
    /// letter: two actors where the General Introduction's Appendix A has room for one. Numbers tell actors apart.
    static func similarNames(in framework: Framework) -> [Diagnostic] {
        // Names that differ by one letter are the same without one letter of each, so nobody compares all pairs.
        var byTrace: [UInt64: [Int]] = [:]
        let names = framework.actors.map { foldedName($0.name) }
        var diagnostics: [Diagnostic] = []
        for (index, actor) in framework.actors.enumerated() {
            let traces = traces(of: names[index])
            let candidates = Set(traces.flatMap { byTrace[$0] ?? [] })
            if let other = candidates.sorted().first(where: { areSimilar(names[$0], names[index]) }) {
                diagnostics.append(similar(actor, framework.actors[other]))
            }
            // What many names have in common is told by the first few.
            for trace in traces where byTrace[trace, default: []].count < 8 {
                byTrace[trace, default: []].append(index)
            }
        }
        return diagnostics
    }

    private static func similar(_ actor: FrameworkActor, _ other: FrameworkActor) -> Diagnostic {
        Diagnostic(
            .similarNames, at: actor.identity.place.location,
            "the actor '\(actor.name)' is called nearly as '\(other.name)' is",
            help: "if they are the same, keep one, with the other name as an <alias>",
            related: .init("the other is here", at: other.identity.place.location))
    }

    /// Letters and digits only, in lower case, each word in the singular.
    private static func foldedName(_ name: String) -> [Unicode.Scalar] {
        let words = name.lowercased().unicodeScalars.split { !$0.properties.isAlphabetic && !isDigit($0) }
        return words.flatMap { word in
            word.count > 3 && word.last == "s" && word.dropLast().last != "s" ? word.dropLast() : word[...]
        }
    }

    private static func areSimilar(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Bool {
        if left == right { return true }
        // One letter makes another word of a short name.
        return min(left.count, right.count) >= shortest && left.filter(isDigit) == right.filter(isDigit)
            && differByOneLetter(left, right)
    }

    /// Hashes of a name and of the name without each of its letters in turn: polynomials of the letters, so that each takes a
    /// step from those of what stands before and behind the letter. Long names would take the square of their length else.
    private static func traces(of name: [Unicode.Scalar]) -> Set<UInt64> {
        let factor: UInt64 = 0x9E37_79B9_7F4A_7C15
        var before: [UInt64] = []
        var whole: UInt64 = 0
        for letter in name {
            before.append(whole)
            whole = whole &* factor &+ UInt64(letter.value)
        }
        var traces: Set<UInt64> = [whole]
        guard name.count >= shortest else { return traces }
        var behind: UInt64 = 0
        var power: UInt64 = 1
        for index in name.indices.reversed() {
            traces.insert(before[index] &* power &+ behind)
            behind = behind &+ UInt64(name[index].value) &* power
            power = power &* factor
        }
        return traces
    }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

    private static let shortest = 6
}
