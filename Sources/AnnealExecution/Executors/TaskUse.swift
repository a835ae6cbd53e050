/// What a try at a task used; what nobody counted is `nil`.
public struct TaskUse: Sendable, Hashable, Codable {
    /// Seconds of the processor, of all commands together.
    public var processorSeconds: Double?
    /// Bytes of memory of the command that used most.
    public var peakMemory: Int?
    /// Bytes of the files that it left.
    public var storageBytes: Int?
    /// Commands that were measured.
    public var commands: Int

    /// Creates an account.
    public init(
        processorSeconds: Double? = nil, peakMemory: Int? = nil, storageBytes: Int? = nil, commands: Int = 0
    ) {
        self.processorSeconds = processorSeconds
        self.peakMemory = peakMemory
        self.storageBytes = storageBytes
        self.commands = commands
    }

    /// What two tries used together.
    ///
    /// - Parameter before: the try before.
    /// - Returns: the processor's time of both, the higher peak, and the files that the later one left.
    public func following(_ before: TaskUse) -> TaskUse {
        let seconds = [before.processorSeconds, processorSeconds].compactMap { $0 }
        return TaskUse(
            processorSeconds: seconds.isEmpty ? nil : seconds.reduce(0, +),
            peakMemory: [before.peakMemory, peakMemory].compactMap { $0 }.max(),
            storageBytes: storageBytes ?? before.storageBytes, commands: before.commands + commands)
    }
}
