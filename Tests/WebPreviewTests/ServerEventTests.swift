import Testing

@testable import WebPreview

/// What open pages are told.
@Suite(.timeLimit(.minutes(5))) struct ServerEventTests {
    private static let home = ClientInjection.hash(of: Array(MemorySite.page.utf8))

    private func listen(_ query: String, _ server: PreviewServer) async throws -> RawConnection {
        let connection = try RawConnection(server)
        try await connection.ask("GET /-/preview/events?\(query)", "Accept: text/event-stream", server: server)
        return connection
    }

    private func event(_ number: Int, reload: Bool, styles: String = "") -> String {
        "event: build\ndata: {\"number\":\(number),\"reload\":\(reload),\"styles\":[\(styles)]}\n\n"
    }

    @Test func theFirstEventComesAtOnce() async throws {
        try await withServer { server in
            let connection = try await listen("page=index.html&hash=\(Self.home)", server)
            try await connection.hears(event(1, reload: false))
            #expect(connection.heard.hasPrefix("HTTP/1.1 200 OK\r\n"))
            #expect(connection.heard.contains("Content-Type: text/event-stream\r\n"))
            #expect(connection.heard.contains("Cache-Control: no-store\r\n"))
            #expect(!connection.heard.contains("Content-Length"))
        }
    }

    @Test(arguments: [
        ("page=index.html&hash=0000000000000000", true), ("page=index.html", true), ("page=&hash=\(home)", false),
        (
            "page=ITI%2F&hash=\(ClientInjection.hash(of: Array("<html><head></head><body>ITI</body></html>".utf8)))",
            false
        ),
        (
            "page=missing.html&hash=\(ClientInjection.hash(of: Array("<html><head></head><body>lost</body></html>".utf8)))",
            false
        ),
        ("page=missing.html&hash=\(home)", true), ("page=%2e%2e%2findex.html&hash=\(home)", true),
    ])
    func aPageThatIsNoLongerTheSameIsLoadedAgain(query: String, reload: Bool) async throws {
        try await withServer { server in
            let connection = try await listen(query, server)
            try await connection.hears(event(1, reload: reload))
        }
    }

    @Test func eachBuildIsTold() async throws {
        let site = MemorySite()
        try await withServer(site) { server in
            let connection = try await listen("page=index.html&hash=\(Self.home)", server)
            try await connection.hears(event(1, reload: false))
            site.put("ITI/index.html", "new")
            site.publish(BuiltSite(number: 2))
            try await connection.hears(event(2, reload: false))
            site.publish(BuiltSite(number: 3, changedStyles: ["assets/base.css", "assets/a\"\\\n.css"]))
            try await connection.hears(
                event(3, reload: false, styles: "\"assets/base.css\",\"assets/a\\\"\\\\\\n.css\""))
            site.publish(BuiltSite(number: 4, hasChangedAssets: true))
            try await connection.hears(event(4, reload: true))
            site.put("index.html", "new")
            site.publish(BuiltSite(number: 5))
            try await connection.hears(event(5, reload: true))
            site.put("index.html", MemorySite.page)
            site.publish(BuiltSite(number: 6))
            try await connection.hears(event(6, reload: false))
        }
    }

    @Test func silenceIsBrokenNowAndThen() async throws {
        var limits = ServerLimits.patient
        limits.heartbeat = .milliseconds(50)
        try await withServer(limits: limits) { server in
            let connection = try await listen("page=index.html&hash=\(Self.home)", server)
            try await wait(for: "signs of life") { connection.heard.split(separator: ": still here\n\n").count > 3 }
        }
    }

    /// The limits for requests are none for a page that listens.
    @Test func aPageListensForLong() async throws {
        var limits = ServerLimits.patient
        limits.idle = .milliseconds(100)
        limits.request = .milliseconds(100)
        limits.answer = .milliseconds(500)
        let site = MemorySite()
        try await withServer(site, limits: limits) { server in
            let connection = try await listen("page=index.html&hash=\(Self.home)", server)
            try await connection.hears(event(1, reload: false))
            try await Task.sleep(for: .seconds(1))
            site.publish(BuiltSite(number: 2))
            try await connection.hears(event(2, reload: false))
        }
    }

    @Test func aClientThatGoesIsForgotten() async throws {
        let site = MemorySite()
        try await withServer(site) { server in
            var connections: [RawConnection] = []
            for _ in 0..<5 { connections.append(try await listen("page=index.html", server)) }
            for connection in connections { try await connection.hears("event: build") }
            #expect(site.listeners == 5)
            connections.removeLast(2)
            try await wait(for: "two to be forgotten") { site.listeners == 3 }
            connections.removeAll()
            try await wait(for: "all to be forgotten") { site.listeners == 0 }
        }
    }

    /// What it sent before it went has not been read.
    @Test func aClientThatSendsMoreAndGoesIsForgotten() async throws {
        let site = MemorySite()
        try await withServer(site) { server in
            var connection: RawConnection? = try await listen("page=index.html", server)
            try await connection?.hears("event: build")
            try await connection?.ask("GET /numbers.txt", server: server)
            #expect(site.listeners == 1)
            connection = nil
            try await wait(for: "it to be forgotten") { site.listeners == 0 }
        }
    }

    @Test func aClientThatReadsNoEventsIsForgotten() async throws {
        var limits = ServerLimits.patient
        limits.answer = .milliseconds(500)
        let site = MemorySite()
        try await withServer(site, limits: limits) { server in
            let connection = try await listen("page=index.html", server)
            try await connection.hears("event: build")
            let styles = (0..<20_000).map { "assets/style-\($0).css" }
            var number = 1
            try await wait(for: "it to be forgotten") {
                number += 1
                site.publish(BuiltSite(number: number, changedStyles: styles))
                return site.listeners == 0
            }
            withExtendedLifetime(connection) {}
        }
    }
}
