/// What a long run tells while it works.
public protocol ProgressReport: Sendable {
    /// A step of the run has come so far.
    ///
    /// - Parameters:
    ///   - step: What is being done, such as "Writing pages".
    ///   - done: How much of it.
    ///   - total: Of how much.
    func report(_ step: String, done: Int, total: Int)
}
