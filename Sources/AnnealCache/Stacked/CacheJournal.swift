internal import Foundation
internal import Synchronization

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// Records that were accepted and have not yet reached a lasting level, in files that outlive the process.
///
/// A record is in the operating system's hands when `append` returns, so that the end of the process by whatever signal
/// does not lose it; when `syncs` is set, it is on the disk. Each process writes files of its own, next to a lock that
/// goes with the process; whoever opens the folder later takes over what is left of processes that are gone.
final class CacheJournal: Sendable {
    private struct State {
        var generation = 0
        /// The first file that was not removed.
        var first = 0
        var handle: FileHandle?
    }

    private let folder: URL
    private let name = UUID().uuidString
    private let syncs: Bool
    private let state = Mutex(State())
    private let lock: FileHandle

    init(folder: URL, syncs: Bool) throws {
        self.folder = folder
        self.syncs = syncs
        try FileManager.default.createDirectory(
            at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        lock = try Self.lock(folder.appending(path: "\(name).lock"))
    }

    deinit { try? FileManager.default.removeItem(at: folder.appending(path: "\(name).lock")) }

    private func file(_ generation: Int) -> URL { folder.appending(path: "\(name)-\(generation).journal") }

    /// Adds a record to the present file.
    func append(_ record: CacheRecord) throws {
        let body = RecordCoding.encode(record)
        var data = Data()
        withUnsafeBytes(of: UInt32(body.count).littleEndian) { data.append(contentsOf: $0) }
        data.append(body)
        try state.withLock { state in
            if state.handle == nil { state.handle = try Self.opened(file(state.generation)) }
            try state.handle?.write(contentsOf: data)
            if syncs { try state.handle?.synchronize() }
        }
    }

    /// Begins a new file.
    ///
    /// - Returns: the number of the last file; all up to it may be removed when what they hold is safe elsewhere.
    func rotate() -> Int {
        state.withLock { state in
            try? state.handle?.close()
            state.handle = nil
            state.generation += 1
            return state.generation - 1
        }
    }

    /// Removes files; those that were removed before are not looked for again.
    ///
    /// - Returns: the numbers of the files.
    @discardableResult
    func remove(upTo generation: Int) -> Range<Int> {
        let numbers = state.withLock { state in
            let first = state.first
            state.first = max(first, generation + 1)
            return first..<state.first
        }
        for number in numbers { try? FileManager.default.removeItem(at: file(number)) }
        return numbers
    }

    /// What processes that are gone left behind, oldest first, with the files that held it.
    func abandoned() -> (records: [CacheRecord], files: [URL], locks: [FileHandle]) {
        var records: [CacheRecord] = []
        var files: [URL] = []
        var locks: [FileHandle] = []
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        for lockName in names.sorted() where lockName.hasSuffix(".lock") && lockName != "\(name).lock" {
            let lockFile = folder.appending(path: lockName)
            guard let lock = try? Self.lock(lockFile) else { continue }
            let owner = String(lockName.dropLast(5))
            let left = names.filter { $0.hasPrefix("\(owner)-") && $0.hasSuffix(".journal") }
            for name in left.sorted(by: { ($0.count, $0) < ($1.count, $1) }) {
                let file = folder.appending(path: name)
                records += Self.records(in: (try? Data(contentsOf: file)) ?? Data())
                files.append(file)
            }
            files.append(lockFile)
            locks.append(lock)
        }
        return (records, files, locks)
    }

    /// The records of a file; one that was cut off at the end is left out.
    static func records(in data: Data) -> [CacheRecord] {
        var reader = ByteReader(data)
        var records: [CacheRecord] = []
        while let body = reader.bytes(), let record = RecordCoding.decode(body) { records.append(record) }
        return records
    }

    private static func opened(_ file: URL) throws -> FileHandle {
        let descriptor = open(file.path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw failure(file) }
        return FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    }

    private static func lock(_ file: URL) throws -> FileHandle {
        let descriptor = open(file.path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw failure(file) }
        let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else { throw failure(file) }
        return handle
    }

    private static func failure(_ file: URL) -> CacheError {
        CacheError(
            code: .levelFailed,
            message: "the journal of the cache cannot be used: \(String(cString: strerror(errno)))", place: file.path,
            remedy: "check that the folder can be written")
    }
}
