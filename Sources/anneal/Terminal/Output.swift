import Foundation
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Where the program's text goes. It is written at once, and work goes on when nobody takes it any more.
enum Output: Int32, Sendable {
    /// Standard output: results alone.
    case results = 1
    /// Standard error: everything else.
    case notes = 2

    /// The first error of writing results, a closed pipe apart: who closes it has read enough.
    static var failure: Int32? { failed.withLock { $0 } }

    private static let failed = Mutex<Int32?>(nil)

    /// Writes a text. An error is kept in `failure`, and never thrown: a run is worth more than its output.
    func write(_ text: String) {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            #if canImport(Glibc)
                let count = rest.withUnsafeBytes { Glibc.write(rawValue, $0.baseAddress, $0.count) }
            #else
                let count = rest.withUnsafeBytes { Darwin.write(rawValue, $0.baseAddress, $0.count) }
            #endif
            guard count <= 0 else {
                rest = rest.dropFirst(count)
                continue
            }
            if count == 0 { return }
            let error = errno
            if error == EINTR { continue }
            if error == EAGAIN {
                var wanted = pollfd(fd: rawValue, events: Int16(POLLOUT), revents: 0)
                _ = poll(&wanted, 1, -1)
                continue
            }
            if self == .results, error != EPIPE { Self.failed.withLock { $0 = $0 ?? error } }
            return
        }
    }
}
