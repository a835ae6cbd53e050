internal import Foundation

/// What this machine has.
struct MachineResources: Sendable {
    /// Cores that can be used.
    var cores: Int
    /// Bytes of memory in all.
    var memory: Int

    /// Looks at this machine.
    static func current() -> MachineResources {
        let process = ProcessInfo.processInfo
        return MachineResources(
            cores: process.activeProcessorCount, memory: Int(clamping: process.physicalMemory))
    }
}
