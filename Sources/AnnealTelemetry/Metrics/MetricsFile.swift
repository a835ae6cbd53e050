internal import Foundation
internal import Synchronization

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// Writes metrics into a file that node exporter's textfile collector reads: every few seconds, each time as a whole.
final class MetricsFile: Sendable {
    /// Between two writings.
    static let pause = Duration.seconds(5)

    let path: String
    private let registry: MetricsRegistry
    private let failure = Mutex<String?>(nil)

    init(path: String, registry: MetricsRegistry) {
        self.path = path
        self.registry = registry
    }

    /// Why it was not written the last time; `nil` when it was.
    var reason: String? { failure.withLock { $0 } }

    /// Writes until it is cancelled.
    func run() async {
        while !Task.isCancelled {
            write()
            try? await Task.sleep(for: Self.pause)
        }
    }

    /// Writes the file anew; a reader sees the old one or the new one.
    func write() {
        // One at a time: the last one is to stay, and both have the same draft.
        failure.withLock { $0 = written() }
    }

    /// Writes it; gives why that was not possible.
    private func written() -> String? {
        let text = PrometheusText.render(registry.families)
        // Not named *.prom, so that the collector does not read half of it.
        let draft = "\(path).\(getpid()).new"
        guard
            FileManager.default.createFile(
                atPath: draft, contents: Data(text.utf8), attributes: [.posixPermissions: 0o644])
        else {
            unlink(draft)
            return "it cannot be written; see whether its folder is there and may be written"
        }
        guard rename(draft, path) != 0 else { return nil }
        let problem = String(cString: strerror(errno))
        unlink(draft)
        return problem
    }
}
