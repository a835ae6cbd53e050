public import AnnealFoundation
public import Foundation

/// Which records are meant. Conditions that are given all have to hold; one without conditions means every record.
public struct ExperienceSelection: Sendable, Hashable {
    /// Those of this project, by identifier.
    public var project: String?
    /// Those of this run.
    public var run: RunID?
    /// These.
    public var ids: [String]?
    /// Those of before this time.
    public var before: Date?
    /// Those of these kinds.
    public var kinds: [ExperienceRecord.Kind]?

    /// Creates a selection.
    public init(
        project: String? = nil, run: RunID? = nil, ids: [String]? = nil, before: Date? = nil,
        kinds: [ExperienceRecord.Kind]? = nil
    ) {
        self.project = project
        self.run = run
        self.ids = ids
        self.before = before
        self.kinds = kinds
    }
}
