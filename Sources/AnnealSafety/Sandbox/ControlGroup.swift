internal import Foundation
internal import Synchronization

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// Where this process may make control groups, which count the processes, the memory and the processor's time of a
/// command with all its children. Versions 1 and 2 are known; a plain user usually has none, and then the limits of each
/// process count.
struct ControlGroupHierarchy: Sendable, Hashable {
    /// Folders below which a group can be made, with the limits that are written there.
    private let parents: [Parent]

    private struct Parent: Sendable, Hashable {
        var path: String
        var processes: String?
        var memory: [String]
        var processor: ProcessorQuota?
    }

    /// Looks for folders that can be used, by making and removing a group.
    init() {
        let own = Self.membership()
        let candidates = Self.version1(own) + Self.version2(own)
        parents = candidates.filter { Self.isUsable($0) }
        for parent in parents { Self.removeLeftovers(in: parent.path) }
    }

    /// Whether the number of processes can be limited.
    var limitsProcesses: Bool { parents.contains { $0.processes != nil } }
    /// Whether memory can be limited.
    var limitsMemory: Bool { parents.contains { !$0.memory.isEmpty } }
    /// Whether the processors of a command can be limited.
    var limitsProcessors: Bool { parents.contains { $0.processor != nil } }

    /// Makes a group for one command.
    ///
    /// - Parameters:
    ///   - processes: the most processes and threads.
    ///   - memory: the most bytes; `nil` for no limit.
    ///   - processors: the most processors; `nil` for all.
    /// - Returns: the group; `nil` where there is no hierarchy to make one in, or when it cannot be made.
    func makeGroup(processes: Int, memory: Int?, processors: Double? = nil) -> ControlGroup? {
        let name = "anneal-\(getpid())-\(Self.counter.next())"
        var folders: [String] = []
        for parent in parents {
            // One that could only limit what is not limited here is left alone.
            guard parent.processes != nil || !parent.memory.isEmpty || processors != nil else { continue }
            let folder = "\(parent.path)/\(name)"
            guard mkdir(folder, 0o755) == 0 else { continue }
            folders.append(folder)
            if let file = parent.processes { Self.write("\(processes)", to: "\(folder)/\(file)") }
            if let memory {
                for file in parent.memory { Self.write("\(memory)", to: "\(folder)/\(file)") }
            }
            if let processors, let quota = parent.processor {
                for (file, text) in quota.texts(processors) { Self.write(text, to: "\(folder)/\(file)") }
            }
        }
        return folders.isEmpty ? nil : ControlGroup(folders: folders)
    }

    /// Counts groups, so that each has a name of its own.
    private final class Counter: Sendable {
        private let last = Mutex(0)
        func next() -> Int {
            last.withLock { number in
                number += 1
                return number
            }
        }
    }

    private static let counter = Counter()

    /// This process's group by controller; the unified hierarchy has the empty name.
    private static func membership() -> [String: String] {
        guard let text = try? String(contentsOfFile: "/proc/self/cgroup", encoding: .utf8) else { return [:] }
        var groups: [String: String] = [:]
        for line in text.split(separator: "\n") {
            let parts = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
            guard parts.count == 3 else { continue }
            for controller in parts[1].split(separator: ",", omittingEmptySubsequences: false) {
                groups[String(controller)] = parts[2] == "/" ? "" : String(parts[2])
            }
        }
        return groups
    }

    private static func version1(_ own: [String: String]) -> [Parent] {
        var found: [Parent] = []
        if let group = own["pids"] {
            found.append(Parent(path: "/sys/fs/cgroup/pids\(group)", processes: "pids.max", memory: []))
        }
        if let group = own["memory"] {
            found.append(
                Parent(path: "/sys/fs/cgroup/memory\(group)", processes: nil, memory: ["memory.limit_in_bytes"]))
        }
        if let group = own["cpu"] {
            found.append(
                Parent(path: "/sys/fs/cgroup/cpu\(group)", processes: nil, memory: [], processor: .version1))
        }
        return found
    }

    /// A group with processes in it cannot have children with controllers, so the group above is tried as well.
    private static func version2(_ own: [String: String]) -> [Parent] {
        guard let group = own[""], FileManager.default.fileExists(atPath: "/sys/fs/cgroup/cgroup.controllers")
        else { return [] }
        let path = "/sys/fs/cgroup\(group)"
        let above = group.isEmpty ? [] : [(path as NSString).deletingLastPathComponent]
        for candidate in [path] + above {
            let text = (try? String(contentsOfFile: "\(candidate)/cgroup.subtree_control", encoding: .utf8)) ?? ""
            let controllers = text.split(whereSeparator: \.isWhitespace)
            let parent = Parent(
                path: candidate, processes: controllers.contains("pids") ? "pids.max" : nil,
                memory: controllers.contains("memory") ? ["memory.max"] : [],
                processor: controllers.contains("cpu") ? .version2 : nil)
            let isOfUse = parent.processes != nil || !parent.memory.isEmpty || parent.processor != nil
            if isOfUse && isUsable(parent) { return [parent] }
        }
        return []
    }

    /// A group must be made, take its limits and let a process in.
    private static func isUsable(_ parent: Parent) -> Bool {
        let folder = "\(parent.path)/anneal-\(getpid())-0"
        guard mkdir(folder, 0o755) == 0 else { return false }
        defer { rmdir(folder) }
        let files =
            [parent.processes, "cgroup.procs"].compactMap { $0 } + parent.memory + (parent.processor?.files ?? [])
        return files.allSatisfy { access("\(folder)/\($0)", W_OK) == 0 }
    }

    /// Removes groups of processes that are gone; one that is in use cannot be removed.
    private static func removeLeftovers(in path: String) {
        for name in (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? [] {
            let parts = name.split(separator: "-")
            guard parts.count == 3, parts[0] == "anneal", let owner = pid_t(parts[1]) else { continue }
            if kill(owner, 0) != 0 && errno == ESRCH { rmdir("\(path)/\(name)") }
        }
    }

    private static func write(_ text: String, to path: String) {
        guard let file = FileHandle(forWritingAtPath: path) else { return }
        try? file.write(contentsOf: Data(text.utf8))
        try? file.close()
    }
}

/// A control group for one command, in one folder or several.
struct ControlGroup: Sendable, Hashable {
    /// The group's folders.
    let folders: [String]

    /// Files that take the number of a process which joins.
    var memberFiles: [String] { folders.map { "\($0)/cgroup.procs" } }

    /// Removes the group; waits a moment for the last processes, which the kernel is ending already.
    func remove() async {
        for folder in folders {
            for _ in 0..<50 {
                if rmdir(folder) == 0 || errno == ENOENT { break }
                // Runs on cancellation too: then the group is left for the next start to remove.
                guard (try? await Task.sleep(for: .milliseconds(10))) != nil else { break }
            }
        }
    }
}
