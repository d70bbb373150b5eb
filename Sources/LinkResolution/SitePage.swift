/// A page that links lead to: one object for each, so that a resolved link copies no strings.
public final class SitePage: Sendable {
    public let key: PageKey
    public let address: Address
    /// Tells pages apart where a hash of the key would cost too much. Numbers begin with 0 and leave no gap.
    public let number: Int

    init(_ key: PageKey, _ address: Address, number: Int) {
        self.key = key
        self.address = address
        self.number = number
    }
}

extension SitePage: Equatable {
    /// Each page has one object.
    public static func == (left: SitePage, right: SitePage) -> Bool { left === right }
}
