/// What has changed in a folder, as far as its watch tells.
struct TreeChanges: Hashable {
    /// Files that were written, came or went, relative to the root.
    var files: Set<String> = []
    /// Whether anything else may have changed: folders that came or went, rules for what is left out, lost events.
    var isUnknown = false

    /// Whether nothing has changed.
    var isEmpty: Bool { files.isEmpty && !isUnknown }

    /// Adds further changes.
    mutating func add(_ other: TreeChanges) {
        files.formUnion(other.files)
        isUnknown = isUnknown || other.isUnknown
    }
}
