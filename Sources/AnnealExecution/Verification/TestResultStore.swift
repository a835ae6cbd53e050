public import AnnealFoundation
public import Foundation

/// Where results of tests are kept beyond a run; see `Verifier.results`.
public protocol TestResultStore: Sendable {
    /// Looks a result up.
    ///
    /// - Parameter key: the digest of all that it depends on.
    /// - Returns: the result as `keep` was given it; `nil` where there is none, or it cannot be read.
    func result(for key: ContentDigest) async -> Data?

    /// Keeps a result. Failing to do so loses nothing but the time of running the tests again.
    ///
    /// - Parameters:
    ///   - result: the result.
    ///   - key: the digest of all that it depends on.
    ///   - duration: how long the tests took.
    func keep(_ result: Data, for key: ContentDigest, took duration: Duration) async
}
