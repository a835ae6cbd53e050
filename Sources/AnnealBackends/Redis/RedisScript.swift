internal import Crypto
internal import Foundation

/// A script in Lua that the server runs in one piece: nothing else happens meanwhile.
public struct RedisScript: Sendable {
    /// The script.
    public let source: String
    /// The name by which the server knows it: its SHA-1 in hexadecimal digits.
    public let digest: String

    /// Creates a script.
    ///
    /// - Parameter source: Lua, which finds its keys in `KEYS` and its arguments in `ARGV`.
    public init(_ source: String) {
        self.source = source
        digest = Insecure.SHA1.hash(data: Data(source.utf8)).map { String(format: "%02x", $0) }.joined()
    }

    /// Runs the script. It is sent only to a server that does not know it (any more).
    ///
    /// - Parameters:
    ///   - executor: the server; in a cluster all keys have to lie in one slot.
    ///   - keys: the keys that it touches.
    ///   - arguments: its arguments.
    ///   - isRepeatable: whether running it twice is running it once.
    /// - Returns: what it returns.
    /// - Throws: `BackendError`.
    public func run(
        on executor: any RedisExecutor, keys: [String], arguments: [RedisPart] = [], isRepeatable: Bool = false
    ) async throws(BackendError) -> RedisValue {
        let rest = [.integer(keys.count)] + keys.map { RedisPart.text($0) } + arguments
        let known = RedisCommand(["EVALSHA", .text(digest)] + rest, isRepeatable: isRepeatable)
        do throws(BackendError) {
            return try await executor.execute(known)
        } catch  where error.reply == "NOSCRIPT" {
            let whole = RedisCommand(["EVAL", .text(source)] + rest, isRepeatable: isRepeatable)
            return try await executor.execute(whole)
        }
    }
}
