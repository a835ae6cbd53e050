/// What an update of an index did.
public struct IndexReport: Sendable, Hashable {
    /// Files in the index.
    public var files = 0
    /// Files that were read anew.
    public var changed = 0
    /// Files that are gone.
    public var removed = 0
    /// Bytes of the texts that were read anew.
    public var bytes = 0
    /// Paths found by their names alone, with the reason: `large`, `binary`, `minified`.
    public var leftOut: [String: String] = [:]
    /// Files and folders that could not be read.
    public var unreadable: [String] = []
    /// Seconds of the update.
    public var seconds = 0.0
    /// Why the index was made anew, if it was.
    public var rebuilt: String?
}
