public import Foundation

/// A folder that is gone when the closure returns.
///
/// - Parameters:
///   - isolation: the caller's isolation.
///   - body: gets the folder's absolute path.
/// - Returns: what the closure returns.
/// - Throws: what the closure throws, or a `CocoaError` when the folder cannot be made.
public func withTemporaryFolder<Result>(
    isolation: isolated (any Actor)? = #isolation, _ body: (URL) async throws -> Result
) async throws -> Result {
    let folder = FileManager.default.temporaryDirectory.resolvingSymlinksInPath()
        .appending(path: "anneal-test-\(UUID().uuidString)", directoryHint: .isDirectory)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try await body(folder)
}
