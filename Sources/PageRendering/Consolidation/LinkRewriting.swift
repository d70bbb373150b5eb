import LinkResolution

extension HTML {
    /// The fragment with other pages in the place of those that its links lead to.
    ///
    /// - Parameter pages: The new address by the encoded path of the old one.
    func leading(to pages: [[UInt8]: Address]) -> HTML {
        var html = HTML()
        html.reserve(bytes.count)
        var done = 0
        while let marker = bytes[done...].firstIndex(of: HTML.rootMarker) {
            let start = marker + 1
            let end = bytes[start...].firstIndex { $0 == .quote || $0 == .hash } ?? bytes.endIndex
            html.append(markup: bytes[done..<start])
            if let page = pages[Array(bytes[start..<end])] {
                html.append(markup: page.encoded.utf8)
            } else {
                html.append(markup: bytes[start..<end])
            }
            done = end
        }
        html.append(markup: bytes[done...])
        return html
    }
}
