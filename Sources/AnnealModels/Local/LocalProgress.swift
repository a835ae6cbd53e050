internal import AnnealFoundation

/// What is being done on the way to a served local model, for showing.
public struct LocalProgress: Sendable, Hashable {
    /// A step on the way.
    public enum Stage: String, Sendable, Hashable, Codable {
        /// Another process is doing the same; its end is awaited.
        case waiting
        /// The model's file is being fetched.
        case fetching
        /// A source did not work; the next one is tried.
        case failingOver
        /// The file is compared with its digest.
        case verifying
        /// The runtime is being installed.
        case installing
        /// The server is starting.
        case starting
    }

    /// The step.
    public var stage: Stage
    /// What it is about: a model, a source, a package.
    public var subject: String
    /// Bytes done.
    public var bytes: Int
    /// Bytes in all, when there are bytes to count.
    public var total: Int?
    /// Bytes a second since the step began.
    public var rate: Double?

    /// Creates a progress report.
    public init(stage: Stage, subject: String, bytes: Int = 0, total: Int? = nil, rate: Double? = nil) {
        self.stage = stage
        self.subject = subject
        self.bytes = bytes
        self.total = total
        self.rate = rate
    }

    /// Time that the step still takes at its rate; `nil` when that cannot be told.
    public var remaining: Duration? {
        guard let total, let rate, rate > 0 else { return nil }
        return .seconds(Double(max(0, total - bytes)) / rate)
    }

    /// The report in one line: `fetching qwen2.5-coder-0.5b: 120 of 491 MB, 14.2 MB/s, 26 s left`.
    public var line: String {
        var parts: [String] = []
        if let total { parts.append("\(bytes / 1_000_000) of \(total / 1_000_000) MB") }
        if let rate { parts.append("\((rate / 100_000).rounded() / 10) MB/s") }
        if let remaining { parts.append("\(remaining.readable) left") }
        let verb = stage == .failingOver ? "trying the next source" : stage.rawValue
        return "\(verb) \(subject)" + (parts.isEmpty ? "" : ": " + parts.joined(separator: ", "))
    }
}

/// Counts the bytes of a transfer and tells its rate.
struct TransferMeter: Sendable {
    private let start: ContinuousClock.Instant
    private let initial: Int
    private var told: ContinuousClock.Instant
    private(set) var bytes: Int

    init(initial: Int) {
        start = .now
        told = start
        self.initial = initial
        bytes = initial
    }

    /// Bytes a second of this transfer, what was there before it not counted.
    var rate: Double? {
        let seconds = (ContinuousClock.now - start).seconds
        return seconds > 0.5 && bytes > initial ? Double(bytes - initial) / seconds : nil
    }

    mutating func add(_ count: Int) { bytes += count }

    mutating func set(_ count: Int) { bytes = count }

    /// Whether it is time to tell of it again: at most five times a second.
    mutating func isDue() -> Bool {
        let now = ContinuousClock.now
        guard now - told >= .milliseconds(200) else { return false }
        told = now
        return true
    }
}
