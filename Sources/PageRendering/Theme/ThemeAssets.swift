import Diagnostics
import LinkResolution

/// The files that the pages of a theme load. Each is published under a name that holds a hash of what it says, so that hosts
/// may let browsers keep it for ever; where one file names another, it names it so too.
///
/// Templates and scripts name files by their paths, as `assets/site.js`, style sheets also as `url(picture.png)`. A name that
/// a script puts together is not found.
public struct ThemeAssets: Sendable {
    /// A file as it is published.
    public struct Asset: Sendable {
        /// The path that a theme names it by, such as `assets/base.css`.
        public let name: String
        /// Where it stands in the site, such as `assets/base.3f2a91c0.css`.
        public let address: Address
        public let bytes: [UInt8]
        /// The file as it is in the theme.
        public let source: SourceText
    }

    /// In the order of their names.
    public let all: [Asset]
    private let addresses: [String: Address]

    /// - Parameter files: The files by their paths, which begin with `assets/`.
    init(_ files: [(name: String, source: SourceText)] = []) {
        let references = AssetReferences(files.map { ($0.name, $0.source.bytes) })
        addresses = Dictionary(
            files.map { ($0.name, Self.address(of: $0.name, hash: references.hash(of: $0.name))) },
            uniquingKeysWith: { first, _ in first })
        let addresses = addresses
        all = files.map { name, source in
            Asset(
                name: name, address: addresses[name] ?? Address(name),
                bytes: AssetReferences.isText(name)
                    ? AssetReferences.replacing(in: source.bytes, of: name) { addresses[$0]?.path } : source.bytes,
                source: source)
        }
    }

    /// Whether the theme has a file, by the path that it names it by.
    public func contains(_ address: Address) -> Bool { addresses[address.path] != nil }

    /// Where a file stands that a page loads; the address itself for what is no file of the theme.
    func published(_ address: Address) -> Address { addresses[address.path] ?? address }

    /// A template's text with the names under which files are published.
    func publishedNames(in html: [UInt8]) -> [UInt8] {
        AssetReferences.replacing(in: html, of: "") { addresses[$0]?.encoded }
    }

    /// The path with the hash before what it ends with.
    private static func address(of name: String, hash: UInt32) -> Address {
        let digits = String(hash, radix: 16)
        let tag = "." + String(repeating: "0", count: 8 - digits.count) + digits
        let folder = name.lastIndex(of: "/") ?? name.startIndex
        guard let dot = name.lastIndex(of: "."), dot > folder else { return Address(name + tag) }
        return Address(name[..<dot] + tag + name[dot...])
    }
}

/// Which files of a theme name which others.
private struct AssetReferences {
    private var bytes: [String: [UInt8]] = [:]
    private var targets: [String: Set<String>] = [:]

    init(_ files: [(name: String, bytes: [UInt8])]) {
        for (name, bytes) in files { self.bytes[name] = bytes }
        for (name, bytes) in files where Self.isText(name) {
            var targets: Set<String> = []
            _ = Self.replacing(in: bytes, of: name) { path in
                if self.bytes[path] != nil { targets.insert(path) }
                return nil
            }
            self.targets[name] = targets
        }
    }

    /// Whether a file can name others.
    static func isText(_ name: String) -> Bool { name.hasSuffix(".css") || name.hasSuffix(".js") }

    /// The hash FNV-1a, of 64 bits folded to 32, of a file and all that it names, in any number of steps: where one of these
    /// is published under another name, the file says something else.
    func hash(of name: String) -> UInt32 {
        var reached: Set = [name]
        var open = [name]
        while let next = open.popLast() {
            for target in targets[next] ?? [] where reached.insert(target).inserted { open.append(target) }
        }
        reached.remove(name)
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for part in [name] + reached.sorted() {
            for byte in bytes[part] ?? [] { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        }
        return UInt32(truncatingIfNeeded: hash ^ (hash >> 32))
    }

    /// The text with other paths in the place of those that it names.
    ///
    /// - Parameters:
    ///   - name: The file that the text is of: style sheets name files relative to their own.
    ///   - replacement: The path in the place of one from the site's root; `nil` for what stays.
    static func replacing(in text: [UInt8], of name: String, by replacement: (String) -> String?) -> [UInt8] {
        let folder = name.hasSuffix(".css") ? name[...(name.lastIndex(of: "/") ?? name.startIndex)] : ""
        var replaced: [UInt8] = []
        var written = 0
        var index = 0
        var comments = StyleComments()
        while index < text.count {
            if !folder.isEmpty, let end = comments.end(in: text, at: index) {
                index = end
                continue
            }
            guard isOfPath(text[index]) else {
                index += 1
                continue
            }
            let start = index
            while index < text.count, isOfPath(text[index]) { index += 1 }
            // Nothing shorter names a file with its type.
            guard index - start > 3, text[start..<index].contains(UInt8(ascii: ".")) else { continue }
            let path = String(decoding: text[start..<index], as: UTF8.self)
            if let known = path.firstRange(of: assets).flatMap({ range in
                replacement(String(path[range.lowerBound...])).map { path[..<range.lowerBound] + $0 }
            }) {
                replaced += text[written..<start]
                replaced += known.utf8
                written = index
            } else if !folder.isEmpty, let target = replacement(folder + path), target.hasPrefix(folder) {
                replaced += text[written..<start]
                replaced += target.dropFirst(folder.count).utf8
                written = index
            }
        }
        return replaced + text[written...]
    }

    private static let assets = "assets/"

    private static func isOfPath(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"),
            UInt8(ascii: "/"):
            true
        default: false
        }
    }
}

/// Tells the comments of a style sheet from what only looks like one in a string.
private struct StyleComments {
    /// The quotation mark of the string that goes on.
    private var quote: UInt8?

    /// Where a comment ends that begins at a place; `nil` for any other byte. Asked for each byte that is passed.
    mutating func end(in text: [UInt8], at index: Int) -> Int? {
        switch text[index] {
        case UInt8(ascii: "\n"): quote = nil
        case UInt8(ascii: "\""), UInt8(ascii: "'"):
            if quote == nil { quote = text[index] } else if quote == text[index] { quote = nil }
        case UInt8(ascii: "/") where quote == nil && text[index...].starts(with: "/*".utf8):
            return text[(index + 2)...].firstRange(of: Array("*/".utf8))?.upperBound ?? text.count
        default: break
        }
        return nil
    }
}

extension ThemeAssets {
    /// Where the files stand that say something else than in the same theme before, or that were not there then.
    public func changed(since old: ThemeAssets) -> [Address] {
        let known = Set(old.all.map(\.address))
        return all.map(\.address).filter { !known.contains($0) }
    }
}
