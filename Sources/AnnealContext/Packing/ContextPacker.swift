internal import Foundation

/// Chooses what a model is shown of a repository for a task, within a budget of tokens.
///
/// Whole definitions come first, chosen by value and tokens, then signatures of others. A pack that goes on from another
/// keeps the order of that one and appends, so that a model server finds the same beginning in its cache.
public struct ContextPacker: Sendable {
    private let index: RepositoryIndex
    private let search: RepositorySearch
    private let counter: any TokenCounter
    private let weights: PackWeights

    /// Creates a packer.
    ///
    /// - Parameters:
    ///   - index: is read as it is; `RepositoryIndex.update` brings it up to date.
    ///   - counter: counts the tokens of the model in use.
    ///   - search: a search of the index that is in use already.
    public init(index: RepositoryIndex, counter: any TokenCounter, search: RepositorySearch? = nil) {
        self.init(index: index, counter: counter, search: search, weights: .standard)
    }

    init(index: RepositoryIndex, counter: any TokenCounter, search: RepositorySearch?, weights: PackWeights) {
        self.index = index
        self.search = search ?? RepositorySearch(index: index)
        self.counter = counter
        self.weights = weights
    }

    /// Makes a pack.
    ///
    /// - Parameter request: what it is for.
    /// - Returns: the pack; its tokens are within the budget.
    /// - Throws: `PackError` for a budget of nothing or a task without words, `IndexError`, and what the counter throws.
    public func pack(_ request: PackRequest) async throws -> ContextPack {
        guard request.budget > 0 else {
            throw PackError(
                message: "a pack of \(request.budget) tokens is empty", place: "--budget",
                remedy: "give a budget of a few hundred tokens at least")
        }
        guard request.task.contains(where: { $0.isLetter || $0.isNumber }) else {
            throw PackError(
                message: "the task has no words", place: "--task", remedy: "say in a sentence what is to be done")
        }
        let candidates = try PackCandidates(request, index: index, search: search)
        let values = UnitValues(candidates, weights: weights)
        var assembly = PackAssembly(
            pack: ContextPack(budget: request.budget, counter: counter), candidates: candidates, values: values,
            counter: counter, weights: weights)
        if let previous = request.previous { try await assembly.keep(previous, root: index.root) }
        if request.includesRules { try await assembly.addRules(root: index.root) }
        try await assembly.addDefinitions()
        return assembly.finished()
    }
}
