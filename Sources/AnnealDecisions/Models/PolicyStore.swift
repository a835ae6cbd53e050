public import AnnealFoundation
public import Foundation

/// The folder with learned policies, the gates of the decision points and their changes.
///
/// Files are written whole and put in their place at once, so that a crash leaves the old or the new one.
public struct PolicyStore: Sendable {
    /// The folder.
    public let folder: URL

    /// Names a folder; it is made when something is stored.
    public init(folder: URL) { self.folder = folder }

    /// The store of this machine.
    ///
    /// - Parameter directories: where Anneal keeps its state.
    public init(_ directories: StateDirectories) {
        folder = directories.state.appending(path: "learning", directoryHint: .isDirectory)
    }

    /// Stores a policy.
    ///
    /// - Parameter policy: the policy; one of the same version is replaced.
    /// - Returns: the file.
    /// - Throws: `SuiteError` when it cannot be written.
    @discardableResult
    public func store(_ policy: StoredPolicy) throws(SuiteError) -> URL {
        let file = try file(of: policy.version, point: policy.point)
        try write(policy, to: file)
        return file
    }

    /// Reads a policy.
    ///
    /// - Parameters:
    ///   - version: its version.
    ///   - point: its decision point.
    /// - Returns: the policy.
    /// - Throws: `SuiteError` when there is none or it cannot be read.
    public func policy(_ version: String, point: String) throws(SuiteError) -> StoredPolicy {
        try stored(StoredPolicy.self, version, point: point)
    }

    /// The versions of a point's policies, the oldest first.
    public func versions(of point: String) -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path + "/models/\(point)")) ?? []
        return names.filter { $0.hasSuffix(".json") }.map { String($0.dropLast(5)) }
            .sorted { (Self.stamp($0), $0) < (Self.stamp($1), $1) }
    }

    private static func stamp(_ version: String) -> String {
        version.split(separator: "-").dropFirst().first.map(String.init) ?? ""
    }

    /// The gate of a decision point; a new one where there is none.
    ///
    /// - Parameter point: the point.
    /// - Returns: the gate.
    /// - Throws: `SuiteError` when it cannot be read.
    public func gate(of point: String) throws(SuiteError) -> PolicyGate {
        let file = folder.appending(path: "gates/\(point).json")
        guard FileManager.default.fileExists(atPath: file.path) else { return PolicyGate(point: point) }
        return try read(PolicyGate.self, from: file)
    }

    /// The points that have a gate.
    public var points: [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path + "/gates")) ?? []
        return names.filter { $0.hasSuffix(".json") }.map { String($0.dropLast(5)) }.sorted()
    }

    /// Stores a gate and, if who is in charge has changed, the change.
    ///
    /// - Parameters:
    ///   - gate: the gate.
    ///   - change: the change, if there is one; it is stored first.
    /// - Throws: `SuiteError` when it cannot be written.
    public func store(_ gate: PolicyGate, change: GateChange? = nil) throws(SuiteError) {
        if let change {
            var all = try changes()
            all.append(change)
            try write(all, to: folder.appending(path: "changes.json"))
        }
        try write(gate, to: folder.appending(path: "gates/\(gate.point).json"))
    }

    /// Every change of who is in charge, the oldest first.
    ///
    /// - Returns: the changes.
    /// - Throws: `SuiteError` when they cannot be read.
    public func changes() throws(SuiteError) -> [GateChange] {
        let file = folder.appending(path: "changes.json")
        guard FileManager.default.fileExists(atPath: file.path) else { return [] }
        return try read([GateChange].self, from: file)
    }

    func file(of version: String, point: String) throws(SuiteError) -> URL {
        for name in [version, point] where name.isEmpty || name.hasPrefix(".") || name.contains("/") {
            throw SuiteError(message: "'\(name)' is no name of a policy", remedy: nil, exitCode: .usage)
        }
        return folder.appending(path: "models/\(point)/\(version).json")
    }

    func read<Value: Decodable>(_ type: Value.Type, from file: URL) throws(SuiteError) -> Value {
        do { return try CanonicalJSON.decode(type, from: Data(contentsOf: file)) } catch {
            throw SuiteError(
                message: "the file cannot be read: \(error)", place: file.path,
                remedy: "move it away; `anneal learn train` trains a new policy")
        }
    }

    func write(_ value: some Encodable, to file: URL) throws(SuiteError) {
        do {
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try CanonicalJSON.data(value).write(to: file, options: .atomic)
        } catch {
            throw SuiteError(
                message: "the file cannot be written: \(error.localizedDescription)", place: file.path,
                remedy: "check that there is space and that the folder can be written", exitCode: .failure)
        }
    }
}
