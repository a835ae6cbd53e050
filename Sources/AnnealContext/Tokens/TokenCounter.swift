internal import Foundation

/// Counts the tokens of texts.
public protocol TokenCounter: Sendable {
    /// Whose count it is, for people: a model's file, a server, or that it is estimated.
    var name: String { get }
    /// Whether the count is the model's own.
    var isExact: Bool { get }

    /// Counts the tokens of a text.
    ///
    /// - Parameter text: any text.
    /// - Returns: the number.
    /// - Throws: what keeps a server from answering.
    func count(_ text: String) async throws -> Int
}

/// Guesses, for models whose tokenizer is not at hand.
public struct EstimatedTokens: TokenCounter {
    /// Says that it is a guess.
    public let name = "estimate of 3.3 bytes a token"
    /// Never.
    public let isExact = false

    /// Creates a counter.
    public init() {}

    /// Estimates: 3.3 bytes a token, which code seldom has less of.
    ///
    /// - Parameter text: any text.
    /// - Returns: the estimate.
    public func count(_ text: String) -> Int { count(bytes: text.utf8.count) }

    /// Estimates for a text that is not put together yet.
    ///
    /// - Parameter bytes: its length.
    /// - Returns: the estimate.
    public func count(bytes: Int) -> Int { (bytes * 10 + 32) / 33 }
}

/// Has somebody else count, such as a model's server.
public struct AskedTokens: TokenCounter {
    /// Whose count it is.
    public let name: String
    /// As its maker says.
    public let isExact: Bool
    private let ask: @Sendable (String) async throws -> Int

    /// Creates a counter.
    ///
    /// - Parameters:
    ///   - name: whose count it is.
    ///   - isExact: whether it is the model's own.
    ///   - ask: counts a text.
    public init(name: String, isExact: Bool, ask: @escaping @Sendable (String) async throws -> Int) {
        self.name = name
        self.isExact = isExact
        self.ask = ask
    }

    /// Asks.
    ///
    /// - Parameter text: any text.
    /// - Returns: the number.
    /// - Throws: what keeps the other from answering.
    public func count(_ text: String) async throws -> Int { try await ask(text) }
}
