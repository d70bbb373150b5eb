extension SequenceDiagram {
    /// The diagram in sentences, for those who don't see it.
    var description: String {
        var sentences = ["Participants: " + participants.map(\.name.plain).joined(separator: ", ")]
        var frames: [String] = []
        for step in steps {
            switch step {
            case .message(let message): sentences.append(sentence(for: message))
            case .note(let note): sentences.append("Note: \(note.text.plain)")
            case .open(let keyword, let text):
                sentences.append("Begin \(keyword)" + (text.isEmpty ? "" : ", \(text.plain)"))
                frames.append(keyword)
            case .otherwise(let text): sentences.append("Else" + (text.isEmpty ? "" : ", \(text.plain)"))
            case .close: sentences.append("End \(frames.popLast() ?? "")")
            case .separator(let text) where !text.isEmpty, .delay(let text) where !text.isEmpty:
                sentences.append(text.plain)
            case .destroy(let column): sentences.append("\(participants[column].name.plain) ends")
            case .activate, .deactivate, .separator, .delay, .space: break
            }
        }
        return sentences.joined(separator: ". ") + "."
    }

    private func sentence(for message: Message) -> String {
        let text = message.text.isEmpty ? "" : ": \(message.text.plain)"
        if message.ownParticipant != nil { return "\(name(of: message.from)) to itself\(text)" }
        return "\(name(of: message.from)) to \(name(of: message.to))\(text)"
    }

    private func name(of end: End) -> String {
        if case .participant(let column) = end { participants[column].name.plain } else { "outside" }
    }
}
