import Foundation

/// The addresses of a host in the network.
enum HostAddress {
    /// Looks up a name, or reads an address.
    ///
    /// - Returns: The addresses as text; `nil` where there is no such host.
    static func lookUp(_ host: String) -> [String]? {
        var hints = addrinfo()
        hints.ai_family = AF_UNSPEC
        hints.ai_protocol = Int32(IPPROTO_TCP)
        var list: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, nil, &hints, &list) == 0 else { return nil }
        defer { freeaddrinfo(list) }
        var addresses: [String] = []
        var next = list
        while let entry = next {
            var text = [CChar](repeating: 0, count: Int(NI_MAXHOST))
            let length = socklen_t(text.count)
            let info = entry.pointee
            if getnameinfo(info.ai_addr, info.ai_addrlen, &text, length, nil, 0, NI_NUMERICHOST) == 0 {
                let address = String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
                if !addresses.contains(address) { addresses.append(address) }
            }
            next = info.ai_next
        }
        return addresses
    }

    /// Whether an address is one of the internet, rather than of this machine, its network, or of none: content from an
    /// untrusted branch must not make the machine that checks it ask what only that machine can reach.
    ///
    /// Source: the IANA registries of special-purpose addresses for IPv4 and IPv6 (RFC 6890).
    static func isPublic(_ address: String) -> Bool {
        var four = in_addr()
        if inet_pton(AF_INET, address, &four) == 1 { return isPublic(UInt32(bigEndian: four.s_addr)) }
        var six = in6_addr()
        guard inet_pton(AF_INET6, address, &six) == 1 else { return false }
        return isPublic(withUnsafeBytes(of: six) { Array($0) })
    }

    private static func isPublic(_ address: UInt32) -> Bool {
        !special.contains { network, bits in address >> (32 - bits) == network >> (32 - bits) }
    }

    private static let special: [(network: UInt32, bits: UInt32)] = [
        (0x0000_0000, 8), (0x0A00_0000, 8), (0x6440_0000, 10), (0x7F00_0000, 8), (0xA9FE_0000, 16), (0xAC10_0000, 12),
        (0xC000_0000, 24), (0xC000_0200, 24), (0xC058_6300, 24), (0xC0A8_0000, 16), (0xC612_0000, 15),
        (0xC633_6400, 24), (0xCB00_7100, 24), (0xE000_0000, 3),
    ]

    private static func isPublic(_ bytes: [UInt8]) -> Bool {
        func embedded(at offset: Int) -> UInt32 { bytes[offset..<offset + 4].reduce(0) { $0 << 8 | UInt32($1) } }
        // What a gateway translates to IPv4: 64:ff9b::/96 and 2002::/16.
        if bytes.starts(with: [0, 0x64, 0xFF, 0x9B] + [UInt8](repeating: 0, count: 8)) {
            return isPublic(embedded(at: 12))
        }
        if bytes.starts(with: [0x20, 0x02]) { return isPublic(embedded(at: 2)) }
        // Only 2000::/3 is handed out; of that, 2001::/23 is for protocols and 2001:db8::/32 for examples.
        guard bytes[0] & 0xE0 == 0x20 else { return false }
        return !(bytes.starts(with: [0x20, 0x01]) && (bytes[2] < 2 || bytes[2] == 0x0D && bytes[3] == 0xB8))
    }
}
