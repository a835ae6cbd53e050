import Foundation

/// The processor time that this process has used, in seconds.
enum ProcessorTime {
    static var now: Double { Double(clock()) / Double(CLOCKS_PER_SEC) }
}
