/// How long a file watcher waits for what, and how much it takes of the system.
struct WatchTiming: Sendable {
    /// After so long without an event a burst has ended.
    var quiet: Duration = .milliseconds(5)
    /// The same for a burst of many paths: `git checkout`, `cp -r` and unpackers pause now and then.
    var quietAfterMany: Duration = .milliseconds(50)
    /// The same where something is gone that was there before: often it is being replaced, as by editors that move the file
    /// out of the way and write it anew.
    var quietAfterRemoval: Duration = .milliseconds(50)
    /// The same where everything may have changed; a folder that is being replaced comes back meanwhile.
    var quietAfterEverything: Duration = .milliseconds(150)
    /// A file that was written to and not closed counts as written after so long without a further event of it.
    var longestOpen: Duration = .seconds(1)
    /// A burst that goes on is passed on after so long, unless a file is half written.
    var longestBurst: Duration = .seconds(3)
    /// A burst is passed on after so long even so: a log that is written without end must not stop all else.
    var longestBurstWithOpenFiles: Duration = .seconds(10)

    /// So often git's lock is looked at while it holds back a burst.
    var lockInterval: Duration = .milliseconds(10)
    /// So long the lock holds back a burst of few paths: perhaps they are but the first, perhaps a save while git does other work.
    var longestLockOfFew: Duration = .milliseconds(250)
    /// So long the lock holds back any burst, and no longer than this from when git made it: a git that crashed leaves it.
    var longestLock: Duration = .seconds(10)

    /// So often a missing folder is looked for.
    var missingFolderInterval: Duration = .milliseconds(100)
    /// So often watched folders are compared with what stands at their paths. Of most replacements the system tells;
    /// not of those of a folder above, nor of a symbolic link to another folder.
    var folderInterval: Duration = .seconds(1)

    /// Where the system tells nothing: so often all files are looked at.
    var lookInterval: Duration = .milliseconds(300)
    /// The same while a burst goes on, to find its end.
    var lookIntervalInBurst: Duration = .milliseconds(50)

    /// So many folders are watched at most by way of the system; with more, files are looked at.
    var mostWatches = Int.max

    /// Where files are looked at, it has been quiet when one look more has found nothing.
    var whenLooking: WatchTiming {
        var timing = self
        timing.quiet = max(quiet, lookIntervalInBurst + .milliseconds(10))
        timing.quietAfterMany = max(quietAfterMany, timing.quiet)
        timing.quietAfterRemoval = max(quietAfterRemoval, timing.quiet)
        return timing
    }
}
