public import Foundation

/// Where Anneal keeps what outlives a command, outside every repository.
public struct StateDirectories: Sendable, Hashable {
    /// Databases, worktrees, reports, the local server's state.
    public let state: URL
    /// Models and the local model's runtime: large, can be fetched again.
    public let cache: URL
    /// The user's configuration file lives here.
    public let configuration: URL

    /// Finds the folders: `ANNEAL_HOME` holds all three when it is set, otherwise the XDG base directories.
    ///
    /// - Parameter environment: the process's environment.
    public init(environment: [String: String]) {
        let home = URL(fileURLWithPath: environment["HOME"] ?? "/tmp", isDirectory: true)
        if let root = environment["ANNEAL_HOME"], !root.isEmpty {
            let root = URL(fileURLWithPath: root, isDirectory: true)
            state = root.appending(path: "state", directoryHint: .isDirectory)
            cache = root.appending(path: "cache", directoryHint: .isDirectory)
            configuration = root.appending(path: "config", directoryHint: .isDirectory)
            return
        }
        func folder(_ variable: String, _ fallback: String) -> URL {
            let base = environment[variable].flatMap { $0.hasPrefix("/") ? URL(fileURLWithPath: $0) : nil }
            return (base ?? home.appending(path: fallback)).appending(path: "anneal", directoryHint: .isDirectory)
        }
        state = folder("XDG_STATE_HOME", ".local/state")
        cache = folder("XDG_CACHE_HOME", ".cache")
        configuration = folder("XDG_CONFIG_HOME", ".config")
    }

    /// The database of runs and decisions.
    public var database: URL { state.appending(path: "anneal.sqlite") }
    /// The folder with one folder for each run: worktrees, reports, cassettes.
    public var runs: URL { state.appending(path: "runs", directoryHint: .isDirectory) }
    /// The folder with model files.
    public var models: URL { cache.appending(path: "models", directoryHint: .isDirectory) }
    /// The folder with the managed runtime of local models.
    public var runtime: URL { cache.appending(path: "runtime", directoryHint: .isDirectory) }
}
