import Foundation

/// Finds out whether an address of another site is there: follows redirects, tries again where a server is busy.
struct LinkAsker: Sendable {
    let curl: Curl
    /// How often a busy server is asked again.
    let retries: Int
    /// Whether addresses of this machine and its network may be asked.
    let allowsPrivate: Bool
    /// Whether another machine looks up names and asks, as the environment tells curl.
    let usesProxy: Bool

    private static let mostRedirects = 10
    /// Seconds that a server can make us wait.
    private static let mostPatience = 60

    func ask(for address: String) async -> LinkAnswer {
        var current = address
        var target: String?
        var isForGood = true
        for _ in 0...Self.mostRedirects {
            let response: Curl.Response
            switch await follow(current) {
            case .response(let found): response = found
            case .problem(let answer): return answer
            }
            guard (300..<400).contains(response.status), let location = response.location else {
                return Self.answer(response, movedTo: target)
            }
            isForGood = isForGood && [301, 308].contains(response.status)
            if isForGood { target = location }
            current = location
        }
        return LinkAnswer(verdict: .dead, detail: "redirects more than \(Self.mostRedirects) times")
    }

    private enum Step {
        case response(Curl.Response)
        case problem(LinkAnswer)
    }

    /// Asks for one address, and again where that may help.
    private func follow(_ address: String) async -> Step {
        let pin: String?
        switch destination(of: address) {
        case .open(let found): pin = found
        case .closed(let detail): return .problem(LinkAnswer(verdict: .dead, detail: detail))
        }
        var response = Curl.Response()
        for attempt in 0...retries {
            response = await curl.ask(for: address, head: true, pin: pin)
            // Not every server knows how to tell of a page without sending it.
            if response.status >= 400, response.status != 429 {
                response = await curl.ask(for: address, head: false, pin: pin)
            }
            guard response.isPassing, attempt < retries else { break }
            let pause = min(response.retryAfter ?? 1 << attempt, Self.mostPatience)
            try? await Task.sleep(for: .seconds(max(0, pause)))
        }
        return .response(response)
    }

    private enum Destination {
        /// May be asked: at the addresses that curl is told, at any without.
        case open(String?)
        case closed(String)
    }

    /// Whether an address may be asked. Curl gets the very addresses that were looked at: a name server that gives others a
    /// moment later must not lead it elsewhere.
    private func destination(of address: String) -> Destination {
        // What two readers of addresses could take for different hosts is asked by neither.
        guard let parts = URLComponents(string: address), let scheme = parts.scheme?.lowercased(),
            ["http", "https"].contains(scheme), let host = parts.host?.lowercased(), !host.isEmpty, parts.user == nil,
            address.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\\") })
        else { return .closed("is no address that can be asked for") }
        if allowsPrivate { return .open(nil) }
        let isPrivate = Destination.closed("leads to this machine or its network, which is not asked")
        let bare = host.trimmingCharacters(in: CharacterSet(charactersIn: "[]."))
        if bare == "localhost" || [".localhost", ".local", ".internal"].contains(where: bare.hasSuffix) {
            return isPrivate
        }
        // A proxy looks names up by itself; numbers need no looking up.
        if usesProxy, bare.contains(where: { $0.isLetter }), !bare.contains(":"), !bare.hasPrefix("0x") {
            return .open(nil)
        }
        guard let addresses = HostAddress.lookUp(bare) else { return .closed("there is no host '\(host)'") }
        guard !addresses.isEmpty, addresses.allSatisfy(HostAddress.isPublic) else { return isPrivate }
        let port = parts.port ?? (scheme == "https" ? 443 : 80)
        let list = addresses.map { $0.contains(":") ? "[\($0)]" : $0 }.joined(separator: ",")
        return .open("\(host):\(port):\(list)")
    }

    private static func answer(_ response: Curl.Response, movedTo target: String?) -> LinkAnswer {
        switch (response.status, response.exit) {
        case (200..<400, _):
            guard let target else { return LinkAnswer(verdict: .good) }
            return LinkAnswer(verdict: .moved, detail: "has moved", target: target)
        case (404, _), (410, _): return LinkAnswer(verdict: .dead, detail: "answers \(response.status)")
        case (429, _), (500..., _): return LinkAnswer(verdict: .unreachable, detail: "answers \(response.status)")
        case (400..<500, _): return LinkAnswer(verdict: .refused, detail: "answers \(response.status)")
        case (_, 6): return LinkAnswer(verdict: .dead, detail: "there is no such host")
        case (_, 51), (_, 60): return LinkAnswer(verdict: .dead, detail: "has a certificate that browsers refuse")
        case (_, 35): return LinkAnswer(verdict: .dead, detail: "offers no encryption that browsers accept")
        case (_, 28): return LinkAnswer(verdict: .unreachable, detail: "does not answer in time")
        case (_, 7): return LinkAnswer(verdict: .unreachable, detail: "lets nobody connect")
        case (_, let exit): return LinkAnswer(verdict: .unreachable, detail: "gives no answer (curl: \(exit))")
        }
    }
}

extension Curl.Response {
    /// Whether the trouble may be over a moment later.
    fileprivate var isPassing: Bool {
        status == 429 || status >= 500 || (status == 0 && [5, 7, 28, 52, 55, 56].contains(exit))
    }
}
