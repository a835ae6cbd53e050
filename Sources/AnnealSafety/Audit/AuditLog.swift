public import AnnealFoundation
internal import Crypto
public import Foundation

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// An append-only record of what the guard judged, in which every line holds the digest of the one before it.
///
/// A line is a JSON object: the entry, its number, the digest of the line before it and its own digest, SHA-256 over the
/// rest of the line. Whoever changes, removes or puts in a line breaks the chain from there on. Lines cut off at the
/// end are noticed against the last digest, which is kept in a file of its own beside the log; an entry that is added
/// after such a cut names the digest that is missing, so that the break stays. Somebody who may write both files can
/// write a chain anew: what that costs is that nothing in it agrees with a digest that was noted elsewhere, such as that
/// in the report of a run.
///
/// Several processes may append at the same time; the file is locked for each line.
public struct AuditLog: Sendable {
    /// The file of the lines.
    public let file: URL
    private var headFile: URL { file.appendingPathExtension("head") }

    /// Uses a log; nothing is made before the first entry.
    ///
    /// - Parameter file: its file.
    public init(file: URL) { self.file = file }

    /// The digest before the first line.
    static let beginning = String(repeating: "0", count: 64)
    /// What stands for the digest of a line before that nobody knows.
    static let unknown = String(repeating: "f", count: 64)

    /// Adds an entry, also to a log that lines were cut off from: `verify` tells that afterwards as well.
    ///
    /// - Parameter entry: what was judged.
    /// - Returns: the digest of its line.
    /// - Throws: `AuditError` when it cannot be written: then what was judged must not happen.
    @discardableResult
    public func append(_ entry: AuditEntry) throws -> String {
        let folder = file.deletingLastPathComponent()
        try? FileManager.default.createDirectory(
            at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        let descriptor = open(file.path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw failure("cannot be opened: \(String(cString: strerror(errno)))") }
        let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        guard flock(descriptor, LOCK_EX) == 0 else { throw failure("cannot be locked") }
        let last = try lastLine(of: handle).map { try Line(parsing: $0) }
        let line = try Line(entry: entry, number: (last?.number ?? 0) + 1, previous: link(after: last))
        let end = lseek(descriptor, 0, SEEK_END)
        do {
            try handle.write(contentsOf: line.text + Data("\n".utf8))
        } catch {
            // Half a line, as a full disk leaves it, would be in the way of every later one.
            if end >= 0 { _ = ftruncate(descriptor, end) }
            throw failure("cannot be written: \(error.localizedDescription)")
        }
        do {
            try Data((line.digest + "\n").utf8).write(to: headFile, options: .atomic)
        } catch { throw failure("cannot be written: \(error.localizedDescription)") }
        return line.digest
    }

    /// The digest that the next line names as that of the line before it: the noted one where lines are missing.
    private func link(after last: Line?) -> String {
        let present = last?.digest ?? Self.beginning
        return holds(last) ? present : notedDigest ?? Self.unknown
    }

    /// Whether the noted digest is that of the last line. It may be that of the line before: so a process leaves it that
    /// ended after the line and before the note.
    private func holds(_ last: Line?) -> Bool {
        guard let last else { return notedDigest == nil }
        let noted = notedDigest ?? Self.beginning
        return noted == last.digest || noted == last.previous
    }

    /// The last digest as the file beside the log has it; `nil` where there is none.
    private var notedDigest: String? {
        guard let text = try? String(contentsOf: headFile, encoding: .utf8) else { return nil }
        let digest = text.trimmingCharacters(in: .whitespacesAndNewlines)
        return digest.utf8.count == Self.beginning.utf8.count && digest.allSatisfy(\.isHexDigit) ? digest : Self.unknown
    }

    /// The digest of the last line, to be noted elsewhere.
    ///
    /// - Returns: the digest; `nil` when there is no log.
    /// - Throws: `AuditError` when the log cannot be read.
    public func lastDigest() throws -> String? {
        guard let handle = try? FileHandle(forReadingFrom: file) else { return nil }
        flock(handle.fileDescriptor, LOCK_SH)
        return try lastLine(of: handle).map { try Line(parsing: $0).digest }
    }

    /// The entries, in order.
    ///
    /// - Parameter limit: how many of the last ones; `nil` for all.
    /// - Returns: the entries; none when there is no log.
    /// - Throws: `AuditError` when a line is none.
    public func entries(last limit: Int? = nil) throws -> [AuditEntry] {
        let lines = try lines()
        return try lines.suffix(limit ?? lines.count).map { try Line(parsing: $0).entry }
    }

    /// Checks the chain from the first line to the last.
    ///
    /// - Returns: how many lines there are, and what is wrong with the first one that is not as it was written.
    public func verify() throws -> AuditVerification {
        // Nobody is between a line and its note meanwhile.
        let lock = try? FileHandle(forReadingFrom: file)
        if let lock { flock(lock.fileDescriptor, LOCK_SH) }
        defer { try? lock?.close() }
        let lines = try lines()
        var previous = Self.beginning
        for (index, data) in lines.enumerated() {
            guard let line = try? Line(parsing: data) else {
                return AuditVerification(lines: lines.count, fault: .unreadable(line: index + 1))
            }
            guard line.number == index + 1, line.previous == previous else {
                return AuditVerification(lines: lines.count, fault: .outOfOrder(line: index + 1))
            }
            guard line.digest == line.expectedDigest else {
                return AuditVerification(lines: lines.count, fault: .changed(line: index + 1))
            }
            previous = line.digest
        }
        guard holds(try lines.last.map { try Line(parsing: $0) }) else {
            return AuditVerification(lines: lines.count, fault: .endMissing(expected: notedDigest))
        }
        return AuditVerification(lines: lines.count, head: previous)
    }

    private func lines() throws -> [Data] {
        guard FileManager.default.fileExists(atPath: file.path) else { return [] }
        guard let data = FileManager.default.contents(atPath: file.path) else { throw failure("cannot be read") }
        return data.split(separator: 0x0A).map { Data($0) }
    }

    /// The last line, read from the end.
    private func lastLine(of handle: FileHandle) throws -> Data? {
        let size = try handle.seekToEnd()
        guard size > 0 else { return nil }
        var length: UInt64 = 1 << 14
        while true {
            let start = size > length ? size - length : 0
            try handle.seek(toOffset: start)
            let data = try handle.readToEnd() ?? Data()
            guard data.last == 0x0A else { throw failure("ends within a line: run `anneal guard verify`") }
            let body = data.dropLast()
            if let end = body.lastIndex(of: 0x0A) { return Data(body[(end + 1)...]) }
            if start == 0 { return Data(body) }
            length *= 4
        }
    }

    private func failure(_ message: String) -> AuditError {
        AuditError(
            message: "the audit log \(message)", place: file.path,
            remedy: "check the file and the space on the disk; nothing is done that cannot be recorded")
    }
}

/// What checking a log gave.
public struct AuditVerification: Sendable, Hashable {
    /// What is wrong.
    public enum Fault: Sendable, Hashable {
        /// A line is no entry.
        case unreadable(line: Int)
        /// A line was put in, taken out or moved.
        case outOfOrder(line: Int)
        /// A line is not as it was written.
        case changed(line: Int)
        /// Lines at the end are missing; the digest that the last one had, where it is known.
        case endMissing(expected: String?)
    }

    /// Lines in the file.
    public var lines: Int
    /// The digest of the last line; `nil` when something is wrong.
    public var head: String?
    /// What is wrong; `nil` when the chain holds.
    public var fault: Fault?

    init(lines: Int, head: String? = nil, fault: Fault? = nil) {
        self.lines = lines
        self.head = head
        self.fault = fault
    }
}

/// The audit log cannot be used.
public struct AuditError: DescribedError, Hashable {
    /// What happened.
    public var message: String
    /// The file.
    public var place: String?
    /// What to do.
    public var remedy: String?
    /// The exit code for the command line.
    public var exitCode: ExitCode { .refused }
}

extension AuditLog {
    /// An entry with its place in the chain.
    struct Line {
        var entry: AuditEntry
        var number: Int
        var previous: String
        var digest: String
        var text: Data
        var expectedDigest: String

        private struct Body: Codable {
            var number: Int
            var previous: String
            var entry: AuditEntry
        }

        private static let mark = Data(#","digest":""#.utf8)

        init(entry: AuditEntry, number: Int, previous: String) throws {
            self.entry = entry
            self.number = number
            self.previous = previous
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            encoder.dateEncodingStrategy = .millisecondsSince1970
            let body = try encoder.encode(Body(number: number, previous: previous, entry: entry))
            digest = Self.digest(body)
            expectedDigest = digest
            text = body.dropLast() + Self.mark + Data("\(digest)\"}".utf8)
        }

        init(parsing line: Data) throws {
            guard let mark = line.range(of: Self.mark, options: .backwards), line.suffix(2) == Data("\"}".utf8) else {
                throw AuditError(message: "a line of the audit log has no digest")
            }
            let body = line[..<mark.lowerBound] + Data("}".utf8)
            let decoder = JSONDecoder()
            decoder.dateDecodingStrategy = .millisecondsSince1970
            let read = try decoder.decode(Body.self, from: body)
            entry = read.entry
            number = read.number
            previous = read.previous
            digest = String(decoding: line[mark.upperBound...].dropLast(2), as: UTF8.self)
            expectedDigest = Self.digest(body)
            text = line
        }

        private static func digest(_ body: Data) -> String {
            SHA256.hash(data: body).map { byte in
                let digits = String(byte, radix: 16)
                return digits.count == 1 ? "0" + digits : digits
            }.joined()
        }
    }
}
