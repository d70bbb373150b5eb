import Diagnostics
import Foundation
import LinkResolution
import SitePublishing

/// What the client in the browser is told, as JSON.
extension Encodable {
    /// On one line, the same for the same value.
    var json: [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return (try? encoder.encode(self)).map(Array.init) ?? []
    }
}

/// A build, as a page in view is told of it.
struct BuildJSON: Encodable {
    let number: Int
    /// Whether the page has to be loaded anew.
    let reload: Bool
    /// The stylesheets that have changed.
    let styles: [String]
}

/// What there is to tell of the last build.
struct StateJSON: Encodable {
    let number: Int
    let milliseconds: Double
    let errors: Int
    let warnings: Int
    let page: ViewJSON?
    let problems: [ProblemJSON]
    let drafts: [PageJSON]?
    let unlinked: [PageJSON]?
}

/// The page in view.
struct ViewJSON: Encodable {
    let path: String
    let title: String
    let isDraft: Bool
    let isStale: Bool
}

struct ProblemJSON: Encodable {
    let severity: String
    let rule: String
    let path: String
    let line: Int
    let column: Int
    let length: Int
    let excerpt: String
    let excerptColumn: Int
    let summary: String
    let help: String?
    let related: RelatedJSON?
    let editor: String?
    let isOfPage: Bool
    let isNew: Bool
    let page: String?
}

struct RelatedJSON: Encodable {
    let path: String
    let line: Int
    let column: Int
    let message: String
    let editor: String?
}

/// A page in a list.
struct PageJSON: Encodable {
    let path: String
    let title: String
    let source: String
    let editor: String?

    init(_ site: Site?, _ page: PageKey, source: String?, _ editor: EditorLink?) {
        path = site?.addresses[page]?.encoded ?? ""
        title = site?.title(of: page) ?? ""
        self.source = source ?? ""
        self.editor = source.flatMap { editor?.address(of: SourceLocation(path: $0)) }
    }
}
