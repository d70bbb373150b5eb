import Synchronization
import Testing

@testable import WebPreview

/// How a server begins and ends.
@Suite(.timeLimit(.minutes(5))) struct ServerRunTests {
    @Test func aPortThatIsAskedForMustBeFree() async throws {
        try await withServer { server in
            let error = await #expect(throws: PreviewServer.StartError.self) {
                let second = try await PreviewServer.start(MemorySite(), port: server.port, isPortRequired: true)
                await end(second)
            }
            #expect(error?.description == "port \(server.port) is taken; name another with --port")
        }
    }

    @Test func anotherPortIsTakenWhereNoneIsAskedFor() async throws {
        try await withServer { server in
            let second = try await PreviewServer.start(MemorySite(), port: server.port, isPortRequired: false)
            #expect(second.port != server.port)
            #expect(second.port > 0)
            await end(second)
        }
    }

    @Test(arguments: ["192.0.2.1", "no-such-host.invalid", ""])
    func anAddressThatIsNotOfTheMachineIsAnError(address: String) async throws {
        let error = await #expect(throws: PreviewServer.StartError.self) {
            let server = try await PreviewServer.start(MemorySite(), address: address, port: 0, isPortRequired: true)
            await end(server)
        }
        #expect(error?.description.hasPrefix("can't listen at \(address), port 0: ") == true)
    }

    @Test func aServerEndsWithItsConnections() async throws {
        let site = MemorySite()
        let server = try await PreviewServer.start(site, port: 0, isPortRequired: true)
        let (running, hasEnded) = run(server)
        let listening = try RawConnection(server)
        try await listening.ask("GET /-/preview/events?page=index.html", server: server)
        try await listening.hears("event: build")
        let idle = try RawConnection(server)
        try await idle.ask("GET /numbers.txt", server: server)
        #expect(try await idle.answer().status == 200)
        let begun = try RawConnection(server)
        try await begun.send("GET / HT")
        running.cancel()
        try await wait(for: "the server to end") { hasEnded.isSet }
        try await listening.end()
        try await idle.end()
        try await begun.end()
        #expect(site.listeners == 0)
    }

    @Test func aServerEndsThoughAClientReadsNothing() async throws {
        let server = try await PreviewServer.start(
            MemorySite(["long": String(repeating: "x", count: 32 << 20)]), port: 0, isPortRequired: true)
        let (running, hasEnded) = run(server)
        let deaf = try RawConnection(server)
        try await deaf.ask("GET /long", server: server)
        try await deaf.hears("HTTP/1.1 200")
        running.cancel()
        try await wait(for: "the server to end") { hasEnded.isSet }
        withExtendedLifetime(deaf) {}
    }

    @Test func aServerEndsWhileConnectionsComeIn() async throws {
        for _ in 0..<20 {
            let server = try await PreviewServer.start(MemorySite(), port: 0, isPortRequired: true)
            let connections = try (0..<30).map { _ in try RawConnection(server) }
            let (running, hasEnded) = run(server)
            running.cancel()
            try await wait(for: "the server to end") { hasEnded.isSet }
            for connection in connections { try await connection.end() }
        }
    }

    private func run(_ server: PreviewServer) -> (Task<Void, Never>, Ended) {
        let ended = Ended()
        let task = Task {
            defer { ended.set() }
            await server.run()
        }
        return (task, ended)
    }

    private func end(_ server: PreviewServer) async {
        let running = Task { await server.run() }
        running.cancel()
        await running.value
    }
}

/// Whether something has ended.
private final class Ended: Sendable {
    private let value = Mutex(false)

    func set() { value.withLock { $0 = true } }

    var isSet: Bool { value.withLock(\.self) }
}
