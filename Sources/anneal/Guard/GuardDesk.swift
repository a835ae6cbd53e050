import AnnealFoundation
import AnnealSafety
import Foundation

/// What the guard's commands share: the policy of the present folder, the places around it, the audit log.
struct GuardDesk {
    let directories: StateDirectories
    let workspace: URL
    let places: WorkspacePlaces

    init(environment: [String: String] = ProcessInfo.processInfo.environment) {
        directories = StateDirectories(environment: environment)
        workspace = URL(fileURLWithPath: FileManager.default.currentDirectoryPath).resolvingSymlinksInPath()
        places = WorkspacePlaces(
            root: workspace.path, home: environment["HOME"] ?? NSHomeDirectory(),
            user: environment["USER"] ?? environment["LOGNAME"],
            guardFolders: [directories.state.path, directories.configuration.path])
    }

    /// The guard with all layers.
    func guardian() throws -> CommandGuard {
        let files = PolicyFiles(configuration: directories.configuration, workspace: workspace)
        return CommandGuard(policy: try files.load(), places: places)
    }

    /// The guard with one document in the place of the layer that it is for.
    func guardian(with document: PolicyDocument) -> CommandGuard {
        let policy =
            document.layer == .user ? Policy(user: document) : Policy(project: document)
        return CommandGuard(policy: policy, places: places)
    }

    /// The user's own settings; a folder's cannot change what the guard's commands do.
    func settings() throws -> Settings {
        try Settings(
            environment: ProcessInfo.processInfo.environment,
            userFile: directories.configuration.appending(path: "config.yaml").path)
    }

    /// The record of what was judged.
    var audit: AuditLog { AuditLog(file: directories.state.appending(path: "audit.jsonl")) }

    /// What a run's report says of the record, if there is one: a digest that was noted elsewhere shows whether the record
    /// is still the one that it was.
    static func notes(on audit: AuditLog) -> [String] {
        do {
            return try audit.lastDigest().map {
                [
                    "the guard's record ended with the digest `\($0)`: a line of `audit.jsonl` ends with it as long as it is whole"
                ]
            } ?? []
        } catch {
            return ["the guard's record cannot be read: `anneal guard verify` tells why"]
        }
    }

    /// A command as one text: several words as a shell reads them back.
    static func text(of words: [String]) -> String {
        let words = words.first == "--" ? Array(words.dropFirst()) : words
        return words.count == 1 ? words[0] : words.map(ShellQuoting.quoted).joined(separator: " ")
    }
}
