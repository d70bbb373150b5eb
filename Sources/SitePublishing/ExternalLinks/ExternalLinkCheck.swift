import ContentReading
import Diagnostics
import Foundation
import LinkResolution
import PageRendering

/// How links to other sites are checked.
public struct ExternalLinkOptions: Sendable {
    /// The site whose links are checked; there is no output.
    public var build: BuildOptions
    /// The file that answers are kept in.
    public var cache = ".link-cache.json"
    /// Seconds that a request may take.
    public var timeout = 20
    /// How often a busy server is asked again.
    public var retries = 2
    /// Seconds between two questions to one host.
    public var delay = 0.5
    /// How many hosts are asked at the same time.
    public var hosts = 8
    /// Whether addresses of this machine and its network may be asked.
    public var allowsPrivate = false

    public init(_ build: BuildOptions) {
        self.build = build
        self.build.output = nil
    }
}

/// What came of a check of links to other sites.
public struct ExternalLinkReport: Sendable {
    public internal(set) var outcome = BuildReport.Outcome.succeeded
    /// What is wrong with links, sorted by file and position; with the content, where it can't be made to a site.
    public internal(set) var diagnostics: [Diagnostic] = []
    /// How many addresses there are.
    public internal(set) var links = 0
    /// How many of them were asked for; the cache knew the others.
    public internal(set) var asked = 0
    /// How many servers let nobody in who is no browser, so that nothing is known of the address.
    public internal(set) var refused = 0
}

/// Asks other sites whether what the site links to is there. Never part of a build: what others do must not stop it.
///
/// Reports `dead-link`, `moved-link` and `unreachable-link` wherever an address stands in the content or the theme.
public struct ExternalLinkCheck {
    private let options: ExternalLinkOptions
    private let progress: (any ProgressReport)?
    private var report = ExternalLinkReport()

    public static func run(
        _ options: ExternalLinkOptions, progress: (any ProgressReport)? = nil
    ) async -> ExternalLinkReport {
        var check = ExternalLinkCheck(options: options, progress: progress)
        do {
            try await check.run()
        } catch let diagnostic as Diagnostic {
            check.fail(diagnostic)
        } catch let error as FileSystemError {
            check.fail(
                Diagnostic(
                    .unwritableOutput, at: SourceLocation(path: error.path), "can't be written: \(error.reason)",
                    help: "name another file with --cache"))
        } catch {
            check.fail(
                Diagnostic(
                    .unreadableFile, at: SourceLocation(path: "curl"),
                    "links are asked for by curl, which is not there",
                    help: "install it, on Debian with 'apt-get install curl'"))
        }
        check.report.diagnostics.sort()
        return check.report
    }

    private init(options: ExternalLinkOptions, progress: (any ProgressReport)?) {
        self.options = options
        self.progress = progress
    }

    private mutating func fail(_ diagnostic: Diagnostic) {
        report.diagnostics.append(diagnostic)
        report.outcome = .couldNotReadOrWrite
    }

    private mutating func run() async throws {
        try Curl.find()
        let read = await ContentReader.read(folder: options.build.content, jobs: options.build.jobs)
        var sources = options.build.includesDrafts ? read : read.published
        if let baseURL = options.build.baseURL { sources.configuration.baseURL = baseURL }
        let theme = try options.build.loadTheme(for: sources.configuration)
        let site = await Site.compose(
            sources, theme: theme, version: options.build.version, jobs: options.build.jobs)
        let errors = site.diagnostics.filter { $0.severity == .error }
        guard errors.isEmpty else {
            report.diagnostics = errors
            report.outcome = .contentHasErrors
            return
        }
        let map = SiteMap(site)
        let pages = try await links(of: site, map, but: sources.configuration.uncheckedLinks)
        let answers = try await ask(for: Set(pages.keys.map(\.withoutFragment)))
        let search = FindingSearch(site)
        var problems: [Diagnostic] = []
        for (address, numbers) in pages {
            guard let answer = answers[address.withoutFragment] else { continue }
            problems += self.problems(address, answer, on: numbers.map(map.page), search)
        }
        report.diagnostics = sources.told(problems)
        let isRefused =
            options.build.isStrict ? !report.diagnostics.isEmpty : report.diagnostics.contains { $0.severity == .error }
        if isRefused { report.outcome = .contentHasErrors }
    }

    /// The addresses of other sites, with the pages that have them.
    private mutating func links(of site: Site, _ map: SiteMap, but unchecked: [String]) async throws -> [String: [Int]]
    {
        let made = try await site.makePages(
            site.addresses.pages.map(\.key), jobs: options.build.jobs, scannedBy: map, listsExternals: true
        ) { _, _ in }
        var pages: [String: [Int]] = [:]
        let own = site.baseURL
        for scan in made.compactMap(\.scan) {
            for address in scan.externals {
                guard address.hasPrefix("http:") || address.hasPrefix("https:") else { continue }
                if let own, address.hasPrefix(own) { continue }
                pages[address, default: []].append(scan.page)
            }
        }
        return pages.filter { address, _ in !unchecked.contains { address.matches($0) } }
    }

    // MARK: Asking

    /// What is known of addresses: from the cache, or by asking. The hosts are asked side by side, each for one address
    /// after the other.
    private mutating func ask(for addresses: Set<String>) async throws -> [String: LinkAnswer] {
        let now = Int(Date().timeIntervalSince1970)
        var cache = LinkAnswerCache(options.cache)
        var answers: [String: LinkAnswer] = [:]
        for address in addresses { answers[address] = cache.answer(for: address, at: now) }
        let unknown = addresses.subtracting(answers.keys)
        report.links = addresses.count
        report.asked = unknown.count
        var rest = Dictionary(grouping: unknown.sorted(), by: \.host).sorted { $0.key < $1.key }.map(\.value)[...]
        let (asker, delay) = (asker, options.delay)
        try await withThrowingTaskGroup(of: [String: LinkAnswer].self) { group in
            func askNext() {
                guard let next = rest.popFirst() else { return }
                group.addTask { await Self.ask(asker, for: next, delay: delay, at: now) }
            }
            for _ in 0..<options.hosts { askNext() }
            var done = 0
            for try await new in group {
                answers.merge(new) { _, new in new }
                cache.add(new)
                // What is known is kept where the run is ended early.
                try cache.write(keeping: addresses)
                done += new.count
                progress?.report("Asking for links", done: done, total: unknown.count)
                askNext()
            }
        }
        report.refused = answers.values.count { $0.verdict == .refused }
        return answers
    }

    private var asker: LinkAsker {
        let proxies = ["http_proxy", "https_proxy", "all_proxy", "HTTPS_PROXY", "ALL_PROXY"]
        let environment = ProcessInfo.processInfo.environment
        return LinkAsker(
            curl: Curl(timeout: options.timeout, userAgent: "generate-site/\(options.build.version) (check of links)"),
            retries: options.retries, allowsPrivate: options.allowsPrivate,
            usesProxy: proxies.contains { environment[$0]?.isEmpty == false })
    }

    private static func ask(
        _ asker: LinkAsker, for addresses: [String], delay: Double, at now: Int
    ) async -> [String: LinkAnswer] {
        var answers: [String: LinkAnswer] = [:]
        for (index, address) in addresses.enumerated() {
            if index > 0 { try? await Task.sleep(for: .seconds(delay)) }
            var answer = await asker.ask(for: address)
            answer.checked = now
            answers[address] = answer
        }
        return answers
    }

    // MARK: Telling

    private func problems(
        _ address: String, _ answer: LinkAnswer, on pages: [(key: PageKey, address: Address)], _ search: FindingSearch
    ) -> [Diagnostic] {
        let rule: Rule
        let help: String
        switch answer.verdict {
        case .good, .refused: return []
        case .dead: (rule, help) = (.deadLink, "correct the address, or leave the link out")
        case .moved: (rule, help) = (.movedLink, "link to '\(answer.target ?? "")'")
        case .unreachable: (rule, help) = (.unreachableLink, "try again later; correct the address if that goes on")
        }
        let texts = [address, address.replacing("&", with: "&amp;"), percentDecoded(address)]
        return search.places(of: Array(Set(texts)).sorted(), on: pages).map { place in
            Diagnostic(rule, at: place, "'\(address)': \(answer.detail)", help: help)
        }
    }
}

extension Site {
    /// Where the site is published.
    var baseURL: String? { sources.configuration.baseURL }
}

extension String {
    fileprivate var withoutFragment: String { String(prefix { $0 != "#" }) }

    /// The host of an address, and its port.
    fileprivate var host: String {
        guard let start = firstRange(of: "//")?.upperBound else { return "" }
        return self[start...].prefix { !"/?#".contains($0) }.lowercased()
    }

    /// Whether the whole text is as a pattern has it, in which `*` stands for any characters.
    fileprivate func matches(_ pattern: String) -> Bool {
        let parts = pattern.split(separator: "*", omittingEmptySubsequences: false)
        guard let first = parts.first, let last = parts.last, hasPrefix(first) else { return false }
        guard parts.count > 1 else { return self == pattern }
        var rest = dropFirst(first.count)
        for part in parts.dropFirst().dropLast() where !part.isEmpty {
            guard let found = rest.firstRange(of: part) else { return false }
            rest = rest[found.upperBound...]
        }
        return rest.hasSuffix(last)
    }
}
