/// A fragment that consists of allowed elements and attributes only, and what was left out of it.
struct FilteredHTML {
    var html: HTML
    /// In the order of the fragment, each once for a piece of raw HTML.
    var removals: [Removal]
    /// The identifiers of all elements, in their order.
    var ids: [String]
}

/// Something that was left out of raw HTML.
struct Removal: Hashable {
    enum Kind {
        /// The tags of an element, whose content stays.
        case element
        /// An element with its content.
        case content
        case attribute
        /// A class that no theme knows.
        case cssClass
        /// An address that isn't published.
        case address
        /// An identifier that another element has.
        case duplicateID
        /// An end tag without a start tag.
        case unopened
        /// An element, comment or tag that isn't ended where its piece ends. What follows may have become part of it.
        case unclosed
        /// Tags within more elements than browsers open, whose content stays.
        case tooDeep
        /// The rest of the fragment, which could not be read.
        case rest
    }

    /// The number of the piece of raw HTML; -1 before the first.
    let rawIndex: Int
    /// The name of an element, attribute or class, or the address.
    let name: String
    let kind: Kind
}

/// Makes raw HTML safe: a fragment is parsed with all that stands in it, and what the allow-list allows is written
/// anew. So it is balanced, and can't reach beyond the place where it stands.
///
/// Our own markup passes the same rules, byte for byte. It is told from raw HTML by the marks that
/// `HTML.append(rawHTML:index:)` writes, and differs in two ways only: its classes and links aren't looked up.
enum RawHTMLFilter {
    /// - Parameters:
    ///   - html: A fragment, in which raw HTML has been put by `HTML.append(rawHTML:index:)`.
    ///   - resolveLink: Gets the destination of a link in raw HTML, its text and the number of the piece. Returns the
    ///     address as markup, escaped and with the root marker; `nil` for a link that leads nowhere.
    ///   - resolvePicture: The same for a picture, with its `alt` text.
    ///   - isTaken: Whether an identifier belongs to an element elsewhere on the page.
    static func filter(
        _ html: HTML,
        resolveLink: (_ destination: String, _ text: String, _ rawIndex: Int) -> String?,
        resolvePicture: (_ destination: String, _ text: String, _ rawIndex: Int) -> String?,
        isTaken: (_ id: String) -> Bool = { _ in false }
    ) -> FilteredHTML {
        withoutActuallyEscaping(resolveLink) { resolveLink in
            withoutActuallyEscaping(resolvePicture) { resolvePicture in
                withoutActuallyEscaping(isTaken) { isTaken in
                    let run = RawHTMLRun(
                        capacity: html.bytes.count, resolveLink: resolveLink, resolvePicture: resolvePicture,
                        isTaken: isTaken)
                    HTMLTokenizer.read(TokenizerInput(html), into: run)
                    return run.finish()
                }
            }
        }
    }
}
