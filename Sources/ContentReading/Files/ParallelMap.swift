import Synchronization

/// Applies an independent step to all items on several cores and returns the results in the items' order, so that
/// nothing later can see how the work was shared out.
///
/// - Parameters:
///   - jobs: How many tasks work at the same time.
///   - worker: Makes what one task keeps for all its items, such as a parser that can't be shared.
///   - progress: Called with the number of items done so far, from any task.
///   - step: The step for one item.
public func parallelMap<Item: Sendable, Worker, Result: Sendable>(
    _ items: [Item], jobs: Int, worker: @Sendable @escaping () -> Worker,
    progress: (@Sendable (Int) -> Void)? = nil, step: @Sendable @escaping (Worker, Item) -> Result
) async -> [Result] {
    // Many small chunks keep all cores busy to the end where some items take longer than others.
    let chunkSize = max(1, min(32, items.count / (max(1, jobs) * 4)))
    let chunkCount = (items.count + chunkSize - 1) / chunkSize
    let nextChunk = Counter()
    let itemsDone = Counter()
    return await withTaskGroup(of: [(Int, [Result])].self) { group in
        for _ in 0..<min(max(1, jobs), chunkCount) {
            group.addTask {
                let keeper = worker()
                var chunks: [(Int, [Result])] = []
                while true {
                    let chunk = nextChunk.add(1) - 1
                    guard chunk < chunkCount else { return chunks }
                    let range = chunk * chunkSize..<min((chunk + 1) * chunkSize, items.count)
                    chunks.append((chunk, items[range].map { step(keeper, $0) }))
                    progress?(itemsDone.add(range.count))
                }
            }
        }
        var ordered: [[Result]] = Array(repeating: [], count: chunkCount)
        for await chunks in group {
            for (index, results) in chunks { ordered[index] = results }
        }
        return ordered.flatMap { $0 }
    }
}

/// `parallelMap` for steps that need nothing of their own.
public func parallelMap<Item: Sendable, Result: Sendable>(
    _ items: [Item], jobs: Int, progress: (@Sendable (Int) -> Void)? = nil,
    step: @Sendable @escaping (Item) -> Result
) async -> [Result] {
    await parallelMap(items, jobs: jobs, worker: {}, progress: progress, step: { _, item in step(item) })
}

/// A number that several tasks count up.
private final class Counter: Sendable {
    private let value = Atomic(0)

    /// Adds to the number and returns the sum.
    func add(_ count: Int) -> Int { value.add(count, ordering: .relaxed).newValue }
}
