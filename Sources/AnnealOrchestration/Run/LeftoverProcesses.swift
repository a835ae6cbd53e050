internal import Foundation

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// Finds what a killed run left running.
enum LeftoverProcesses {
    /// Ends every process whose working folder lies inside a folder. Only on Linux, where the system tells of it;
    /// elsewhere nothing is done.
    ///
    /// - Parameter folder: absolute path of the run's worktrees.
    /// - Returns: the processes that were ended.
    @discardableResult
    static func end(in folder: String) -> [Int32] {
        #if os(Linux)
            let files = FileManager.default
            let root = URL(fileURLWithPath: folder).resolvingSymlinksInPath().path
            let processes = ((try? files.contentsOfDirectory(atPath: "/proc")) ?? []).compactMap { Int32($0) }
            let leftovers = processes.filter { process in
                guard process != getpid(),
                    let place = try? files.destinationOfSymbolicLink(atPath: "/proc/\(process)/cwd")
                else { return false }
                return place == root || place.hasPrefix(root + "/")
            }
            for process in leftovers { kill(process, SIGKILL) }
            return leftovers
        #else
            return []
        #endif
    }
}
