import PageRendering

/// The page that shows what a form would send where the site is published.
enum FormPage {
    /// - Parameters:
    ///   - request: The form as it came in.
    ///   - target: Where the form would have been sent.
    ///   - origin: The page that holds the form; `nil` where it is not known.
    static func html(for request: PreviewRequest, to target: String, from origin: String?) -> [UInt8] {
        let type = request.headers.first(name: "Content-Type") ?? ""
        let content: HTML =
            FormFields.read(request.body, type: type).map(list)
            ?? "<p>\(request.body.count) bytes of type <code>\(type)</code>.</p>"
        let back: HTML = origin.map { "<p><a href=\"\($0)\">Back to the form</a></p>\n" } ?? HTML()
        let page: HTML = """
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
            <p>Nothing was sent. Where the site is published, this goes to <code>\(target)</code>:</p>
            \(content)
            \(back)</main>
            </body>
            </html>

            """
        return page.bytes
    }
    private static func list(_ fields: [(name: String, value: String)]) -> HTML {
        guard !fields.isEmpty else { return "<p>The form has no fields.</p>" }
        var list: HTML = "<dl class=\"preview-form\">\n"
        for (name, value) in fields { list += "<dt>\(name)</dt>\n<dd><pre>\(value)</pre></dd>\n" }
        list += "</dl>"
        return list
    }
}
