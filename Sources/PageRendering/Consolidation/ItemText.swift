/// What items say, by which they are found again: their words, without numbers that the generator works out and without
/// what is deleted.
extension MarkedItem {
    var text: [[UInt8]] {
        var words: [[UInt8]] = []
        content.collect(&words)
        return words
    }
}

extension MarkedItem.Content {
    fileprivate func collect(_ words: inout [[UInt8]]) {
        switch self {
        case .block(let block): block.collect(&words)
        case .words(let line):
            for word in line where !word.mark.isDeletion { word.content.collect(&words) }
        }
    }
}

extension MarkedBlock {
    fileprivate func collect(_ words: inout [[UInt8]]) {
        if tag.name == "img" { words.append(tag.markup) }
        // Drawings differ as soon as a name in them does.
        if let whole, tag.name != "svg" { words.append(whole) }
        for item in items where !item.mark.isDeletion { item.content.collect(&words) }
    }
}

extension MarkedWord.Content {
    fileprivate func collect(_ words: inout [[UInt8]]) {
        switch self {
        case .text(let text): words.append(text)
        case .element(let element) where !element.tag.isNumber: element.collect(&words)
        case .element: break
        }
    }
}
