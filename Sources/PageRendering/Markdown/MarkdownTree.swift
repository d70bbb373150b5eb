import CCMark
import CMarkArena
import Foundation

/// A tree that libcmark made of Markdown. It is never handed out: what parses it renders it, and lets it go.
struct MarkdownTree: ~Copyable {
    let root: OpaquePointer

    /// - Returns: `nil` where libcmark gives no tree.
    init?(_ markdown: some Collection<UInt8>) {
        let tree = Array(markdown).withUnsafeBytes { Self.parse($0) }
        guard let tree else { return nil }
        root = tree
    }

    /// - Returns: `nil` where libcmark gives no tree.
    init?(_ markdown: ArraySlice<UInt8>) {
        guard let tree = markdown.withUnsafeBytes({ Self.parse($0) }) else { return nil }
        root = tree
    }

    deinit {
        cmark_arena_release()
    }

    private static func parse(_ bytes: UnsafeRawBufferPointer) -> OpaquePointer? {
        cmark_arena_parse(bytes.baseAddress?.assumingMemoryBound(to: CChar.self), bytes.count)
    }
}

/// A step of the walk through libcmark's tree.
struct MarkdownEvent {
    let node: OpaquePointer
    let kind: cmark_node_type
    /// Whether the node begins; containers come a second time when they end.
    let isEntering: Bool

    /// What the visitor wants of a node's children.
    enum Descent {
        case visitChildren
        /// They are dealt with; the node's end is not visited either.
        case skip
    }
}

/// Walks a node and all below it.
///
/// The walk is libcmark's iterator, not recursion, so that deep nesting can't exhaust the stack.
func walk(_ node: OpaquePointer, _ visit: (MarkdownEvent) -> MarkdownEvent.Descent) {
    guard let iterator = cmark_iter_new(node) else { return }
    defer { cmark_iter_free(iterator) }
    while true {
        let event = cmark_iter_next(iterator)
        guard event != CMARK_EVENT_DONE, let node = cmark_iter_get_node(iterator) else { return }
        let step = MarkdownEvent(
            node: node, kind: cmark_node_get_type(node), isEntering: event == CMARK_EVENT_ENTER)
        if visit(step) == .skip, cmark_node_first_child(node) != nil {
            cmark_iter_reset(iterator, node, CMARK_EVENT_EXIT)
        }
    }
}

extension OpaquePointer {
    var kind: cmark_node_type { cmark_node_get_type(self) }
    var parent: OpaquePointer? { cmark_node_parent(self) }
    var next: OpaquePointer? { cmark_node_next(self) }
    var previous: OpaquePointer? { cmark_node_previous(self) }
    var firstChild: OpaquePointer? { cmark_node_first_child(self) }
    /// The first line, counted from 1.
    var startLine: Int { Int(cmark_node_get_start_line(self)) }
    /// The last line, counted from 1.
    var endLine: Int { Int(cmark_node_get_end_line(self)) }

    /// The direct children.
    var children: some Sequence<OpaquePointer> {
        sequence(state: firstChild) { child in
            defer { child = child?.next }
            return child
        }
    }

    /// The literal text of a node.
    var literal: Bytes { bytes(cmark_node_get_literal(self)) }

    /// Whether the literal text of a node begins with a mark; its end is not looked for.
    func literalBegins(with mark: StaticString) -> Bool {
        guard let text = cmark_node_get_literal(self) else { return false }
        return mark.withUTF8Buffer { mark in
            mark.indices.allSatisfy { text[$0] == CChar(bitPattern: mark[$0]) }
        }
    }

    /// The info string of a code block.
    var info: String { string(cmark_node_get_fence_info(self)) }

    /// The destination of a link or picture.
    var destination: String { string(cmark_node_get_url(self)) }

    /// The destination of a link or picture as libcmark holds it.
    var destinationBytes: Bytes { bytes(cmark_node_get_url(self)) }

    /// Whether a link or picture has a title.
    var hasLinkTitle: Bool { cmark_node_get_title(self).map { $0.pointee != 0 } ?? false }

    /// The title of a link or picture.
    var linkTitle: String { string(cmark_node_get_title(self)) }

    /// The text inside a node, without markup.
    var plainText: String { withPlainText { String(decoding: $0, as: UTF8.self) } }

    /// Gives the text inside a node, without markup. Most links and headings hold one text, which is not even copied.
    func withPlainText<Result, Problem: Error>(_ body: (Bytes) throws(Problem) -> Result) throws(Problem) -> Result {
        if let only = firstChild, only.kind == CMARK_NODE_TEXT, only.next == nil { return try body(only.literal) }
        var bytes: [UInt8] = []
        walk(self) { event in
            switch event.kind {
            case CMARK_NODE_TEXT, CMARK_NODE_CODE: bytes += event.node.literal
            case CMARK_NODE_SOFTBREAK, CMARK_NODE_LINEBREAK: bytes.append(.space)
            default: break
            }
            return .visitChildren
        }
        return try bytes.withUnsafeBufferPointer(body)
    }

    private func bytes(_ text: UnsafePointer<CChar>?) -> Bytes {
        guard let text else { return Bytes(start: nil, count: 0) }
        return Bytes(start: UnsafeRawPointer(text).assumingMemoryBound(to: UInt8.self), count: strlen(text))
    }

    private func string(_ text: UnsafePointer<CChar>?) -> String { text.map { String(cString: $0) } ?? "" }
}
