internal import AnnealSafety

/// Which protected files edits may change.
struct WritePermission: Sendable, Hashable {
    /// Files that the plan names, relative to the root.
    var planned: Set<String> = []
    /// Files whose change a person agreed to.
    var approved: Set<String> = []
    /// Whether nothing is written: what a person has to agree to is looked for.
    var isProposal = false

    /// Whether a file may be changed.
    func allows(_ path: String, _ kind: ProtectedFiles.Kind) -> Bool {
        isPlanned(path, kind) || kind.mayBeAsked && (isProposal || approved.contains(path))
    }

    /// Whether the plan names a file, and this is enough for it.
    func isPlanned(_ path: String, _ kind: ProtectedFiles.Kind) -> Bool {
        kind.mayBePlanned && planned.contains(path)
    }
}
