internal import AnnealFoundation
internal import Foundation

/// A project whose runs left experience.
public struct ExperienceProject: Sendable, Hashable, Codable {
    /// A digest of its place: the same for all runs in one repository of one machine, and tells nothing of its name.
    public var id: String
    /// The repository's folder name; `nil` where the experience came without text.
    public var name: String?
    /// Absolute path of the repository; `nil` where the experience came without text.
    public var path: String?

    /// Creates a project whose place is not known.
    ///
    /// - Parameters:
    ///   - id: its identifier.
    ///   - name: its name, if known.
    ///   - path: its path, if known.
    public init(id: String, name: String? = nil, path: String? = nil) {
        self.id = id
        self.name = name
        self.path = path
    }

    /// The project at a path.
    ///
    /// - Parameter path: absolute path of the repository.
    public init(path: String) {
        self.init(
            id: String(ContentDigest(of: path).hex.prefix(16)), name: URL(fileURLWithPath: path).lastPathComponent,
            path: path)
    }
}
