public import AnnealFoundation
public import Foundation

/// A change of a protected file that a model proposes, for a person to agree to.
public struct ProposedWrite: Sendable, Hashable {
    /// The rule by which such changes are asked.
    public static let rule = "protected-write"

    /// The file, relative to the workspace.
    public var path: String
    /// What makes it protected.
    public var kind: ProtectedFiles.Kind
    /// The text as it is; `nil` where there is no file.
    public var before: String?
    /// The text as it would be; `nil` where the file goes.
    public var after: String?

    /// The digest of the bytes that the file would have; `nil` where it goes.
    public var content: ContentDigest?

    /// Creates a proposal.
    ///
    /// - Parameters:
    ///   - path: the file, relative to the workspace.
    ///   - kind: what makes it protected.
    ///   - before: the text as it is; `nil` where there is no file.
    ///   - after: the text as it would be; `nil` where the file goes.
    ///   - content: the bytes that the file would have; `nil` where they are the text's, or the file goes.
    public init(path: String, kind: ProtectedFiles.Kind, before: String?, after: String?, content: Data? = nil) {
        self.path = path
        self.kind = kind
        self.before = before
        self.after = after
        self.content = after.map { text in ContentDigest(of: content ?? Data(text.utf8)) }
    }

    /// Why it is asked.
    public var reason: String { "the plan does not name this file: \(kind.wording)" }

    /// What would change.
    public var difference: UnifiedDiff { UnifiedDiff(from: before, to: after, path: path) }
}
