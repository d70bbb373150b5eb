import ContentReading
import Diagnostics
import FrameworkModel

/// What `generate-site new` can start. The raw value is what the command calls it.
public enum StartKind: String, Sendable, CaseIterable {
    case domain, profile, actor, transaction, option
    case contentModule = "content-module"
    case supplement
    case changeProposal = "change-proposal"
    case term, organisation, membership, event, tool
    /// A product with its Integration Statement.
    case statement
    case page

    /// What it becomes a definition of; `nil` for a page.
    var definition: DefinitionKind? {
        switch self {
        case .statement: .product
        case .page: nil
        default: DefinitionKind(rawValue: rawValue)
        }
    }
}

/// Starts a definition or a page: a file that the schema takes and a site can be built of, where others of the kind lie.
public struct ContentStart {
    /// What came of it.
    public struct Report: Sendable {
        /// The files that were written, as the user would type their paths.
        public internal(set) var written: [String] = []
        /// What to do next, a sentence each.
        public internal(set) var next: [String] = []
        /// Why nothing was written; empty where something was.
        public internal(set) var refusals: [String] = []
        /// Whether the folder could not be read or written.
        public internal(set) var couldNotReadOrWrite = false
    }

    let kind: StartKind
    let id: String
    /// The domain that it is to belong to; `nil` where that follows.
    let domain: String?
    let framework: Framework

    /// Writes the files.
    ///
    /// Nothing is ever written over.
    ///
    /// - Parameters:
    ///   - id: The identifier; of a page, its path in the folder of pages.
    ///   - content: The content folder.
    ///   - domain: The domain that it is to belong to; without it, what the identifier tells, else the first one.
    public static func run(_ kind: StartKind, _ id: String, domain: String? = nil, in content: String) async -> Report {
        var report = Report()
        guard FileSystem.exists(content) else {
            report.refusals = ["there is no content folder '\(content)'; name another with --content"]
            return report
        }
        let sources = await ContentReader.read(folder: content, jobs: 1)
        let (framework, _) = ModelBuilder.assemble(sources)
        let start = ContentStart(kind: kind, id: id, domain: domain, framework: framework)
        do throws(Refusal) {
            let files = try start.files()
            for path in files.map(\.path).sorted() where FileSystem.exists("\(content)/\(path)") {
                throw Refusal("'\(content)/\(path)' is there already")
            }
            for (path, text) in files {
                try write(text, to: "\(content)/\(path)")
                report.written.append("\(content)/\(path)")
            }
            report.next = start.next(files.map { "\(content)/\($0.path)" })
        } catch {
            report.refusals = [error.reason]
            report.couldNotReadOrWrite = error.isOfFileSystem
        }
        return report
    }

    private static func write(_ text: String, to path: String) throws(Refusal) {
        do {
            if let folder = FileSystem.parent(of: path) { try FileSystem.makeFolder(folder) }
            try FileSystem.write(Array(text.utf8), to: path)
        } catch {
            throw Refusal("'\(path)' can't be written: \(error)", isOfFileSystem: true)
        }
    }

    /// Why nothing can be started.
    struct Refusal: Error {
        let reason: String
        let isOfFileSystem: Bool

        init(_ reason: String, isOfFileSystem: Bool = false) {
            self.reason = reason
            self.isOfFileSystem = isOfFileSystem
        }
    }

    // MARK: Where it goes

    /// The files to write, by their paths in the content folder.
    private func files() throws(Refusal) -> [(path: String, text: String)] {
        guard let definition = kind.definition else { return [try page()] }
        guard id.wholeMatch(of: #/[A-Za-z0-9][A-Za-z0-9._+\-]{0,99}/#) != nil else {
            throw Refusal("'\(id)' is no identifier: it has letters, digits, '.', '_', '+' and '-' only")
        }
        if let other = framework.definitions(of: definition).first(where: { $0.id.lowercased() == id.lowercased() }) {
            throw Refusal("the \(definition.rawValue) '\(other.id)' is there already, in \(other.identity.place.path)")
        }
        let domain = try ownDomain()
        let stem = "\(folder(for: definition, domain))/\(id)"
        var files = [(path: stem + ".xml", text: try definitionText(domain))]
        if let prose = proseText { files.append((stem + ".md", prose)) }
        return files
    }

    /// The domain that it belongs to; `nil` for a kind that domains share.
    private func ownDomain() throws(Refusal) -> Domain? {
        switch kind {
        case .profile, .transaction, .contentModule, .supplement, .changeProposal: break
        case .event where domain != nil: break
        default: return nil
        }
        if let domain {
            guard let known = framework.domains[domain] else { throw Refusal("there is no domain '\(domain)'") }
            return known
        }
        let told = framework.domains.filter { id == $0.id || id.hasPrefix($0.id + "-") || id.hasPrefix("CP-\($0.id)-") }
        if let only = told.first { return only }
        guard let first = framework.domains.first else {
            throw Refusal("a \(kind.rawValue) belongs to a domain, and there is none: begin with 'new domain ITI'")
        }
        return first
    }

    /// Where most definitions of the kind lie, of the domain if it has any.
    private func folder(for kind: DefinitionKind, _ domain: Domain?) -> String {
        var counts: [String: Int] = [:]
        for (path, keys) in framework.definitionsByFile {
            let fits = keys.count { key in
                key.kind == kind && (domain == nil || framework[key]?.domainReference?.id == domain?.id)
            }
            guard fits > 0, let slash = path.lastIndex(of: "/") else { continue }
            counts[String(path[..<slash]), default: 0] += fits
        }
        if let best = counts.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }) { return best.key }
        if kind == .domain { return "domains/\(id)" }
        return domain.map { "domains/\($0.id)/\(kind.rawValue)s" } ?? "\(kind.rawValue)s"
    }

    /// A page, and where it goes.
    private func page() throws(Refusal) -> (path: String, text: String) {
        let path = id.hasSuffix(".md") ? String(id.dropLast(3)) : id
        guard path.wholeMatch(of: #/[A-Za-z0-9][A-Za-z0-9_\-]*(/[A-Za-z0-9][A-Za-z0-9_\-]*)*/#) != nil else {
            throw Refusal("'\(id)' is no path of a page, such as 'how-to-join' or 'testing/next-year'")
        }
        return ("pages/\(path).md", pageText(path))
    }
}
