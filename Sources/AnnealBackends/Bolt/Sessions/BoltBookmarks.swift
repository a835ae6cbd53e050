internal import Synchronization

/// Where in a cluster's history a session is: what comes next sees at least what the transactions before it wrote, on
/// whichever server it runs.
public final class BoltBookmarks: Sendable {
    private let kept: Mutex<Set<String>>

    /// Begins with bookmarks of others, such as those of another session.
    public init(_ bookmarks: Set<String> = []) { kept = Mutex(bookmarks) }

    /// The bookmarks as a server gave them.
    public var values: Set<String> { kept.withLock { $0 } }

    /// Takes over what a transaction ended with, in the place of those it began with.
    func replace(_ used: [String], with bookmark: String?) {
        guard let bookmark, !bookmark.isEmpty else { return }
        kept.withLock { kept in
            kept.subtract(used)
            kept.insert(bookmark)
        }
    }
}
