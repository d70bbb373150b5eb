import ContentReading
import Diagnostics
import LinkResolution

/// How a link opens a file in a program at a line, where the platform knows the program's scheme.
public enum EditorLink: String, Sendable, CaseIterable {
    case vscode, vscodium, cursor, zed, idea, sublime, textmate, emacs

    /// The address that opens a place; `nil` for a file that is not there.
    func address(of location: SourceLocation) -> String? {
        guard let path = FileSystem.resolved(location.path) else { return nil }
        let file = Address(path).encoded
        let line = max(1, location.line)
        let column = max(1, location.column)
        switch self {
        case .vscode, .vscodium, .cursor, .zed: return "\(rawValue)://file\(file):\(line):\(column)"
        case .idea: return "idea://open?file=\(file)&line=\(line)&column=\(column)"
        case .sublime: return "subl://open?url=file://\(file)&line=\(line)&column=\(column)"
        case .textmate: return "txmt://open?url=file://\(file)&line=\(line)&column=\(column)"
        case .emacs: return "org-protocol://open-source?url=file://\(file)&line=\(line)"
        }
    }

    /// The editor that the environment tells of: the terminal of an editor, or what `VISUAL` and `EDITOR` name.
    public static func detect(_ environment: [String: String]) -> EditorLink? {
        if environment["TERM_PROGRAM"] == "vscode" {
            return environment["CURSOR_TRACE_ID"] == nil ? .vscode : .cursor
        }
        if environment["ZED_TERM"] != nil { return .zed }
        if environment["TERMINAL_EMULATOR"] == "JetBrains-JediTerm" { return .idea }
        let commands: [(String, EditorLink)] = [
            ("codium", .vscodium), ("cursor", .cursor), ("code", .vscode), ("zed", .zed), ("idea", .idea),
            ("subl", .sublime), ("mate", .textmate),
        ]
        for variable in ["VISUAL", "EDITOR"] {
            let command = environment[variable]?.split(separator: " ").first?.split(separator: "/").last
            if let command, let editor = commands.first(where: { $0.0 == command }) { return editor.1 }
        }
        return nil
    }
}
