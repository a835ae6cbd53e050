internal import Foundation

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// The bytes of a file as they were at one moment.
struct StableContent {
    /// Files beyond this hold data; only their paths are found.
    static let sizeLimit = 2 << 20
    /// Bytes a line, on average or from the first line break to the next, beyond which a text was not written by hand.
    static let lineLimit = 2_000

    /// Why a content is not looked at.
    enum Reason: Int {
        case none = 0
        case large = 1
        case binary = 2
        case minified = 3
    }

    /// The content; empty where it is not looked at.
    var bytes: [UInt8]
    /// Why it is not looked at.
    var reason: Reason
    /// Whether it stayed the same while it was read.
    var isStable: Bool

    /// Reads a file.
    ///
    /// - Parameters:
    ///   - path: absolute.
    ///   - size: in bytes, as the tree told.
    /// - Returns: `nil` when it cannot be opened or read. Complexity: O(n), and O(1) beyond the size limit.
    static func read(_ path: String, size: Int) -> StableContent? {
        guard size <= sizeLimit else { return StableContent(bytes: [], reason: .large, isStable: true) }
        for attempt in 1...3 {
            // A file that is being written may change once more.
            guard let (bytes, isStable) = readOnce(path) else { return nil }
            guard isStable || attempt == 3 else { continue }
            guard bytes.count <= sizeLimit else { return StableContent(bytes: [], reason: .large, isStable: isStable) }
            let reason = reason(of: bytes)
            return StableContent(bytes: reason == .none ? bytes : [], reason: reason, isStable: isStable)
        }
        return nil
    }

    private static func readOnce(_ path: String) -> (bytes: [UInt8], isStable: Bool)? {
        // A pipe or device that took the file's place must not hold the reader up.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var before = stat()
        guard fstat(descriptor, &before) == 0, before.st_mode & S_IFMT == S_IFREG else { return nil }
        let capacity = min(Int(before.st_size), sizeLimit) + 1
        var failed = false
        let bytes = [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
            while count < capacity {
                let got = systemRead(
                    descriptor, UnsafeMutableRawPointer(buffer.baseAddress)?.advanced(by: count), capacity - count)
                if got < 0, errno == EINTR { continue }
                failed = got < 0
                if got <= 0 { break }
                count += got
            }
        }
        guard !failed else { return nil }
        var after = stat()
        guard fstat(descriptor, &after) == 0 else { return nil }
        #if canImport(Darwin)
            let isSame = before.st_mtimespec.tv_nsec == after.st_mtimespec.tv_nsec
        #else
            let isSame = before.st_mtim.tv_nsec == after.st_mtim.tv_nsec
        #endif
        return (bytes, isSame && before.st_size == after.st_size && bytes.count == Int(after.st_size))
    }

    private static func systemRead(_ descriptor: Int32, _ buffer: UnsafeMutableRawPointer?, _ count: Int) -> Int {
        #if canImport(Glibc)
            Glibc.read(descriptor, buffer, count)
        #else
            Darwin.read(descriptor, buffer, count)
        #endif
    }

    private static func reason(of bytes: [UInt8]) -> Reason {
        if bytes.prefix(8192).contains(0) { return .binary }
        guard bytes.count > 20_000 else { return .none }
        let lines = bytes.count { $0 == 0x0A } + 1
        return bytes.count / lines > lineLimit ? .minified : .none
    }
}
