internal import AnnealFoundation
internal import Foundation

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// Recorded outcomes on disk: an object on each line, added to one by one, so that a recording that was killed goes on
/// where it was.
public struct OutcomeFile: Sendable {
    /// The file.
    public let path: String

    /// Names a file; nothing is opened yet.
    public init(path: String) { self.path = path }

    /// What is in the file.
    public struct Contents: Sendable, Hashable {
        /// The outcomes in the order in which they were recorded.
        public var outcomes: [ArmOutcome]
        /// Whether the last line was cut by a crash and is left out.
        public var hasTornEnd: Bool
    }

    /// Reads the outcomes; a file that is not there has none.
    ///
    /// - Returns: the outcomes; of two with the same task and arm the first.
    /// - Throws: `SuiteError` that names a line which is no outcome, unless it is the last and was never ended.
    public func read() throws(SuiteError) -> Contents {
        guard FileManager.default.fileExists(atPath: path) else { return Contents(outcomes: [], hasTornEnd: false) }
        let data: Data
        do { data = Data(try PackedFile.bytes(of: path)) } catch {
            throw SuiteError(message: "the outcomes cannot be read: \(error)", place: path)
        }
        var outcomes: [ArmOutcome] = []
        var seen: Set<[String]> = []
        let lines = data.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() where !line.isEmpty {
            guard let outcome = try? CanonicalJSON.decode(ArmOutcome.self, from: Data(line)) else {
                if index == lines.count - 1 { return Contents(outcomes: outcomes, hasTornEnd: true) }
                throw SuiteError(message: "this line is no outcome", place: "\(path):\(index + 1)")
            }
            if seen.insert([outcome.task, outcome.arm]).inserted { outcomes.append(outcome) }
        }
        return Contents(outcomes: outcomes, hasTornEnd: false)
    }

    /// Cuts off a last line that a crash left unfinished.
    ///
    /// - Throws: `SuiteError` when the file cannot be written.
    public func mendEnd() throws(SuiteError) {
        do {
            let data = try Data(contentsOf: URL(fileURLWithPath: path))
            let end = data.lastIndex(of: UInt8(ascii: "\n")).map { data.index(after: $0) } ?? data.startIndex
            try data[..<end].write(to: URL(fileURLWithPath: path), options: .atomic)
        } catch {
            throw SuiteError(
                message: "the outcomes cannot be mended: \(error.localizedDescription)", place: path,
                remedy: "check that the file can be written", exitCode: .failure)
        }
    }

    /// Adds an outcome; it is on disk when this returns.
    ///
    /// - Parameter outcome: the outcome.
    /// - Throws: `SuiteError` when the file cannot be written.
    public func add(_ outcome: ArmOutcome) throws(SuiteError) {
        do {
            var line = try CanonicalJSON.data(outcome)
            line.append(UInt8(ascii: "\n"))
            try append(line)
        } catch let error as SuiteError {
            throw error
        } catch {
            throw unwritable("\(error)")
        }
    }

    private func append(_ line: Data) throws(SuiteError) {
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
        try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw unwritable(String(cString: strerror(errno))) }
        defer { close(descriptor) }
        var rest = line[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 else {
                if errno == EINTR { continue }
                throw unwritable(String(cString: strerror(errno)))
            }
            rest = rest.dropFirst(count)
        }
        guard fsync(descriptor) == 0 else { throw unwritable(String(cString: strerror(errno))) }
    }

    private func unwritable(_ reason: String) -> SuiteError {
        SuiteError(
            message: "the outcome was not stored: \(reason)", place: path,
            remedy: "check that there is space and that the file can be written; --resume goes on", exitCode: .failure)
    }
}
