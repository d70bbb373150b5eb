import CCMark
import Foundation

/// A step of the walk through libcmark's tree.
struct MarkdownEvent {
    let node: OpaquePointer
    let kind: cmark_node_type
    /// Whether the node begins; containers come a second time when they end.
    let isEntering: Bool
}

/// Parses Markdown and walks the tree; the tree never leaves this function.
///
/// The walk is libcmark's iterator, not recursion, so that deep nesting can't exhaust the stack.
func walkMarkdown(_ markdown: ArraySlice<UInt8>, _ visit: (MarkdownEvent) -> Void) {
    let root = markdown.withUnsafeBytes { buffer in
        cmark_parse_document(buffer.baseAddress?.assumingMemoryBound(to: CChar.self), buffer.count, CMARK_OPT_DEFAULT)
    }
    guard let root, let iterator = cmark_iter_new(root) else { return }
    defer {
        cmark_iter_free(iterator)
        cmark_node_free(root)
    }
    while true {
        let event = cmark_iter_next(iterator)
        guard event != CMARK_EVENT_DONE, let node = cmark_iter_get_node(iterator) else { return }
        visit(MarkdownEvent(node: node, kind: cmark_node_get_type(node), isEntering: event == CMARK_EVENT_ENTER))
    }
}

extension OpaquePointer {
    /// The literal text of a node.
    var literal: UnsafeBufferPointer<UInt8> { buffer(cmark_node_get_literal(self)) }

    /// The info string of a code block.
    var info: String { string(cmark_node_get_fence_info(self)) }

    /// The destination of a link or picture.
    var destination: String { string(cmark_node_get_url(self)) }

    /// The title of a link or picture.
    var linkTitle: String { string(cmark_node_get_title(self)) }

    /// The text inside a node, without markup.
    var plainText: String {
        var bytes: [UInt8] = []
        guard let iterator = cmark_iter_new(self) else { return "" }
        defer { cmark_iter_free(iterator) }
        while cmark_iter_next(iterator) != CMARK_EVENT_DONE {
            guard let node = cmark_iter_get_node(iterator) else { break }
            switch cmark_node_get_type(node) {
            case CMARK_NODE_TEXT, CMARK_NODE_CODE: bytes += node.literal
            case CMARK_NODE_SOFTBREAK, CMARK_NODE_LINEBREAK: bytes.append(UInt8(ascii: " "))
            default: break
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private func buffer(_ text: UnsafePointer<CChar>?) -> UnsafeBufferPointer<UInt8> {
        guard let text else { return UnsafeBufferPointer(start: nil, count: 0) }
        let count = strlen(text)
        return UnsafeBufferPointer(
            start: UnsafeRawPointer(text).assumingMemoryBound(to: UInt8.self), count: count)
    }

    private func string(_ text: UnsafePointer<CChar>?) -> String { text.map { String(cString: $0) } ?? "" }
}
