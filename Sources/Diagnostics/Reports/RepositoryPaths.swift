/// Paths as programs want them that know a repository rather than the folder that a command was run in.
public struct RepositoryPaths: Sendable {
    private let root: [Substring]
    private let workingFolder: [Substring]

    /// - Parameters:
    ///   - root: The absolute path of the repository's root.
    ///   - workingFolder: The absolute path of the folder that paths in reports begin at.
    public init(root: String, workingFolder: String) {
        self.root = Self.components(of: root, from: [])
        self.workingFolder = Self.components(of: workingFolder, from: [])
    }

    /// A path from the root; `nil` for what lies outside.
    ///
    /// - Parameter path: The path as the user would type it.
    func fromRoot(_ path: String) -> String? {
        let components = components(of: path)
        guard components.starts(with: root) else { return nil }
        return components.count == root.count ? "." : components.dropFirst(root.count).joined(separator: "/")
    }

    /// The absolute path.
    func absolute(_ path: String) -> String { "/" + components(of: path).joined(separator: "/") }

    /// The path from the root, of what lies outside the absolute one.
    func shortest(_ path: String) -> String { fromRoot(path) ?? absolute(path) }

    private func components(of path: String) -> [Substring] {
        Self.components(of: path, from: path.hasPrefix("/") ? [] : workingFolder)
    }

    private static func components(of path: String, from start: [Substring]) -> [Substring] {
        path.split(separator: "/").reduce(into: start) { components, name in
            switch name {
            case ".": break
            case "..": _ = components.popLast()
            default: components.append(name)
            }
        }
    }

    /// A path as part of a URI: all bytes but letters, digits, `-._~` and the slash as `%XX`.
    static func percentEncoded(_ path: String) -> String {
        var encoded = ""
        for byte in path.utf8 {
            let scalar = UnicodeScalar(byte)
            switch scalar {
            case "a"..."z", "A"..."Z", "0"..."9", "-", ".", "_", "~", "/": encoded.unicodeScalars.append(scalar)
            default:
                let digits = String(byte, radix: 16, uppercase: true)
                encoded += byte < 0x10 ? "%0" + digits : "%" + digits
            }
        }
        return encoded
    }
}
