internal import AnnealSafety
internal import Foundation

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// A change in a worktree that does not become part of a commit.
public struct TakenOut: Sendable, Hashable {
    /// Where, relative to the root.
    public var path: String
    /// The guard's rule.
    public var rule: String
    /// Why, in words.
    public var reason: String

    /// Creates a description.
    public init(path: String, rule: String, reason: String) {
        self.path = path
        self.rule = rule
        self.reason = reason
    }
}

/// Which changes of a worktree may become part of a commit.
///
/// Tests run in the worktree, and what they leave there is not the result of a task alone: files that a build server, an
/// editor or a shell runs, links that lead out, repositories within the repository. Such changes are put back as they
/// were, unless the plan names the file or a person agreed to what it holds.
public struct TreeScreen: Sendable, Hashable {
    /// Files that the plan names.
    public var planned: Set<String>
    /// Protected files that hold what a person agreed to.
    public var approved: Set<String>
    /// Whether files that name dependencies stay as they were: the task has read text that instructs models.
    public var keepsDependencies: Bool

    /// Creates a screen.
    ///
    /// - Parameters:
    ///   - planned: files that the plan names, relative to the root.
    ///   - approved: protected files that hold what a person agreed to, relative to the root.
    ///   - keepsDependencies: whether files that name dependencies stay as they were.
    public init(planned: Set<String> = [], approved: Set<String> = [], keepsDependencies: Bool = false) {
        self.planned = planned
        self.approved = approved
        self.keepsDependencies = keepsDependencies
    }

    /// What stands against a change.
    ///
    /// - Parameters:
    ///   - change: the change.
    ///   - root: absolute path of the worktree.
    /// - Returns: the change with the reason; `nil` where nothing does.
    func objection(to change: TreeChange, in root: String) -> TakenOut? {
        let path = change.path
        func takenOut(_ rule: String, _ reason: String) -> TakenOut {
            TakenOut(path: path, rule: rule, reason: reason)
        }
        if change.isOfSubmodule { return takenOut("nested-repository", "no task makes or changes a submodule") }
        // What lies below a link to a folder is at once below the link's name.
        let judged = change.isLink ? [path, path + "/file"] : [path]
        for path in judged {
            guard let place = try? WorkspaceRelativePath(path, in: root) else {
                return takenOut("protected-write", "it is no path that a file of a project should have")
            }
            guard let kind = ProtectedFiles.kind(of: place) else { continue }
            if kind.mayBeAsked, !change.isLink, approved.contains(change.path) { continue }
            if !kind.mayBePlanned || !planned.contains(change.path) {
                return takenOut("protected-write", kind.wording)
            }
        }
        if change.isLink, LinkCourse(root: root).leadsOut(path) {
            return takenOut("link-out", "it is a link that leads out of the repository")
        }
        if keepsDependencies, DependencyManifests.contains(path), !planned.contains(path) {
            return takenOut(
                "injected-text", "it names dependencies, and the task has read text that instructs models")
        }
        return nil
    }
}

/// Where links of a worktree lead.
struct LinkCourse {
    /// Absolute path of the worktree.
    let root: String
    /// Links that are followed for one path, as many as the system does.
    private static let longest = 40

    /// What lies at a path.
    private enum Entry {
        /// A link, with its destination.
        case link(String)
        /// Something else, or nothing.
        case other
        /// A link whose destination cannot be read, or something that cannot be asked what it is.
        case unknown
    }

    /// Whether a link leads out of the worktree, into git's folder or Anneal's, or in a circle, or where nobody knows.
    ///
    /// An absolute path leads out, also one into the worktree: that folder is gone when the run is over. So does a link
    /// whose own path or destination is no text: it cannot be followed.
    func leadsOut(_ path: String) -> Bool {
        guard !path.unicodeScalars.contains(Self.replacement), case .link = entry(at: root + "/" + path) else {
            return true
        }
        var place: [Substring] = []
        var ahead = Array(path.split(separator: "/").reversed())
        var followed = 0
        while let name = ahead.popLast() {
            if name == "." { continue }
            if name == ".." {
                guard !place.isEmpty else { return true }
                place.removeLast()
                continue
            }
            place.append(name)
            let here = root + "/" + place.joined(separator: "/")
            let target: String
            switch entry(at: here) {
            case .link(let destination): target = destination
            case .other: continue
            case .unknown: return true
            }
            followed += 1
            guard followed <= Self.longest, !target.isEmpty, !target.hasPrefix("/") else { return true }
            place.removeLast()
            ahead += target.split(separator: "/").reversed()
        }
        guard let end = try? WorkspaceRelativePath(place.joined(separator: "/"), in: root) else {
            // The root itself.
            return !place.isEmpty
        }
        return ProtectedFiles.kind(of: end)?.mayBePlanned == false
    }

    /// What stands in a path for bytes that are no text.
    private static let replacement: Unicode.Scalar = "\u{FFFD}"

    private func entry(at path: String) -> Entry {
        var bytes = [UInt8](repeating: 0, count: 4096)
        let length = bytes.withUnsafeMutableBytes { buffer -> Int in
            guard let start = buffer.bindMemory(to: CChar.self).baseAddress else { return -1 }
            return readlink(path, start, buffer.count)
        }
        guard length >= 0 else { return [EINVAL, ENOENT, ENOTDIR].contains(errno) ? .other : .unknown }
        guard length < bytes.count, let target = String(bytes: bytes.prefix(length), encoding: .utf8) else {
            return .unknown
        }
        return .link(target)
    }
}
