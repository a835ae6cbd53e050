public import Foundation

/// Where a stored policy comes from, whatever it is a policy of: the part that all files of policies share.
public struct PolicyProvenance: Sendable, Hashable, Codable {
    /// The decision point.
    public var point: String
    /// The version.
    public var version: String
    /// What it was trained on.
    public var data: StoredPolicy.TrainingData
    /// Of all randomness.
    public var seed: UInt64
    /// The version of Anneal that trained it.
    public var codeVersion: String
    /// When it was trained.
    public var trained: Date
    /// What recorded outcomes say of it, where there were enough.
    public var recorded: RecordedEvidence?

    /// Whether recorded outcomes say that it is worse than the fixed way.
    public var isVetoed: Bool { recorded?.keepsSolving == false }
}

extension PolicyStore {
    /// Reads where a policy of any point comes from.
    ///
    /// - Parameters:
    ///   - version: its version.
    ///   - point: its decision point.
    /// - Returns: the provenance.
    /// - Throws: `SuiteError` when there is no such policy or it cannot be read.
    public func provenance(of version: String, point: String) throws(SuiteError) -> PolicyProvenance {
        try stored(PolicyProvenance.self, version, point: point)
    }

    /// Reads the file of a policy.
    func stored<Value: Decodable>(
        _ type: Value.Type, _ version: String, point: String
    ) throws(SuiteError) -> Value {
        let file = try file(of: version, point: point)
        guard FileManager.default.fileExists(atPath: file.path) else {
            let known = versions(of: point).joined(separator: ", ")
            throw SuiteError(
                message: "there is no policy '\(version)' of \(point)", place: folder.path,
                remedy: known.isEmpty ? "`anneal learn train` trains one" : "there are: \(known)")
        }
        return try read(type, from: file)
    }
}
