public import AnnealFoundation
internal import Foundation

/// How a local model is served: what the settings ask for, made to fit this machine.
public struct ServingPlan: Sendable, Hashable, Codable {
    /// How tokens are guessed ahead, to be checked by the model in one go.
    public enum Speculation: String, Sendable, Hashable, Codable, CaseIterable {
        /// Not at all.
        case none
        /// By a smaller model.
        case draft = "draft-simple"
        /// By what followed the same tokens earlier in the prompt and answer.
        case ngram = "ngram-simple"
    }

    /// Tokens of context of each slot.
    public var contextPerSlot: Int
    /// Requests at the same time.
    public var slots: Int
    /// Threads.
    public var threads: Int
    /// Megabytes of memory for prompts that are in no slot at the moment.
    public var promptCacheMegabytes: Int
    /// Shortest piece of a prompt that is found again when it has moved; 0 looks at beginnings only.
    public var cacheReuse: Int
    /// How tokens are guessed ahead.
    public var speculation: Speculation
    /// The draft model's file.
    public var draftPath: String?

    /// Creates a plan.
    public init(
        contextPerSlot: Int, slots: Int, threads: Int, promptCacheMegabytes: Int = 1024, cacheReuse: Int = 0,
        speculation: Speculation = .none, draftPath: String? = nil
    ) {
        self.contextPerSlot = contextPerSlot
        self.slots = slots
        self.threads = threads
        self.promptCacheMegabytes = promptCacheMegabytes
        self.cacheReuse = cacheReuse
        self.speculation = speculation
        self.draftPath = draftPath
    }

    /// The plan for a model on this machine: first slots, then context are given up until it fits into memory.
    ///
    /// - Parameters:
    ///   - entry: the model.
    ///   - settings: what is asked for.
    ///   - cores: cores of the machine.
    ///   - memory: bytes of memory that are free; `nil` when that is not known.
    /// - Returns: the plan.
    public static func fitting(
        _ entry: CatalogueEntry, settings: Settings, cores: Int, memory: Int?
    ) -> ServingPlan {
        let asked = settings.integer("model.localContextLength") ?? 8192
        var context = min(max(asked, 512), entry.trainedContext.value)
        var slots = min(max(settings.integer("model.localSlots") ?? 4, 1), 64)
        let threads = min(max(settings.integer("model.localThreads") ?? cores, 1), 512)
        func needed() -> Int { (entry.bytes ?? 0) + fixedBytes + context * slots * entry.cacheBytesPerToken }
        if let memory {
            // A quarter stays for what the model's code is run with.
            let room = memory / 4 * 3
            while needed() > room, slots > 1 { slots -= 1 }
            while needed() > room, context > 2048 { context /= 2 }
        }
        let left = memory.map { max(0, $0 / 4 * 3 - needed()) } ?? (512 << 20)
        return ServingPlan(
            contextPerSlot: context, slots: slots, threads: threads,
            promptCacheMegabytes: min(1024, left >> 21))
    }

    /// Buffers for computing, and the runtime itself.
    private static let fixedBytes = 400 << 20

    /// Bytes of memory that are free for programs, as the system tells; `nil` where it does not.
    static func availableMemory() -> Int? {
        guard let text = try? String(contentsOfFile: "/proc/meminfo", encoding: .utf8),
            let line = text.split(separator: "\n").first(where: { $0.hasPrefix("MemAvailable:") }),
            let kilobytes = line.split(separator: " ").dropFirst().first.flatMap({ Int($0) })
        else { return nil }
        return kilobytes * 1024
    }
}
