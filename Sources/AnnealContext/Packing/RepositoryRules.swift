internal import Foundation

/// The rules that hold for some files of a repository: those of the root, then those of the folders on the way to the
/// files, so that the nearest stands last.
enum RepositoryRules {
    /// Finds rules.
    ///
    /// - Parameters:
    ///   - root: absolute path of the repository.
    ///   - files: paths relative to it.
    /// - Returns: path and text, the widest first. Complexity: O(n) in the folders above the files.
    static func find(root: String, near files: [String]) -> [(path: String, text: String)] {
        var folders: [String] = []
        for file in files {
            var folder = ""
            for part in file.split(separator: "/").dropLast() {
                folder += part + "/"
                if !folders.contains(folder) { folders.append(folder) }
            }
        }
        let nested = folders.flatMap { folder in AgentRules.names.map { folder + $0 } }
        let cursor = (try? FileManager.default.contentsOfDirectory(atPath: root + "/.cursor/rules")) ?? []
        let listed =
            nested.filter { FileManager.default.fileExists(atPath: root + "/" + $0) }
            + cursor.sorted().map { ".cursor/rules/" + $0 }
        let rules = AgentRules.read(root: root, listed: listed)
        return ordered(rules)
    }

    /// Rules in the order in which they are shown.
    static func ordered(_ rules: [String: String]) -> [(path: String, text: String)] {
        rules.map { (path: $0.key, text: $0.value) }.sorted { AgentRules.precedes($0.path, $1.path) }
    }
}
