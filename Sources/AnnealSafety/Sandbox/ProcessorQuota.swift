/// How a control group is told the processors that its processes may use.
enum ProcessorQuota: Sendable, Hashable {
    /// Two files: `cpu.cfs_period_us` and `cpu.cfs_quota_us`.
    case version1
    /// One file: `cpu.max`.
    case version2

    /// Microseconds of the clock over which the time is counted, as the kernel has it by default.
    private static let period = 100_000
    /// The least that the kernel takes, in microseconds.
    private static let least = 1000

    /// The files that are written.
    var files: [String] {
        switch self {
        case .version1: ["cpu.cfs_period_us", "cpu.cfs_quota_us"]
        case .version2: ["cpu.max"]
        }
    }

    /// What is written into which file.
    ///
    /// - Parameter processors: how many processors, 1.5 for one and a half.
    /// - Returns: the files in the order in which they are written, with their texts.
    func texts(_ processors: Double) -> [(file: String, text: String)] {
        let most = 1_000_000.0
        let quota = max(Self.least, Int((min(max(processors, 0), most) * Double(Self.period)).rounded()))
        switch self {
        case .version1: return [("cpu.cfs_period_us", "\(Self.period)"), ("cpu.cfs_quota_us", "\(quota)")]
        case .version2: return [("cpu.max", "\(quota) \(Self.period)")]
        }
    }
}
