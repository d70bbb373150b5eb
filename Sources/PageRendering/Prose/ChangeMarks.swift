import CCMark

/// Deleted (`~~text~~`) and inserted (`++text++`) text, the marks of supplements.
///
/// libcmark leaves the marks in its text nodes. They are paired among the children of one node, as GitHub Flavored
/// Markdown (6.5) does it: a mark opens where text follows, and closes where text precedes. A run of text then carries a
/// control character in the place of each mark that has a partner.
struct ChangeMarks {
    static let openDeletion: UInt8 = 0x04
    static let closeDeletion: UInt8 = 0x05
    static let openInsertion: UInt8 = 0x06
    static let closeInsertion: UInt8 = 0x0E

    /// The parent whose children are paired.
    let parent: OpaquePointer
    /// The marks that have a partner: by text node the offsets in its text and the control characters for them.
    private var marks: [OpaquePointer: [(offset: Int, length: Int, control: UInt8)]] = [:]

    private struct Mark {
        let node: OpaquePointer
        let offset: Int
        let length: Int
        let byte: UInt8
        let canOpen: Bool
        let canClose: Bool
    }

    init(pairing parent: OpaquePointer) {
        self.parent = parent
        var open: [Mark] = []
        // How many of each sort are open, so that a mark without a partner is not looked for again and again.
        var waiting: [UInt8: Int] = [:]
        for mark in Self.marks(below: parent) {
            let sort = mark.byte &+ UInt8(mark.length)
            if mark.canClose, waiting[sort, default: 0] > 0,
                let partner = open.lastIndex(where: { $0.byte == mark.byte && $0.length == mark.length })
            {
                add(open[partner], Self.control(mark.byte, opens: true))
                add(mark, Self.control(mark.byte, opens: false))
                for dropped in open[partner...] { waiting[dropped.byte &+ UInt8(dropped.length), default: 0] -= 1 }
                open.removeSubrange(partner...)
            } else if mark.canOpen {
                open.append(mark)
                waiting[sort, default: 0] += 1
            }
        }
        for node in marks.keys { marks[node]?.sort { $0.offset < $1.offset } }
    }

    private mutating func add(_ mark: Mark, _ control: UInt8) {
        marks[mark.node, default: []].append((mark.offset, mark.length, control))
    }

    private static func control(_ byte: UInt8, opens: Bool) -> UInt8 {
        byte == .tilde ? (opens ? openDeletion : closeDeletion) : (opens ? openInsertion : closeInsertion)
    }

    private static func marks(below parent: OpaquePointer) -> [Mark] {
        var marks: [Mark] = []
        for node in parent.children where node.kind == CMARK_NODE_TEXT {
            let text = node.literal
            var index = 0
            while index < text.count {
                let byte = text[index]
                let length = byte == .tilde || byte == plus ? text[index...].prefix { $0 == byte }.count : 0
                guard length > 0 else {
                    index += 1
                    continue
                }
                let isMark = length == 2 || (length == 1 && byte == .tilde)
                if isMark {
                    let before = index > 0 ? text[index - 1] : Self.edge(node.previous)
                    let after = index + length < text.count ? text[index + length] : Self.edge(node.next)
                    marks.append(
                        Mark(
                            node: node, offset: index, length: length, byte: byte, canOpen: !after.isWhitespace,
                            canClose: !before.isWhitespace))
                }
                index += length
            }
        }
        return marks
    }

    /// What counts as the neighbor of a mark at the end of its text node: white space where nothing or a break is.
    private static func edge(_ node: OpaquePointer?) -> UInt8 {
        guard let node, node.kind != CMARK_NODE_SOFTBREAK, node.kind != CMARK_NODE_LINEBREAK else { return .space }
        return UInt8(ascii: "x")
    }

    /// The tag that a control character stands for.
    static func tag(for control: UInt8) -> HTML? {
        switch control {
        case openDeletion: "<del>"
        case closeDeletion: "</del>"
        case openInsertion: "<ins>"
        case closeInsertion: "</ins>"
        default: nil
        }
    }

    /// Appends the text of a node with its marks as control characters.
    func append(_ node: OpaquePointer, to bytes: inout [UInt8]) {
        let text = node.literal
        var written = 0
        for mark in marks[node] ?? [] {
            bytes += text[written..<mark.offset].lazy.map(Self.cleaned)
            bytes.append(mark.control)
            written = mark.offset + mark.length
        }
        bytes += text[written...].lazy.map(Self.cleaned)
    }

    /// The content itself can't forge a mark.
    private static func cleaned(_ byte: UInt8) -> UInt8 {
        switch byte {
        case openDeletion, closeDeletion, openInsertion, closeInsertion: UInt8(ascii: "?")
        default: byte
        }
    }
}

private let plus = UInt8(ascii: "+")
