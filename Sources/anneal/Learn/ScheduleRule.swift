import AnnealLearning
import ArgumentParser

/// Which ready task `anneal learn schedule` begins first.
enum ScheduleRule: String, CaseIterable, ExpressibleByArgument {
    case fifo
    case criticalPath = "critical-path"
    case longest
    case shortest
    case descendants
    case random
    case beliefs
    case learned

    /// The list rule of the library; `nil` for the learned policy, and for the critical path on beliefs.
    var listRule: ListRule? {
        switch self {
        case .fifo: .firstInFirstOut
        case .criticalPath: .criticalPath
        case .longest: .longestFirst
        case .shortest: .shortestFirst
        case .descendants: .mostDescendants
        case .random: .random
        case .beliefs, .learned: nil
        }
    }

    /// How wrong estimates are where nothing else is asked for: both of these are for durations that are not known.
    var usualNoise: Double { self == .learned || self == .beliefs ? 0.5 : 0 }
}
