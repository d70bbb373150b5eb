import Testing

@testable import WebPreview

/// Connections as clients of all kinds use them, byte by byte.
@Suite(.timeLimit(.minutes(5))) struct ServerConnectionTests {
    private static func limits(_ set: (inout ServerLimits) -> Void) -> ServerLimits {
        var limits = ServerLimits.patient
        set(&limits)
        return limits
    }

    @Test func aConnectionServesOneRequestAfterTheOther() async throws {
        try await withServer { server in
            let connection = try RawConnection(server)
            for _ in 0..<3 {
                try await connection.ask("GET /numbers.txt", server: server)
                let answer = try await connection.answer()
                #expect(answer.status == 200)
                #expect(answer.text == "0123456789")
                try await connection.ask("HEAD /numbers.txt", server: server)
                let head = try await connection.answer(hasBody: false)
                #expect(head.headers["content-length"] == "10")
            }
            #expect(connection.heard == "")
        }
    }

    @Test func requestsThatComeTogetherAreAnsweredInTheirOrder() async throws {
        try await withServer { server in
            let connection = try RawConnection(server)
            let host = "Host: 127.0.0.1:\(server.port)\r\n\r\n"
            let targets = ["/numbers.txt", "/missing", "/ITI", "/ITI/", "/numbers.txt"]
            try await connection.send(targets.map { "GET \($0) HTTP/1.1\r\n\(host)" }.joined())
            var statuses: [Int] = []
            for _ in targets { statuses.append(try await connection.answer().status) }
            #expect(statuses == [200, 404, 301, 200, 200])
        }
    }

    @Test func aRequestMayComeInPieces() async throws {
        try await withServer { server in
            let connection = try RawConnection(server)
            for character in "POST /x HTTP/1.1\r\nHost: localhost:\(server.port)\r\nContent-Length: 3\r\n\r\na=b" {
                try await connection.send(String(character))
            }
            #expect(try await connection.answer().status == 200)
        }
    }

    /// Though the client reads slowly, and the answer is longer than what is on its way at once.
    @Test(arguments: ["GET /long HTTP/1.0\r\n", "GET /long HTTP/1.1\r\nConnection: close\r\n"])
    func anAnswerComesWholeBeforeItsConnectionCloses(lines: String) async throws {
        let text = String(repeating: "0123456789abcdef", count: 1 << 20)
        try await withServer(MemorySite(["long": text])) { server in
            let connection = try RawConnection(server, pace: 200_000)
            try await connection.send(lines + "Host: 127.0.0.1:\(server.port)\r\n\r\n")
            let answer = try await connection.answer()
            #expect(answer.headers["connection"] == "close")
            #expect(answer.body.count == text.utf8.count)
            #expect(try await connection.end() == "")
        }
    }

    @Test func nothingIsAnsweredBehindTheLastRequest() async throws {
        try await withServer { server in
            let connection = try RawConnection(server)
            try await connection.ask("GET /numbers.txt", "Connection: close", server: server)
            try await connection.ask("GET /numbers.txt", server: server)
            #expect(try await connection.answer().status == 200)
            #expect(try await connection.end() == "")
        }
    }

    // MARK: Refusals

    @Test func foreignAndMissingHostsAreRefused() async throws {
        try await withServer { server in
            for (headers, status) in [
                ("Host: evil.example:\(server.port)\r\n", 421), ("", 400),
                ("Host: localhost:\(server.port)\r\nHost: evil.example\r\n", 400),
                ("Host: localhost:\(server.port)\r\n", 200), ("Host: localhost\r\n", 421),
            ] {
                let connection = try RawConnection(server)
                try await connection.send("GET /numbers.txt HTTP/1.1\r\n\(headers)\r\n")
                #expect(try await connection.answer().status == status, "\(headers)")
            }
        }
    }

    @Test(arguments: [
        "GET\r\n\r\n", "\u{16}\u{3}\u{1}\u{2}\u{0}\u{1}", "GET / HTTP/9.9.9\r\n\r\n",
        "GET / HTTP/1.1\r\nHost : x\r\n\r\n", "hello\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: x\r\n\r\n", "GET / HTTP/1.1\r\nno colon\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    ])
    func whatIsNoRequestIsRefused(text: String) async throws {
        try await withServer { server in
            let connection = try RawConnection(server)
            try await connection.send(text)
            #expect(try await connection.answer().status == 400)
            #expect(try await connection.end() == "")
        }
    }

    @Test func aRequestBeforeRubbishIsAnswered() async throws {
        try await withServer { server in
            let connection = try RawConnection(server)
            let request = "GET /numbers.txt HTTP/1.1\r\nHost: localhost:\(server.port)\r\n\r\n"
            try await connection.send(request + "rubbish" + String(repeating: "x", count: 300_000) + "\r\n\r\n")
            #expect(try await connection.answer().text == "0123456789")
            #expect(try await connection.answer().status == 400)
            #expect(try await connection.end() == "")
            #expect(!connection.isReset)
        }
    }

    private static let longHeads = [
        "X: " + String(repeating: "x", count: 20_000) + "\r\n\r\n",
        (0..<2_000).map { "X-\($0): y\r\n" }.joined() + "\r\n",
        // Never ends.
        "X: " + String(repeating: "x", count: 2_000_000),
        String(repeating: "X: y\r\n", count: 500_000),
    ]

    @Test(arguments: longHeads.indices) func aHeadThatIsTooLongIsRefused(index: Int) async throws {
        try await withServer { server in
            let connection = try RawConnection(server)
            try await connection.send("GET / HTTP/1.1\r\nHost: localhost:\(server.port)\r\n" + Self.longHeads[index])
            #expect(try await connection.answer().status == 431)
            #expect(try await connection.end() == "")
            #expect(!connection.isReset)
        }
    }

    @Test func aTargetThatIsTooLongIsRefused() async throws {
        try await withServer { server in
            let connection = try RawConnection(server)
            try await connection.ask("GET /" + String(repeating: "x", count: 30_000), server: server)
            #expect(try await connection.answer().status == 431)
        }
    }

    @Test func aHeadWithinTheLimitIsTaken() async throws {
        try await withServer { server in
            let connection = try RawConnection(server)
            try await connection.ask("GET /numbers.txt", "X: " + String(repeating: "x", count: 15_000), server: server)
            #expect(try await connection.answer().status == 200)
        }
    }

    @Test func aBodyThatIsTooLongIsRefused() async throws {
        let body = String(repeating: "x", count: 3_000_000)
        let chunks = String(repeating: "400\r\n" + String(repeating: "x", count: 1_024) + "\r\n", count: 2_000)
        try await withServer { server in
            for text in [
                "Content-Length: \(body.utf8.count)\r\n\r\n" + body, "Transfer-Encoding: chunked\r\n\r\n" + chunks,
            ] {
                let connection = try RawConnection(server)
                try await connection.send("POST /x HTTP/1.1\r\nHost: localhost:\(server.port)\r\n" + text)
                #expect(try await connection.answer().status == 413)
                #expect(try await connection.end() == "")
                #expect(!connection.isReset)
            }
        }
    }

    @Test func aBodyWithinTheLimitIsTaken() async throws {
        try await withServer { server in
            let connection = try RawConnection(server)
            try await connection.ask("POST /x", "Content-Length: 65536", server: server)
            try await connection.send(String(repeating: "x", count: 65_536))
            let answer = try await connection.answer()
            #expect(answer.status == 200)
            #expect(answer.text.contains("65536 bytes"))
            try await connection.ask("GET /numbers.txt", server: server)
            #expect(try await connection.answer().status == 200)
        }
    }

    // MARK: Slow clients

    /// A byte now and then does not help.
    @Test(arguments: ["GET / HTTP/1.1\r\nX: ", "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 60000\r\n\r\n"])
    func aRequestThatTakesTooLongIsRefused(beginning: String) async throws {
        try await withServer(limits: Self.limits { $0.request = .milliseconds(500) }) { server in
            let connection = try RawConnection(server)
            try await connection.send(beginning)
            try await wait(for: "a refusal") {
                !connection.heard.isEmpty
            } between: {
                try await connection.send("x")
            }
            #expect(try await connection.answer().status == 408)
            #expect(try await connection.end() == "")
        }
    }

    @Test func aConnectionThatNobodyUsesIsClosed() async throws {
        try await withServer(limits: Self.limits { $0.idle = .milliseconds(300) }) { server in
            let unused = try RawConnection(server)
            let used = try RawConnection(server)
            try await used.ask("GET /numbers.txt", server: server)
            #expect(try await used.answer().status == 200)
            #expect(try await unused.end() == "")
            #expect(try await used.end() == "")
        }
    }

    @Test func aClientThatReadsNothingIsGivenUp() async throws {
        let limits = Self.limits {
            $0.answer = .milliseconds(300)
            $0.connections = 1
        }
        try await withServer(MemorySite(["long": String(repeating: "x", count: 32 << 20)]), limits: limits) { server in
            let deaf = try RawConnection(server)
            try await deaf.ask("GET /long", server: server)
            var status = 503
            while status == 503 {
                let other = try RawConnection(server)
                try await other.ask("GET /numbers.txt", server: server)
                status = try await other.answer().status
            }
            #expect(status == 200)
            withExtendedLifetime(deaf) {}
        }
    }

    @Test func tooManyConnectionsAreRefusedUntilOneCloses() async throws {
        try await withServer(limits: Self.limits { $0.connections = 2 }) { server in
            var taken = [try RawConnection(server), try RawConnection(server)]
            for connection in taken {
                try await connection.ask("GET /numbers.txt", server: server)
                #expect(try await connection.answer().status == 200)
            }
            let third = try RawConnection(server)
            #expect(try await third.answer().status == 503)
            #expect(try await third.end() == "")
            taken.removeLast()
            var status = 503
            while status == 503 {
                let next = try RawConnection(server)
                try await next.ask("GET /numbers.txt", server: server)
                status = try await next.answer().status
            }
            #expect(status == 200)
        }
    }
}
