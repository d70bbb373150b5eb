import Testing

@testable import WebPreview

/// When a burst ends, on a clock that the tests turn.
@Suite struct FileWatcherBurstTests {
    private let start = ContinuousClock.now
    private let timing = WatchTiming()

    private func burst(_ fill: (inout ChangeBurst) -> Void) -> ChangeBurst {
        var burst = ChangeBurst(timing: timing)
        fill(&burst)
        return burst
    }

    @Test func nothingHasNoEnd() {
        #expect(burst { _ in }.end == nil)
    }

    @Test func aSaveEndsSoon() {
        let save = burst { $0.complete("a", at: start) }
        #expect(save.end == start + timing.quiet)
    }

    @Test func eachEventPostponesTheEnd() {
        let saves = burst {
            $0.complete("a", at: start)
            $0.complete("b", at: start + .milliseconds(4))
        }
        #expect(saves.end == start + .milliseconds(4) + timing.quiet)
    }

    @Test func aBurstOfManyEventsEndsLater() {
        let many = burst { burst in
            for number in 0..<21 { burst.complete("\(number)", at: start) }
        }
        #expect(many.end == start + timing.quietAfterMany)
    }

    /// As editors do that move the file out of the way: for a moment there is none.
    @Test func whatIsGoneMayComeBack() {
        var burst = burst { $0.remove("a", at: start) }
        #expect(burst.end == start + timing.quietAfterRemoval)
        burst.add("a", at: start)
        #expect(burst.end == start + timing.quiet)
        burst.remove("a", at: start)
        burst.complete("b", at: start)
        burst.remove("b", at: start)
        #expect(burst.end == start + timing.quietAfterRemoval)
    }

    @Test func whatCameAndWentIsNotMissing() {
        let burst = burst {
            $0.add("4913", at: start)
            $0.remove("4913", at: start)
            $0.complete("a", at: start)
        }
        #expect(burst.end == start + timing.quiet)
        #expect(timing.quiet < timing.quietAfterRemoval)
    }

    @Test func anOpenFileIsWaitedFor() {
        var burst = burst {
            $0.open("a", at: start)
            $0.complete("b", at: start)
        }
        #expect(burst.end == start + timing.longestOpen)
        burst.complete("a", at: start + .milliseconds(300))
        #expect(burst.end == start + .milliseconds(300) + timing.quiet)
    }

    @Test func aFileThatIsAlwaysOpenIsNotWaitedForEver() {
        let burst = burst { burst in
            for second in 0..<100 { burst.open("log", at: start + .milliseconds(second * 500)) }
        }
        #expect(burst.end == start + timing.longestBurstWithOpenFiles)
    }

    @Test func eventsWithoutEndArePassedOn() {
        let burst = burst { burst in
            for number in 0..<10_000 { burst.complete("a", at: start + .milliseconds(number)) }
        }
        #expect(burst.end == start + timing.longestBurst)
    }

    @Test func whatIsTakenIsGone() {
        var burst = burst {
            $0.open("a", at: start)
            $0.complete("b", at: start)
        }
        #expect(burst.take() == .paths(["a", "b"]))
        #expect(burst.end == nil)
        burst.complete("c", at: start)
        #expect(burst.take() == .paths(["c"]))
    }

    @Test func tooManyPathsAreEverything() {
        var changes = FileChanges.paths([])
        for number in 0..<FileChanges.mostPaths { changes.insert("\(number)") }
        #expect(changes != .everything)
        changes.insert("0")
        #expect(changes != .everything)
        changes.insert("one more")
        #expect(changes == .everything)
        changes.insert("another")
        #expect(changes == .everything)
    }

    /// Nothing piles up for who does not ask.
    @Test func whatIsNotAskedForBecomesOne() async {
        let mailbox = ChangeMailbox()
        for number in 0..<20 { mailbox.post(.paths(["\(number)"])) }
        var changes = mailbox.changes.makeAsyncIterator()
        #expect(await changes.next() == .paths(Set((0..<20).map { "\($0)" })))
        mailbox.post(.paths(["a"]))
        mailbox.post(.everything)
        mailbox.close()
        #expect(await changes.next() == .everything)
        #expect(await changes.next() == nil)
    }

    @Test func changesMerge() {
        var changes = FileChanges.paths(["a"])
        changes.merge(.paths(["b"]))
        #expect(changes == .paths(["a", "b"]))
        changes.merge(.everything)
        changes.merge(.paths(["c"]))
        #expect(changes == .everything)
    }

    /// A file whose name is put in another Unicode form is moved, though the names are equal to Swift.
    @Test func namesThatOnlyLookAlikeAreTwo() {
        var changes = FileChanges.paths(["caf\u{E9}.md"])
        changes.insert("cafe\u{301}.md")
        #expect(changes == .everything)
    }
}
