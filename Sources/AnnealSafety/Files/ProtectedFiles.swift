/// Files of a workspace that decide what runs outside of the sandbox, and so are not a model's to write.
public enum ProtectedFiles {
    /// What a path is.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// Git's own files: hooks and settings run programs.
        case git
        /// Anneal's configuration, policy and records.
        case own
        /// What a shell or an editor runs when somebody opens the folder.
        case startup
        /// What a server runs with the project's keys.
        case integration

        /// Whether a plan that names the file may write it. That is not enough for git's files and Anneal's own.
        public var mayBePlanned: Bool { self == .startup || self == .integration }

        /// Whether a person may agree to a change of the file. Git's files are never written.
        public var mayBeAsked: Bool { self != .git }

        /// What it is, for a message.
        public var wording: String {
            switch self {
            case .git: "it belongs to git, which runs programs that its files name"
            case .own: "it decides how Anneal works"
            case .startup: "it is run when somebody opens a shell, an editor or the folder"
            case .integration: "it is run by a server that holds the project's keys"
            }
        }
    }

    private static let git: Set<String> = [".git", ".gitmodules", "git~1", "gitmod~1"]
    private static let own: Set<String> = [".anneal"]
    private static let startup: Set<String> = [
        ".bashrc", ".bash_profile", ".bash_login", ".bash_logout", ".bash_aliases", ".profile", ".zshrc", ".zshenv",
        ".zprofile", ".zlogin", ".zlogout", ".kshrc", ".cshrc", ".tcshrc", ".login", ".xprofile", ".xsession",
        ".inputrc", ".envrc", ".direnvrc", ".pythonstartup", ".pdbrc", ".gdbinit", ".lldbinit", ".exrc", ".vimrc",
        ".nvimrc", ".nvim.lua", ".netrc", ".pam_environment",
    ]
    /// Folders in which everything is run, or decides what is.
    private static let startupFolders: Set<String> = [".vscode", ".idea", ".husky", ".devcontainer", ".ssh", ".gnupg"]
    private static let integration: Set<String> = [
        ".gitlab-ci.yml", ".gitlab-ci.yaml", ".travis.yml", "jenkinsfile", "azure-pipelines.yml",
        "azure-pipelines.yaml", "bitbucket-pipelines.yml", ".drone.yml", ".woodpecker.yml", ".cirrus.yml",
        "appveyor.yml", ".appveyor.yml", ".pre-commit-config.yaml", "codemagic.yaml", "cloudbuild.yaml",
        "buildspec.yml", ".gitattributes",
    ]
    private static let integrationFolders: Set<String> = [
        ".circleci", ".buildkite", ".woodpecker", ".ci", ".semaphore", ".teamcity",
    ]

    /// What a path is; `nil` for an ordinary file.
    ///
    /// Names are compared as file systems without case do, and without characters that some of them leave out
    /// (`.g\u{200C}it`), because the branch may be checked out on such a system.
    public static func kind(of path: WorkspaceRelativePath) -> Kind? {
        let names = path.components.map(folded)
        if names.contains(where: { git.contains($0) }) { return .git }
        if names.contains(where: { own.contains($0) }) { return .own }
        guard let name = names.last else { return nil }
        let folders = names.dropLast()
        if startup.contains(name) || folders.contains(where: { startupFolders.contains($0) }) { return .startup }
        if integration.contains(name) || folders.contains(where: { integrationFolders.contains($0) }) {
            return .integration
        }
        if folders.starts(with: [".github", "workflows"]) || folders.starts(with: [".github", "actions"])
            || folders.starts(with: [".forgejo", "workflows"]) || folders.starts(with: [".gitea", "workflows"])
        {
            return .integration
        }
        return nil
    }

    /// A name as the laxest file systems see it.
    static func folded(_ name: String) -> String {
        var scalars = String.UnicodeScalarView()
        for scalar in name.lowercased().unicodeScalars where !scalar.properties.isDefaultIgnorableCodePoint {
            scalars.append(scalar)
        }
        // Windows leaves out dots and blanks at the end, and what follows a colon is a stream of the same file.
        var text = Substring(String(scalars)).prefix { $0 != ":" }
        while let last = text.last, last == "." || last == " " { text = text.dropLast() }
        return String(text)
    }
}
