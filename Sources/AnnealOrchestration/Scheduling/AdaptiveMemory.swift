internal import AnnealFoundation

/// How much memory a task is taken to need, by what its commands used: it decides how many tasks are worked on at the same
/// time, where memory is what is short.
///
/// The limit that a command is held to stays the one that the settings say: a lower one would decide what passes, since a
/// program that is refused memory only fails.
struct AdaptiveMemory: Sendable, Hashable {
    /// What a task is taken to need before anything was measured.
    static let usual = 512 << 20
    /// The least that a task is taken to need, and the steps in which it changes.
    static let step = 64 << 20
    /// Commands that have to be measured before less is reserved.
    static let enough = 8
    /// Commands that are remembered.
    static let window = 20

    /// What happened to the reservation.
    enum Change: String, Sendable, CaseIterable {
        case lower, keep, raise
    }

    /// Bytes that a task is taken to need.
    private(set) var reservation = AdaptiveMemory.usual
    /// Commands that were measured.
    private(set) var commands = 0
    /// Processes that were ended for want of memory.
    private(set) var kills = 0
    /// The peaks of the last commands, in bytes.
    private(set) var peaks: [Int] = []

    /// The highest of the peaks that are remembered.
    var peak: Int { peaks.max() ?? 0 }

    /// Takes over what a command used.
    ///
    /// - Parameters:
    ///   - use: what it used.
    ///   - limit: the memory that it was allowed; `nil` for no limit.
    /// - Returns: what that changes.
    mutating func take(_ use: CommandUse, limit: Int?) -> Change {
        let before = reservation
        commands += 1
        kills += use.memoryKills
        if let peak = use.peakMemory { peaks = peaks.suffix(Self.window - 1) + [max(0, peak)] }
        let most = max(Self.step, limit ?? .max)
        if use.memoryKills > 0 {
            reservation = before > most / 2 ? most : before * 2
        } else if peak > reservation || peaks.count >= Self.enough {
            // A kill is remembered for as long as the peak that led to it.
            reservation = min(most, Self.rounded(peak > Int.max / 4 ? peak : peak * 2))
        }
        return reservation > before ? .raise : reservation < before ? .lower : .keep
    }

    /// Up to the next step.
    private static func rounded(_ bytes: Int) -> Int {
        max(step, bytes > .max - step ? bytes : (bytes + step - 1) / step * step)
    }
}
