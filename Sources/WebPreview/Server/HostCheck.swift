/// Which `Host` headers the server answers to. A page of another site that has its name resolved to this machine can't read
/// the preview then.
struct HostCheck: Sendable {
    private let port: Int
    /// Names besides those of the loopback.
    private let names: Set<String>
    /// Whether any address in numbers will do: the server is bound to all addresses of the machine.
    private let takesAddresses: Bool

    /// - Parameters:
    ///   - address: The address that the server is bound to.
    ///   - port: The port.
    ///   - machine: The name of the machine.
    init(address: String, port: Int, machine: String) {
        self.port = port
        takesAddresses = ["0.0.0.0", "::"].contains(address)
        names = takesAddresses ? [machine.lowercased()] : [address.lowercased()]
    }

    /// Whether a host, with its port, is this one.
    func allows(_ host: String) -> Bool {
        guard let (name, port) = Self.parts(of: host.lowercased()), port ?? 80 == self.port else { return false }
        if ["localhost", "127.0.0.1", "::1"].contains(name) || names.contains(name) { return true }
        return takesAddresses && Self.isAddress(name)
    }

    private static func parts(of host: String) -> (name: String, port: Int?)? {
        var name = Substring(host)
        var rest: Substring
        if host.hasPrefix("[") {
            guard let end = host.firstIndex(of: "]") else { return nil }
            name = host[host.index(after: host.startIndex)..<end]
            rest = host[host.index(after: end)...]
        } else {
            let colon = host.firstIndex(of: ":") ?? host.endIndex
            name = host[..<colon]
            rest = host[colon...]
        }
        if rest.isEmpty { return (String(name), nil) }
        guard rest.removeFirst() == ":", rest.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let port = Int(rest),
            port > 0
        else { return nil }
        return (String(name), port)
    }

    private static func isAddress(_ name: String) -> Bool {
        let isIPv4 =
            name.split(separator: ".", omittingEmptySubsequences: false).count == 4
            && name.allSatisfy { $0 == "." || ("0"..."9").contains($0) }
        return isIPv4 || (name.contains(":") && name.allSatisfy { $0 == ":" || $0 == "." || $0.isHexDigit })
    }
}
