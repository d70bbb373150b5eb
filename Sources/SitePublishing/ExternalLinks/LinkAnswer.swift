/// What asking for an address of another site has told.
struct LinkAnswer: Codable, Sendable, Equatable {
    enum Verdict: String, Codable, Sendable {
        case good
        /// Found at another address, for good.
        case moved
        case dead
        /// No answer this time, or that of a server in trouble.
        case unreachable
        /// The server lets nobody in who is no browser or not known to it: nothing is told by that.
        case refused
    }

    let verdict: Verdict
    /// What came back, such as "answers 404"; nothing for a good link.
    var detail = ""
    /// Where a moved link leads now.
    var target: String?
    /// When that was, in seconds since 1970.
    var checked = 0

    /// How many seconds the answer is taken for true.
    var lifetime: Int {
        switch verdict {
        case .good, .moved: 7 * 86_400
        case .dead, .refused: 86_400
        case .unreachable: 0
        }
    }
}
