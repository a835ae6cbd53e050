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
    /// How it came here when no run on this machine made it.
    public var origin: Origin?

    /// A way from another machine.
    public enum Origin: String, Sendable, Hashable, Codable {
        /// It was read from the graph that several machines share.
        case shared
    }

    /// Creates a provenance.
    public init(
        project: String, run: RunID, commit: String? = nil, model: String? = nil, time: Date, origin: Origin? = nil
    ) {
        self.origin = origin
        self.project = project
        self.run = run
        self.commit = commit
        self.model = model
        self.time = time
    }
}
