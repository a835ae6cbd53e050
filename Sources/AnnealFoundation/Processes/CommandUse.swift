/// What a command used with all its children, as far as the system counted it.
public struct CommandUse: Sendable, Hashable, Codable {
    /// Bytes of memory at the most, those of files that the system keeps for it included; `nil` where nobody counted.
    public var peakMemory: Int?
    /// Seconds of the processor; `nil` where nobody counted.
    public var processorSeconds: Double?
    /// Processes that were ended for want of memory.
    public var memoryKills: Int

    /// Creates an account.
    public init(peakMemory: Int? = nil, processorSeconds: Double? = nil, memoryKills: Int = 0) {
        self.peakMemory = peakMemory
        self.processorSeconds = processorSeconds
        self.memoryKills = memoryKills
    }
}
