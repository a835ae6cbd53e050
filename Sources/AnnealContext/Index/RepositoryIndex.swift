internal import AnnealFoundation
internal import Foundation
internal import GRDB
internal import Synchronization

/// The index of a folder: its files with their words, declarations, imports and references, in one SQLite file.
///
/// Any number of processes may read and update it at once; updates wait for one another. Files that cannot be read, hold
/// data or are broken are passed over and told. A damaged index is made anew, and that is told as well.
public final class RepositoryIndex: Sendable {
    /// Absolute path of the folder.
    public let root: String
    /// Absolute path of the index's file.
    public let path: String
    private let database: Mutex<IndexDatabase>

    /// Opens the index of a folder, or makes an empty one.
    ///
    /// - Parameters:
    ///   - root: the folder.
    ///   - path: the index's file; `defaultPath` tells a good one.
    ///   - patience: how long to wait for another process that writes into the file.
    /// - Throws: `IndexError`.
    public init(root: String, path: String, patience: Duration = .seconds(120)) throws(IndexError) {
        let url = Self.folder(root)
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder), isFolder.boolValue else {
            throw IndexError(
                code: .noFolder, message: "there is no such folder", place: root,
                remedy: "name the folder of the repository with --repo")
        }
        self.root = url.path
        self.path = path
        database = Mutex(try IndexDatabase(path: path, patience: patience.seconds))
    }

    /// The file in the cache folder that belongs to a folder's index.
    ///
    /// - Parameters:
    ///   - root: the folder.
    ///   - environment: the process's environment, which tells where caches lie.
    /// - Returns: absolute path.
    public static func defaultPath(root: String, environment: [String: String]) -> String {
        let name = ContentDigest(of: folder(root).path).hex.prefix(24)
        return StateDirectories(environment: environment).cache.appending(path: "context/\(name).sqlite").path
    }

    private static func folder(_ root: String) -> URL {
        URL(fileURLWithPath: root).resolvingSymlinksInPath().standardizedFileURL
    }

    /// Brings the index up to date with the folder.
    ///
    /// Files are compared by size and time of change first, by their content's digest where those differ.
    /// Complexity: O(n) in the files, and in the bytes of the changed ones.
    ///
    /// - Parameter paths: the files to look at, relative to the root; all when `nil`.
    /// - Returns: what was done.
    /// - Throws: `IndexError`, `CancellationError`.
    @discardableResult
    public func update(paths: [String]? = nil) throws -> IndexReport {
        let start = ContinuousClock.now
        var report = IndexReport()
        do {
            try attempt(paths, &report)
        } catch  where IndexDatabase.isDamage(error) {
            report = IndexReport()
            try renew(because: "the index was damaged (\(error))")
            try attempt(nil, &report)
        }
        report.rebuilt = database.withLock { $0.rebuilt }
        report.seconds = (ContinuousClock.now - start).seconds
        return report
    }

    /// Why the index was made anew since it was opened, if it was; it is empty until the next update then.
    public var rebuilt: String? { database.withLock { $0.rebuilt } }

    /// Makes the index anew.
    ///
    /// - Throws: `IndexError`.
    public func rebuild() throws {
        try renew(because: "it was asked for")
    }

    private func renew(because reason: String) throws {
        try database.withLock { database in
            try? database.pool.close()
            do {
                _ = try IndexDatabase.renewed(path, patience: database.patience).close()
            } catch {
                throw IndexError(
                    code: .store, message: "the index cannot be made anew: \(error)", place: path,
                    remedy: "remove the file, or name another one with --index")
            }
            database = try IndexDatabase(path: path, patience: database.patience, rebuilt: reason)
        }
    }

    private func attempt(_ paths: [String]?, _ report: inout IndexReport) throws {
        let pool = database.withLock { $0.pool }
        let difference = try TreeDifference(root: root, paths: paths, pool: pool)
        report.unreadable = difference.unreadable
        report.files = difference.known
        guard !difference.isEmpty else { return }
        report = try write { database in
            var report = report
            // Another process may have written since.
            let difference = try TreeDifference(refreshing: difference, in: database)
            var writer = try IndexWriter(database: database, root: root)
            try writer.apply(difference, &report)
            return report
        }
    }

    /// Writes into the index, within one transaction.
    ///
    /// - Throws: `IndexError`, and what the body throws.
    func write<Value>(_ body: (Database) throws -> Value) throws -> Value {
        let pool = database.withLock { $0.pool }
        do {
            var value: Value?
            try pool.writeWithoutTransaction { database in
                try database.inTransaction(.immediate) {
                    value = try body(database)
                    return .commit
                }
            }
            guard let value else { throw IndexError.corrupt("nothing was written") }
            return value
        } catch let error as DatabaseError where !IndexDatabase.isDamage(error) {
            throw IndexError(
                code: .store, message: "the index cannot be written: \(error)", place: path,
                remedy: "make room there, or wait for the process that holds the file")
        }
    }

    /// Reads from the index.
    ///
    /// - Throws: `IndexError`, and what the body throws.
    func read<Value>(_ body: (Database) throws -> Value) throws -> Value {
        do {
            return try database.withLock { $0.pool }.read(body)
        } catch let error as DatabaseError {
            guard IndexDatabase.isDamage(error) else {
                throw IndexError(
                    code: .store, message: "the index cannot be read: \(error)", place: path,
                    remedy: "wait for the process that holds the file, or name another one with --index")
            }
            throw IndexError.corrupt("\(error)")
        }
    }

    /// A number that changes with every update.
    func generation() throws -> Int {
        try read { try Int.fetchOne($0, sql: "SELECT value FROM meta WHERE key = 'generation'") ?? 0 }
    }
}
