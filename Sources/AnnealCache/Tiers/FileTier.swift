public import Foundation
internal import Synchronization

/// The second level: one file for each record in a folder of this machine, read by mapping it into memory. Files are
/// put in place whole, so that several processes can use the folder at once; a damaged one is removed and counts as not
/// there. `ReuseTimePolicy` decides by bytes what stays.
public final class FileTier: CacheTier {
    /// What reports call it.
    public let name = "files"
    private let folder: URL
    private let byteLimit: Int
    private let policy: Mutex<Shelf>

    /// What is known of the folder: the policy, and the file names by fingerprint.
    private struct Shelf {
        var policy: ReuseTimePolicy
        var names: [UInt64: String] = [:]
    }

    /// Opens a folder, and makes it when it is missing.
    ///
    /// - Parameters:
    ///   - folder: the folder.
    ///   - byteLimit: the most bytes of files.
    /// - Throws: `CacheError` when the folder cannot be made or read.
    public init(folder: URL, byteLimit: Int = 1 << 30) throws {
        self.folder = folder
        self.byteLimit = max(1, byteLimit)
        var shelf = Shelf(policy: ReuseTimePolicy(capacity: self.byteLimit, history: 16_384))
        let manager = FileManager.default
        var unwanted: [String] = []
        do {
            try manager.createDirectory(
                at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            let files = try manager.contentsOfDirectory(
                at: folder, includingPropertiesForKeys: [.fileSizeKey, .contentModificationDateKey])
            let dated = files.filter { $0.pathExtension == "record" }.map { file in
                let values = try? file.resourceValues(forKeys: [.fileSizeKey, .contentModificationDateKey])
                return (file, values?.fileSize ?? 0, values?.contentModificationDate ?? .distantPast)
            }
            for (file, size, _) in dated.sorted(by: { ($0.2, $0.0.path) < ($1.2, $1.0.path) }) {
                guard let print = Self.fingerprint(of: file.lastPathComponent) else { continue }
                unwanted += Self.take(file.lastPathComponent, print, size: size, into: &shelf)
            }
        } catch {
            throw CacheError(
                code: .levelFailed, message: "the folder of the cache cannot be used: \(error.localizedDescription)",
                place: folder.path, remedy: "check that it can be written, or remove it")
        }
        policy = Mutex(shelf)
        for name in unwanted { try? manager.removeItem(at: folder.appending(path: name)) }
    }

    /// Tells the policy of a file.
    ///
    /// - Returns: the files that have to go.
    private static func take(_ name: String, _ print: UInt64, size: Int, into shelf: inout Shelf) -> [String] {
        var evicted: [UInt64] = []
        shelf.policy.remove(print)
        let former = shelf.names.updateValue(name, forKey: print)
        _ = shelf.policy.request(print, size: max(1, size), evicted: &evicted)
        var unwanted = evicted.compactMap { shelf.names.removeValue(forKey: $0) }
        if !shelf.policy.contains(print) { unwanted += shelf.names.removeValue(forKey: print).map { [$0] } ?? [] }
        if let former, former != name { unwanted.append(former) }
        return unwanted
    }

    /// A key's file: kind, version and digest.
    private static func fileName(of key: CacheKey) -> String { "\(key.digest)-\(key.kind)@\(key.version).record" }

    private static func fingerprint(of name: String) -> UInt64? {
        guard name.count > 72 else { return nil }
        let key = CacheKey(text: "\(name.dropFirst(65).dropLast(7)):\(name.prefix(64))")
        return key?.fingerprint
    }

    /// Looks a record up, as the protocol says.
    public func record(for key: CacheKey) async throws -> CacheRecord? {
        let name = Self.fileName(of: key)
        let file = folder.appending(path: name)
        guard let data = try? Data(contentsOf: file, options: .alwaysMapped) else { return nil }
        guard let record = RecordCoding.decode(data), record.key == key else {
            discard(key.fingerprint, file)
            return nil
        }
        remove(
            files: policy.withLock { shelf in
                guard shelf.policy.contains(key.fingerprint) else {
                    return Self.take(name, key.fingerprint, size: data.count, into: &shelf)
                }
                var evicted: [UInt64] = []
                _ = shelf.policy.request(key.fingerprint, size: data.count, evicted: &evicted)
                return []
            })
        return record
    }

    /// Takes records in, as the protocol says.
    public func store(_ records: [CacheRecord]) async throws {
        for record in records {
            let name = Self.fileName(of: record.key)
            let data = RecordCoding.encode(record)
            do {
                try data.write(to: folder.appending(path: name), options: .atomic)
            } catch {
                throw CacheError(
                    code: .levelFailed, message: "a record was not written: \(error.localizedDescription)",
                    place: folder.path, remedy: "make room there, or check that the folder can be written")
            }
            remove(
                files: policy.withLock {
                    Self.take(name, record.key.fingerprint, size: data.count, into: &$0)
                })
        }
    }

    /// Removes records by their keys.
    public func remove(_ keys: [CacheKey]) async throws {
        for key in keys { discard(key.fingerprint, folder.appending(path: Self.fileName(of: key))) }
    }

    /// Removes several records; tells how many.
    public func remove(_ selection: CacheSelection) async throws -> Int {
        var count = 0
        for (print, name) in policy.withLock({ $0.names }) {
            let file = folder.appending(path: name)
            guard let data = try? Data(contentsOf: file, options: .alwaysMapped) else { continue }
            if let record = RecordCoding.decode(data), !selection.contains(record) { continue }
            discard(print, file)
            count += 1
        }
        return count
    }

    /// What the level holds.
    public func contents() async throws -> TierContents {
        policy.withLock {
            TierContents(count: $0.policy.count, bytes: $0.policy.used, byteLimit: byteLimit)
        }
    }

    private func discard(_ print: UInt64, _ file: URL) {
        policy.withLock { shelf in
            shelf.policy.remove(print)
            shelf.names[print] = nil
        }
        try? FileManager.default.removeItem(at: file)
    }

    private func remove(files: [String]) {
        for name in files { try? FileManager.default.removeItem(at: folder.appending(path: name)) }
    }
}
