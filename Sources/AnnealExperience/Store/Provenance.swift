public import AnnealFoundation
public import Foundation

/// Where a piece of experience comes from.
public struct Provenance: Sendable, Hashable, Codable {
    /// The project, by `ExperienceProject.id`.
    public var project: String
    /// The run.
    public var run: RunID
    /// The commit that holds the result, if there is one.
    public var commit: String?
    /// The model that did the work, by name.
    public var model: String?
    /// When it happened.
    public var time: Date

    /// Creates a provenance.
    public init(project: String, run: RunID, commit: String? = nil, model: String? = nil, time: Date) {
        self.project = project
        self.run = run
        self.commit = commit
        self.model = model
        self.time = time
    }
}
