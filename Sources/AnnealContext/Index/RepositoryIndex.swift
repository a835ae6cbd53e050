internal import AnnealFoundation
internal import Foundation
internal import GRDB
internal import Synchronization

/// The index of a folder: its files with their words, declarations, imports and references, in one SQLite file.
///
/// Any number of processes may read and update it at once; updates wait for one another. Files that cannot be read, hold
/// data or are broken are passed over and told. A damaged index is made anew, and that is told as well, also when the
/// damage is met while something is read.
public final class RepositoryIndex: Sendable {
    /// Absolute path of the folder.
    public let root: String
    /// Absolute path of the index's file.
    public let path: String
    private let database: Mutex<IndexDatabase>
    private let onMending: @Sendable (String) -> Void
    private let mended = Mutex<ContinuousClock.Instant?>(nil)

    /// Damage that is met again within this time is told: making the index anew does not help then.
    private static let mendingPause = Duration.seconds(60)

    /// Opens the index of a folder, or makes an empty one.
    ///
    /// - Parameters:
    ///   - root: the folder.
    ///   - path: the index's file; `defaultPath` tells a good one.
    ///   - patience: how long to wait for another process that writes into the file.
    ///   - onMending: told why the index was made anew when damage was met while it was read.
    /// - Throws: `IndexError`.
    public init(
        root: String, path: String, patience: Duration = .seconds(120),
        onMending: @escaping @Sendable (String) -> Void = { _ in }
    ) throws(IndexError) {
        let url = Self.folder(root)
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder), isFolder.boolValue else {
            throw IndexError(
                code: .noFolder, message: "there is no such folder", place: root,
                remedy: "name the folder of the repository with --repo")
        }
        self.root = url.path
        self.path = path
        self.onMending = onMending
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
            try renew(because: "the index was damaged (\((error as? IndexError)?.message ?? "\(error)"))")
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

    /// Makes the index anew, unless another task has done so since a look at it.
    ///
    /// - Returns: whether it was made anew.
    @discardableResult
    private func renew(because reason: String, unlessChangedFrom pool: DatabasePool? = nil) throws -> Bool {
        try database.withLock { database in
            if let pool, pool !== database.pool { return false }
            try? database.pool.close()
            do {
                _ = try IndexDatabase.renewed(path, patience: database.patience).close()
            } catch {
                throw IndexError(
                    code: .store, message: "the index cannot be made anew: \(error)", place: path,
                    remedy: "remove the file, or name another one with --index")
            }
            database = try IndexDatabase(path: path, patience: database.patience, rebuilt: reason)
            return true
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
        } catch let error as IndexError {
            throw error.about(index: path)
        } catch let error as DatabaseError {
            guard !IndexDatabase.isDamage(error) else { throw IndexError.corrupt("\(error)").about(index: path) }
            throw IndexError(
                code: .store, message: "the index cannot be written: \(error)", place: path,
                remedy: "make room there, or wait for the process that holds the file")
        }
    }

    /// Reads from the index. One that turns out to be damaged is made anew, and the body runs once more.
    ///
    /// - Parameter body: changes nothing but what it returns, since it may run twice.
    /// - Returns: what the body returns.
    /// - Throws: `IndexError`, and what the body throws.
    func read<Value>(_ body: (Database) throws -> Value) throws -> Value {
        let pool = database.withLock { $0.pool }
        do {
            return try readOnce(pool, body)
        } catch let error as IndexError where error.code == .corrupt {
            guard try mend(pool, because: error) else { throw error }
            return try readOnce(database.withLock { $0.pool }, body)
        }
    }

    /// Makes the index anew after damage was met, and brings it up to date.
    ///
    /// - Returns: whether that was done; not again within a moment.
    private func mend(_ pool: DatabasePool, because error: IndexError) throws -> Bool {
        let now = ContinuousClock.now
        let isNew = database.withLock { $0.pool !== pool }
        let isLate = mended.withLock { last in
            if !isNew, let last, now - last < Self.mendingPause { return false }
            last = now
            return true
        }
        guard isLate else { return false }
        let isRenewed = try renew(because: error.message, unlessChangedFrom: pool)
        try update()
        if isRenewed { onMending(error.message) }
        return true
    }

    private func readOnce<Value>(_ pool: DatabasePool, _ body: (Database) throws -> Value) throws -> Value {
        do {
            return try pool.read(body)
        } catch let error as IndexError {
            throw error.about(index: path)
        } catch let error as DatabaseError {
            guard IndexDatabase.isDamage(error) else {
                throw IndexError(
                    code: .store, message: "the index cannot be read: \(error)", place: path,
                    remedy: "wait for the process that holds the file, or name another one with --index")
            }
            throw IndexError.corrupt("\(error)").about(index: path)
        }
    }

    /// What tells whether the index has changed.
    func marks() throws -> IndexMarks { try read { try IndexMarks($0) } }
}
