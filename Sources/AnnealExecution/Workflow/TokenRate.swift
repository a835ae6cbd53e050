internal import AnnealContext
internal import AnnealFoundation
internal import AnnealModels

/// How much longer a repository's text may be than the estimate of its tokens says: the estimate over the model's own count.
enum TokenRate {
    /// Files of which a part is counted, and the bytes of each.
    private static let files = 6
    private static let bytes = 3000
    /// What is taken for a count; beyond it something else was counted.
    private static let believed = 0.6...1.6
    /// Rates are rounded, so that an edit of a counted file changes none of the choices.
    private static let steps = 20.0

    /// Counts a part of a repository's code, where the model's tokenizer is on this machine.
    ///
    /// - Parameters:
    ///   - project: the repository.
    ///   - model: counts.
    /// - Returns: the rate; 1 where nothing is counted.
    /// - Throws: `CancellationError`.
    static func of(_ project: Project, model: any ChatModel) async throws -> Double {
        let sample = project.files.filter { Languages.forFile(path: $0) != nil }.prefix(files).compactMap { path in
            WorkspaceFiles.read(path, in: project.root).map { String(decoding: $0.utf8.prefix(bytes), as: UTF8.self) }
        }.joined(separator: "\n")
        guard sample.utf8.count >= 200 else { return 1 }
        do {
            guard try await model.capabilities().isLocal else { return 1 }
            let count = try await model.countTokens(sample)
            // Servers that count nothing are answered for by the upper estimate.
            guard count.value > 0, count != TokenEstimate.upper(of: sample) else { return 1 }
            let rate = Double(EstimatedTokens().count(sample)) / Double(count.value)
            return believed.contains(rate) ? (rate * steps).rounded() / steps : 1
        } catch is CancellationError {
            throw CancellationError()
        } catch {
            return 1
        }
    }
}
