import LinkResolution
import NIOHTTP1
import SitePublishing

/// Answers requests as a host of static files would, and those of the preview's own script.
struct Responder: Sendable {
    let site: any ServedSite
    let hosts: HostCheck
    let limits: ServerLimits

    /// What pages may do: what they may where they are published, and talk to the preview.
    private static let policy = SecurityHeaders.contentSecurityPolicy() + "; connect-src 'self'"

    func respond(to request: PreviewRequest) async -> PreviewResponse {
        var response = await answer(to: request)
        response.headers.replaceOrAdd(name: "X-Content-Type-Options", value: "nosniff")
        response.headers.replaceOrAdd(name: "Cache-Control", value: "no-store")
        // Scripts with data are not for pages of other sites that embed them.
        response.headers.replaceOrAdd(name: "Cross-Origin-Resource-Policy", value: "same-origin")
        response.headers.replaceOrAdd(name: "Referrer-Policy", value: "same-origin")
        if response.headers.first(name: "Content-Type") == ContentType.html {
            response.headers.replaceOrAdd(name: "Content-Security-Policy", value: Self.policy)
        }
        if request.method == .HEAD, case .bytes = response.body { response.body = .bytes([]) }
        return response
    }

    private func answer(to request: PreviewRequest) async -> PreviewResponse {
        let named = request.headers["Host"]
        guard named.count == 1 else { return .refused(.badRequest, "A request names one host.") }
        guard let path = RequestPath(request.target) else {
            return .refused(.badRequest, "This is no path of the site.")
        }
        guard hosts.allows(named[0]), path.host.map(hosts.allows) ?? true else {
            return .refused(
                .misdirectedRequest, "This is the preview of a site; it answers to this machine's names only.")
        }
        switch request.method {
        case .GET, .HEAD: break
        case .POST: return form(request, path)
        default:
            var response = PreviewResponse.refused(.methodNotAllowed, "The preview answers GET, HEAD and POST.")
            response.headers.add(name: "Allow", value: "GET, HEAD, POST")
            return response
        }
        if path.path + "/" == PreviewFiles.folder { return redirect(to: "/" + PreviewFiles.folder, path.query) }
        if path.path.hasPrefix(PreviewFiles.folder) { return await ownFile(path, request) }
        return await file(path, request)
    }

    // MARK: Files of the site

    private func file(_ path: RequestPath, _ request: PreviewRequest) async -> PreviewResponse {
        let name = Self.fileName(of: path.path)
        guard let bytes = await site.file(at: name) else {
            if await site.file(at: path.path + "/index.html") != nil, !path.path.isEmpty {
                return redirect(to: "/" + path.path + "/", path.query)
            }
            return await notFound(name, request)
        }
        let type = ContentType.of(name)
        if type == ContentType.html, request.isNavigation {
            return PreviewResponse(.ok, type: type, ClientInjection.page(bytes, at: name, of: await site.number))
        }
        return part(of: bytes, type: type, Self.range(of: request))
    }

    /// What part is asked for: of answers with a body, and not where the client names a version of the file (RFC 9110,
    /// sections 13.1.5 and 14.2), as the preview names none.
    private static func range(of request: PreviewRequest) -> String? {
        request.method == .GET && !request.headers.contains(name: "If-Range")
            ? request.headers.first(name: "Range") : nil
    }

    private static func fileName(of path: String) -> String {
        path.isEmpty || path.hasSuffix("/") ? path + "index.html" : path
    }

    private func part(of bytes: [UInt8], type: String, _ range: String?) -> PreviewResponse {
        var response: PreviewResponse
        switch ByteRange(range, of: bytes.count) {
        case .whole: response = PreviewResponse(.ok, type: type, bytes)
        case .part(let part):
            response = PreviewResponse(.partialContent, type: type, Array(bytes[part]))
            response.headers.add(
                name: "Content-Range", value: "bytes \(part.lowerBound)-\(part.upperBound - 1)/\(bytes.count)")
        case .unsatisfiable:
            response = .refused(.rangeNotSatisfiable, "The file has \(bytes.count) bytes.")
            response.headers.add(name: "Content-Range", value: "bytes */\(bytes.count)")
        }
        response.headers.add(name: "Accept-Ranges", value: "bytes")
        return response
    }

    private func redirect(to path: String, _ query: String?) -> PreviewResponse {
        // Two slashes at the beginning would name another host.
        let encoded = "/" + Address(String(path.drop { $0 == "/" })).encoded
        var response = PreviewResponse.refused(.movedPermanently, "The page is at \(encoded).")
        response.headers.add(name: "Location", value: encoded + (query.map { "?" + $0 } ?? ""))
        return response
    }

    private func notFound(_ name: String, _ request: PreviewRequest) async -> PreviewResponse {
        guard let page = await site.pageForMissing() else { return .refused(.notFound, "There is no such page.") }
        let shown = request.isNavigation ? ClientInjection.page(page, at: name, of: await site.number) : page
        return PreviewResponse(.notFound, type: ContentType.html, shown)
    }

    // MARK: The preview's own

    private func ownFile(_ path: RequestPath, _ request: PreviewRequest) async -> PreviewResponse {
        let name = String(path.path.dropFirst(PreviewFiles.folder.count))
        switch name {
        case "state.json":
            return PreviewResponse(.ok, type: ContentType.of(name), await site.state(of: path.field("page")))
        case "events" where request.method == .GET:
            return PreviewResponse(events: events(on: View(path)))
        default:
            guard let file = PreviewFiles.file(named: name) else {
                return .refused(.notFound, "The preview has no such file.")
            }
            return PreviewResponse(.ok, type: file.type, file.bytes)
        }
    }

    /// What a page in view is told: each build, and whether the page has changed in it.
    ///
    /// - Parameter view: `nil` for who only wants to know of builds.
    private func events(on view: View?) -> AsyncStream<[UInt8]> {
        let (stream, continuation) = AsyncStream.makeStream(of: [UInt8].self)
        let builds = site.builds()
        let task = Task {
            var isFirst = true
            for await build in builds {
                let isChanged = if let view { await self.isChanged(view, in: build, isFirst: isFirst) } else { false }
                isFirst = false
                let event = BuildJSON(number: build.number, reload: isChanged, styles: build.changedStyles)
                continuation.yield(Array("event: build\ndata: ".utf8) + event.json + Array("\n\n".utf8))
            }
            continuation.finish()
        }
        continuation.onTermination = { _ in task.cancel() }
        return stream
    }

    /// A page as a browser shows it.
    private struct View {
        let page: String
        /// The hash of its bytes.
        let hash: String
        /// The build that it is of.
        let number: Int

        init?(_ path: RequestPath) {
            guard let page = path.field("page") else { return nil }
            self.page = Responder.fileName(of: page)
            hash = path.field("hash") ?? ""
            number = path.field("number").flatMap { Int($0) } ?? .max
        }
    }

    /// - Parameter isFirst: Whether the browser has just connected, and knows nothing of builds since it loaded the page.
    private func isChanged(_ view: View, in build: BuiltSite, isFirst: Bool) async -> Bool {
        if build.hasChangedAssets || (isFirst && build.lastChangeOfAssets > view.number) { return true }
        let bytes = if let own = await site.file(at: view.page) { own } else { await site.file(at: "404.html") }
        return ClientInjection.hash(of: bytes ?? []) != view.hash
    }

    private func form(_ request: PreviewRequest, _ path: RequestPath) -> PreviewResponse {
        if let origin = request.headers.first(name: "Origin") {
            guard let host = RequestPath(origin)?.host, hosts.allows(host) else {
                return .refused(.forbidden, "This form belongs to another site.")
            }
        }
        let isForeign = path.path == PreviewFiles.folder + "form"
        let target = isForeign ? path.field("action") ?? "" : "/" + path.path
        let origin = request.headers.first(name: "Referer").flatMap { referer in
            RequestPath(referer).flatMap { $0.host.map(hosts.allows) == true ? referer : nil }
        }
        return PreviewResponse(.ok, type: ContentType.html, FormPage.html(for: request, to: target, from: origin))
    }
}
