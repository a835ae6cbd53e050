/// What kind of place a path is.
public enum Place: String, Sendable, Hashable, Codable, CaseIterable {
    /// An ordinary file or folder of the workspace.
    case workspace
    /// The workspace itself, with everything hidden in it.
    case workspaceRoot
    /// Build results, caches and leftovers of the workspace.
    case buildResult
    /// A file of the workspace that is made for secrets.
    case workspaceSecret
    /// What a server, an editor or a shell runs when it opens the workspace.
    case automation
    /// Git's folder, all of it.
    case git
    /// A file within git's folder.
    case gitInternal
    /// A file within git's folder that makes git run programs.
    case gitProgram
    /// The guard's own files and records.
    case guardFiles
    /// A folder for temporary files, or what is in it.
    case temporary
    /// A device that holds nothing: `/dev/null`.
    case harmlessDevice
    /// System files that everybody may read: programs, headers, settings without secrets.
    case system
    /// State of the system: logs, mail, data of services.
    case systemState
    /// Settings of the kernel.
    case kernel
    /// A disk or the memory.
    case device
    /// The root of all files.
    case root
    /// A folder in which the workspace lies.
    case ancestor
    /// A file of the user.
    case home
    /// The user's folder itself.
    case homeRoot
    /// Keys, tokens, histories, environments of other processes.
    case secret
    /// What a shell, a session or an editor of the user runs when it starts.
    case startup
    /// Anything else outside of the workspace.
    case outside
    /// A path that cannot be known.
    case unknown
}
