/// The settings of a site for web servers that one runs oneself.
struct ServerSettings {
    private let rules: HostRules

    init(_ rules: HostRules) {
        self.rules = rules
    }

    /// For Apache 2.4, where `AllowOverride` lets a folder have settings.
    var apache: String {
        var text = "ErrorDocument 404 \(rules.root)404.html\n<IfModule mod_headers.c>\n"
        for (name, value) in rules.headers { text += "Header always set \(name) \"\(value)\"\n" }
        text += """
            Header set Cache-Control "\(SecurityHeaders.revalidated)"
            <If "%{REQUEST_URI} =~ m#\(rules.hashedPattern)#">
            Header set Cache-Control "\(SecurityHeaders.immutable)"
            </If>
            </IfModule>
            <IfModule mod_alias.c>

            """
        for move in rules.moves { text += "Redirect 301 \(quoted(move.path)) \(quoted(move.target))\n" }
        return text + "</IfModule>\n"
    }

    /// For nginx, to be included in the block `server`.
    var nginx: String {
        let headers = rules.headers.map { "add_header \($0.name) \"\($0.value)\" always;\n" }.joined()
        var text = "error_page 404 \(rules.root)404.html;\n" + headers
        text += "add_header Cache-Control \"\(SecurityHeaders.revalidated)\";\n"
        // A block with headers of its own has none of those around it.
        text += "location ~ \"\(rules.hashedPattern)\" {\n" + headers
        text += "add_header Cache-Control \"\(SecurityHeaders.immutable)\";\n}\n"
        text += "location = \(rules.root)nginx.conf { return 404; }\n"
        for move in rules.moves {
            // A dollar sign would begin a variable.
            let target = move.target.replacing("$", with: "%24")
            text += "location = \(quoted(move.path)) { return 301 \(quoted(target)); }\n"
        }
        return text
    }

    private func quoted(_ text: String) -> String {
        "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }
}
