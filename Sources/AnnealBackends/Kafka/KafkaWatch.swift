internal import CKafka
internal import Synchronization

/// What a client of librdkafka tells by the way, from threads of its own.
final class KafkaWatch: Sendable {
    private struct State {
        var problem: String?
        var isRefused = false
        var versions: [String: Int] = [:]
        var partitions = KafkaAssignment()
    }

    /// The cluster, for errors.
    let place: String
    private let state = Mutex(State())

    init(place: String) { self.place = place }

    /// The last complaint about a connection.
    var problem: String? { state.withLock { $0.problem } }
    /// Whether a broker did not take the name or the password.
    var isRefused: Bool { state.withLock { $0.isRefused } }
    /// The highest version of each request that a broker knows; only where the client was asked to tell.
    var versions: [String: Int] { state.withLock { $0.versions } }

    /// Looks at and changes which partitions a consumer has.
    func withAssignment<Value>(_ body: (inout KafkaAssignment) -> Value) -> Value {
        state.withLock { body(&$0.partitions) }
    }

    /// Forgets complaints, when something has worked since; librdkafka does not repeat the same one for a while.
    func forget() {
        state.withLock { state in
            state.problem = nil
            state.isRefused = false
        }
    }

    /// Takes a line of the client's log.
    func note(_ facility: String, _ line: String) {
        if facility == "APIVERSION" { return noteVersion(line) }
        guard facility == "FAIL" || facility == "ERROR" else { return }
        var text = line[...]
        if text.hasPrefix("[thrd:"), let end = text.firstRange(of: "]: ") { text = text[end.upperBound...] }
        if let end = text.firstRange(of: " (after ") { text = text[..<end.lowerBound] }
        let isRefusal = text.contains("SASL authentication error") || text.contains("SASL handshake failed")
        state.withLock { state in
            // That brokers are down is a consequence; why is what helps.
            if state.problem == nil || !text.hasSuffix("brokers are down") { state.problem = String(text) }
            if isRefusal { state.isRefused = true }
        }
    }

    /// Takes an error that is no answer to a request.
    func note(_ code: rd_kafka_resp_err_t, _ text: String) {
        state.withLock { state in
            if code == RD_KAFKA_RESP_ERR__AUTHENTICATION {
                state.isRefused = true
                state.problem = text
            }
        }
    }

    /// `…:   ApiKey Fetch (1) Versions 0..11`
    private func noteVersion(_ line: String) {
        guard let match = line.firstMatch(of: /ApiKey (\w+) \(\d+\) Versions \d+\.\.(\d+)/),
            let version = Int(match.2)
        else { return }
        state.withLock { $0.versions[String(match.1)] = version }
    }

    /// The watch behind the pointer that librdkafka carries along.
    static func behind(_ opaque: UnsafeMutableRawPointer?) -> KafkaWatch? {
        opaque.map { Unmanaged<KafkaWatch>.fromOpaque($0).takeUnretainedValue() }
    }
}
