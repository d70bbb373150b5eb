/// The part of a file that a `Range` header asks for (RFC 9110, section 14).
enum ByteRange: Equatable {
    case whole
    case part(Range<Int>)
    /// Nothing of the file lies there.
    case unsatisfiable

    /// - Parameters:
    ///   - header: What the header says; several parts at once, or what is no range of bytes, count as none.
    ///   - count: The size of the file.
    init(_ header: String?, of count: Int) {
        self = .whole
        guard let header, header.lowercased().hasPrefix("bytes=") else { return }
        let ends = header.dropFirst("bytes=".count).split(separator: "-", omittingEmptySubsequences: false)
            .map { $0.trimmingPrefix(while: \.isWhitespace) }
        guard ends.count == 2, ends.allSatisfy({ $0.allSatisfy { ("0"..."9").contains($0) } }) else { return }
        switch (Int(ends[0]), Int(ends[1])) {
        case (nil, nil): return
        case (let first?, nil):
            guard ends[1].isEmpty else { return }
            self = first < count ? .part(first..<count) : .unsatisfiable
        case (nil, let last?):
            guard ends[0].isEmpty else { return }
            self = last > 0 && count > 0 ? .part(max(0, count - last)..<count) : .unsatisfiable
        case (let first?, let last?):
            guard first <= last else { return }
            self = first < count ? .part(first..<min(count - 1, last) + 1) : .unsatisfiable
        }
    }
}
