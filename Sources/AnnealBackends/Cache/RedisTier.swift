public import AnnealCache
public import Foundation

/// A level of the cache on a Redis server, which many machines can share.
///
/// Each record is a hash with its bytes, its tags and the time until which it holds; the server drops it then by itself,
/// and sooner when its memory is full (`maxmemory` with `allkeys-lru`). Nothing but the records themselves is kept, so that
/// whatever the server drops, no index goes wrong: removing by tag or time looks at every record.
public struct RedisTier: CacheTier {
    /// What reports call it.
    public let name = "redis"
    private let executor: any RedisExecutor
    private let prefix: String
    private let now: @Sendable () -> Date

    /// Creates a level.
    ///
    /// - Parameters:
    ///   - executor: the server or the cluster.
    ///   - prefix: what its keys begin with; levels with different ones do not see each other.
    ///   - now: the time.
    public init(
        _ executor: any RedisExecutor, prefix: String = "anneal:cache:",
        now: @escaping @Sendable () -> Date = { Date() }
    ) {
        self.executor = executor
        self.prefix = prefix
        self.now = now
    }

    /// Looks a record up, as the protocol says; a damaged one is removed and counts as not there.
    public func record(for key: CacheKey) async throws -> CacheRecord? {
        let command = RedisCommand(["HGET", name(of: key), "b"], isRepeatable: true)
        guard let bytes = try await asking({ () throws(BackendError) in try await executor.execute(command) }).bytes
        else { return nil }
        guard let record = CacheRecord(encoded: Data(bytes)), record.key == key else {
            try await remove([key])
            return nil
        }
        return record
    }

    /// Takes records in, as the protocol says. One that no longer holds is not stored.
    public func store(_ records: [CacheRecord]) async throws {
        let time = now()
        var commands: [RedisCommand] = []
        for record in records {
            let name = name(of: record.key)
            guard record.isValid(at: time) else {
                commands.append(RedisCommand(["DEL", name], isRepeatable: true))
                continue
            }
            let expires = record.expires.map { String($0.timeIntervalSince1970) } ?? ""
            commands.append(
                RedisCommand(
                    [
                        "HSET", name, "b", .bytes(Array(record.encoded)), "t", .text(Self.text(of: record.tags)), "x",
                        .text(expires),
                    ], isRepeatable: true))
            if let expires = record.expires {
                // The server's clock may go otherwise than ours: it is told how long, not until when.
                let left = min(expires.timeIntervalSince(time) * 1000, 1e15)
                commands.append(
                    RedisCommand(["PEXPIRE", name, .integer(max(1, Int(left.rounded(.up))))], isRepeatable: true))
            } else {
                commands.append(RedisCommand(["PERSIST", name], isRepeatable: true))
            }
        }
        for part in Self.parts(of: commands, size: 256) {
            try await asking { () throws(BackendError) in try await executor.executeAll(part) }
        }
    }

    /// Removes records by their keys.
    public func remove(_ keys: [CacheKey]) async throws { try await remove(names: keys.map { prefix + $0.text }) }

    /// Removes several records; tells how many. Complexity: O(all keys of the server).
    public func remove(_ selection: CacheSelection) async throws -> Int {
        var chosen: [String] = []
        let names = try await asking { () throws(BackendError) in try await executor.keys(withPrefix: prefix) }
        for part in Self.parts(of: names, size: 500) {
            chosen += try await select(part, selection)
        }
        return try await remove(names: chosen)
    }

    /// What the level holds. Complexity: O(all keys of the server).
    public func contents() async throws -> TierContents {
        let names = try await asking { () throws(BackendError) in try await executor.keys(withPrefix: prefix) }
        var contents = TierContents(count: names.count, bytes: 0)
        for part in Self.parts(of: names, size: 500) {
            let lengths = try await asking { () throws(BackendError) in
                try await executor.executeAll(
                    part.map { RedisCommand(["HSTRLEN", .text($0), "b"], isRepeatable: true) })
            }
            contents.bytes += lengths.reduce(0) { $0 + ($1.integer ?? 0) }
        }
        return contents
    }

    private func select(_ names: [String], _ selection: CacheSelection) async throws -> [String] {
        switch selection {
        case .all: return names
        case .kind(let kind, let version):
            return names.filter { name in
                guard let key = CacheKey(text: String(name.dropFirst(prefix.count))) else { return false }
                return key.kind == kind && key.version != version
            }
        case .tag, .expired:
            let facts = try await asking { () throws(BackendError) in
                try await executor.executeAll(
                    names.map { RedisCommand(["HMGET", .text($0), "t", "x"], isRepeatable: true) })
            }
            return zip(names, facts).filter { _, fact in
                guard let fields = fact.elements, fields.count == 2 else { return false }
                switch selection {
                case .tag(let tag): return Self.tags(in: fields[0].text ?? "").contains(tag)
                case .expired(let now):
                    return fields[1].text.flatMap { Double($0) }.map { $0 <= now.timeIntervalSince1970 } ?? false
                default: return false
                }
            }.map { $0.0 }
        }
    }

    @discardableResult
    private func remove(names: [String]) async throws -> Int {
        var count = 0
        for part in Self.parts(of: names, size: 500) {
            // One command a key, because in a cluster keys of one command have to lie together.
            let replies = try await asking { () throws(BackendError) in
                try await executor.executeAll(part.map { RedisCommand(["DEL", .text($0)], isRepeatable: true) })
            }
            count += replies.reduce(0) { $0 + ($1.integer ?? 0) }
        }
        return count
    }

    private func name(of key: CacheKey) -> RedisPart { .text(prefix + key.text) }

    /// Tags, each on a line of its own; what would end a line is written otherwise.
    private static func text(of tags: [String]) -> String {
        tags.map { $0.replacing("\\", with: "\\\\").replacing("\n", with: "\\n") }.joined(separator: "\n")
    }

    private static func tags(in text: String) -> [String] {
        text.split(separator: "\n").map { line in
            var tag = ""
            var isEscaped = false
            for character in line {
                if isEscaped {
                    tag.append(character == "n" ? "\n" : character)
                    isEscaped = false
                } else if character == "\\" {
                    isEscaped = true
                } else {
                    tag.append(character)
                }
            }
            return tag
        }
    }

    private static func parts<Item>(of items: [Item], size: Int) -> [[Item]] {
        stride(from: 0, to: items.count, by: size).map { Array(items[$0..<min($0 + size, items.count)]) }
    }

    @discardableResult
    private func asking<Value>(_ body: () async throws(BackendError) -> Value) async throws -> Value {
        do throws(BackendError) {
            return try await body()
        } catch {
            if error.code == .cancelled { throw CancellationError() }
            throw CacheError(
                code: .levelFailed, message: error.message, place: error.place,
                remedy: error.remedy ?? "`anneal doctor --backends` finds more")
        }
    }
}
