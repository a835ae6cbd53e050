public import Foundation

/// Where the layers of a policy are kept.
public struct PolicyFiles: Sendable, Hashable {
    /// The user's rules: `policy.yaml` in the configuration folder.
    public var user: URL
    /// The project's rules: `.anneal/policy.yaml`.
    public var project: URL

    /// Names the files.
    ///
    /// - Parameters:
    ///   - configuration: the user's configuration folder.
    ///   - workspace: the project's folder.
    public init(configuration: URL, workspace: URL) {
        user = configuration.appending(path: "policy.yaml")
        project = workspace.appending(path: ".anneal/policy.yaml")
    }

    /// Reads the layers that exist.
    ///
    /// - Returns: the policy of all layers.
    /// - Throws: `PolicyError` when a file is there and cannot be read: a policy is used as a whole or not at all.
    public func load() throws(PolicyError) -> Policy {
        Policy(user: try Self.read(user, layer: .user), project: try Self.read(project, layer: .project))
    }

    /// Reads a layer.
    ///
    /// - Parameters:
    ///   - file: its file.
    ///   - layer: which layer it is.
    /// - Returns: the document; `nil` where there is no such file.
    /// - Throws: `PolicyError` when it cannot be read.
    public static func read(_ file: URL, layer: PolicyDocument.Layer) throws(PolicyError) -> PolicyDocument? {
        guard FileManager.default.fileExists(atPath: file.path) else { return nil }
        let text: String
        do {
            text = try String(contentsOf: file, encoding: .utf8)
        } catch {
            throw PolicyError(message: "it cannot be read: \(error.localizedDescription)", place: file.path)
        }
        return try PolicyDocument.parse(text, layer: layer, place: file.path)
    }
}
