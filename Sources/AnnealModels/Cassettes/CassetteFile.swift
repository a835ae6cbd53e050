internal import AnnealFoundation
internal import Foundation
internal import Synchronization

/// A cassette on disk: JSON lines that are only ever appended to.
final class CassetteFile: Sendable {
    let path: String

    private let handle: Mutex<FileHandle?>
    private let isFlushed: Bool

    /// - Parameters:
    ///   - path: the file.
    ///   - handle: the file, open for writing.
    ///   - isFlushed: whether each line is on the disk before `append` returns.
    private init(path: String, handle: FileHandle?, isFlushed: Bool) {
        self.path = path
        self.handle = Mutex(handle)
        self.isFlushed = isFlushed
    }

    /// Begins a new cassette in the place of an old one.
    ///
    /// - Throws: `ModelError` when the file cannot be written.
    static func create(_ path: String, model: String, isFlushed: Bool) throws(ModelError) -> CassetteFile {
        do {
            let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try Data().write(to: URL(fileURLWithPath: path))
            let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
            let file = CassetteFile(path: path, handle: handle, isFlushed: isFlushed)
            try file.append(.header(model: model))
            return file
        } catch {
            throw unusable(path, "cannot be written: \(error)")
        }
    }

    /// Opens a cassette to go on with it; what a crash left of a last line is taken off.
    ///
    /// - Throws: `ModelError` when the file cannot be read or written.
    static func resume(_ path: String) throws(ModelError) -> (CassetteFile, [CassetteEntry]) {
        let (entries, length) = try read(path)
        do {
            let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
            try handle.truncate(atOffset: UInt64(length))
            try handle.seekToEnd()
            return (CassetteFile(path: path, handle: handle, isFlushed: true), entries)
        } catch {
            throw unusable(path, "cannot be written: \(error)")
        }
    }

    /// Reads a cassette.
    ///
    /// - Returns: the entries after the header, which comes first, and the length in bytes of the whole lines.
    /// - Throws: `ModelError` when the file is not a cassette or of another version.
    static func read(_ path: String) throws(ModelError) -> (entries: [CassetteEntry], length: Int) {
        let data: Data
        do {
            data = try Data(contentsOf: URL(fileURLWithPath: path))
        } catch {
            throw unusable(path, "cannot be read: \(error)")
        }
        var entries: [CassetteEntry] = []
        let whole = data.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        for (number, line) in data[..<whole].split(separator: UInt8(ascii: "\n")).enumerated() {
            guard let entry = try? CanonicalJSON.decode(CassetteEntry.self, from: Data(line)) else {
                throw unusable("\(path):\(number + 1)", "has a line that cannot be read")
            }
            entries.append(entry)
        }
        guard let header = entries.first, header.format == CassetteEntry.format else {
            throw unusable(path, "is not a cassette")
        }
        guard header.version == CassetteEntry.version else {
            throw unusable(path, "has version \(header.version ?? 0), this program reads \(CassetteEntry.version)")
        }
        return (entries, whole)
    }

    /// Appends a line.
    ///
    /// - Throws: `ModelError` when it cannot be written.
    func append(_ entry: CassetteEntry) throws(ModelError) {
        do {
            var line = try CanonicalJSON.data(entry)
            line.append(UInt8(ascii: "\n"))
            try handle.withLock { handle in
                try handle?.write(contentsOf: line)
                if isFlushed { try handle?.synchronize() }
            }
        } catch {
            throw Self.unusable(path, "cannot be written: \(error)")
        }
    }

    private static func unusable(_ path: String, _ what: String) -> ModelError {
        ModelError(
            code: .notRecorded, message: "the cassette \(what)", place: path,
            remedy: "record it anew with `anneal run --record FILE`")
    }
}
