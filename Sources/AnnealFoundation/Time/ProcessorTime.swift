internal import Foundation

/// The time that this process has kept processors busy, which unlike the clock on the wall does not depend on what else
/// the machine does.
public enum ProcessorTime {
    /// The time so far.
    public static var now: Duration {
        // In ticks that are microseconds wherever POSIX holds.
        .microseconds(Int64(clock()) * 1_000_000 / Int64(CLOCKS_PER_SEC))
    }
}
