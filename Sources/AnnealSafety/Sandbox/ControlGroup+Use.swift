internal import AnnealFoundation
internal import Foundation

extension ControlGroup {
    /// What the processes of the group used until now; `nil` where its folders count nothing.
    ///
    /// Files of both versions are looked for in each folder: memory at the most, processes that were ended for want of it,
    /// and, in version 2, time of the processor.
    func use() -> CommandUse? {
        var use = CommandUse()
        var isCounted = false
        for folder in folders {
            if let peak = Self.number(in: "\(folder)/memory.peak")
                ?? Self.number(in: "\(folder)/memory.max_usage_in_bytes")
            {
                use.peakMemory = max(use.peakMemory ?? 0, peak)
                isCounted = true
            }
            for file in ["memory.events", "memory.oom_control"] {
                guard let kills = Self.member("oom_kill", in: "\(folder)/\(file)") else { continue }
                use.memoryKills = max(use.memoryKills, kills)
                isCounted = true
            }
            if let microseconds = Self.member("usage_usec", in: "\(folder)/cpu.stat") {
                use.processorSeconds = max(use.processorSeconds ?? 0, Double(microseconds) / 1e6)
                isCounted = true
            }
        }
        return isCounted ? use : nil
    }

    private static func number(in file: String) -> Int? {
        guard let text = try? String(contentsOfFile: file, encoding: .utf8) else { return nil }
        return Int(text.trimmingCharacters(in: .whitespacesAndNewlines))
    }

    /// The number behind a name in a file with one pair a line.
    private static func member(_ name: String, in file: String) -> Int? {
        guard let text = try? String(contentsOfFile: file, encoding: .utf8) else { return nil }
        for line in text.split(separator: "\n") {
            let words = line.split(separator: " ")
            if words.count == 2, words[0] == name { return Int(words[1]) }
        }
        return nil
    }
}
