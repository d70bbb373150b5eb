/// The page that shows what a form would send where the site is published.
enum FormPage {
    /// - Parameters:
    ///   - request: The form as it came in.
    ///   - target: Where the form would have been sent.
    ///   - origin: The page that holds the form; `nil` where it is not known.
    static func html(for request: PreviewRequest, to target: String, from origin: String?) -> [UInt8] {
        let type = request.headers.first(name: "Content-Type") ?? ""
        let rows = FormFields.read(request.body, type: type).map { fields in
            fields.map { name, value in
                "<dt>\(ClientInjection.escaped(name))</dt>\n<dd><pre>\(ClientInjection.escaped(value))</pre></dd>"
            }.joined(separator: "\n")
        }
        let content =
            rows.map { $0.isEmpty ? "<p>The form has no fields.</p>" : "<dl class=\"preview-form\">\n\($0)\n</dl>" }
            ?? "<p>\(request.body.count) bytes of type <code>\(ClientInjection.escaped(type))</code>.</p>"
        let back = origin.map { "<p><a href=\"\(ClientInjection.escaped($0))\">Back to the form</a></p>\n" } ?? ""
        let page = """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>What the form would send</title>
            <link rel="icon" href="data:,">
            <link rel="stylesheet" href="/-/preview/preview.css">
            </head>
            <body class="preview-page">
            <main>
            <h1>What the form would send</h1>
            <p>Nothing was sent. Where the site is published, this goes to <code>\(ClientInjection.escaped(target))</code>:</p>
            \(content)
            \(back)</main>
            </body>
            </html>

            """
        return Array(page.utf8)
    }
}
