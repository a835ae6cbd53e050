import AnnealFoundation

extension Doctor {
    /// Whether git is there, new enough for worktrees as runs use them, and knows who commits.
    func gitFindings() async throws -> [Finding] {
        guard let version = try await firstLine("git", ["--version"]) else {
            return [.fail("git", "git is not installed", remedy: "apt-get install git")]
        }
        guard VersionText.isAtLeast(version, [2, 25]) else {
            return [.fail("git", "\(version) is too old: runs need 2.25 or newer", remedy: "install a newer git")]
        }
        let name = try await firstLine("git", ["-C", repository, "config", "user.name"])
        let email = try await firstLine("git", ["-C", repository, "config", "user.email"])
        let namedByEnvironment = environment["GIT_AUTHOR_NAME"] != nil && environment["GIT_AUTHOR_EMAIL"] != nil
        guard (name != nil && email != nil) || namedByEnvironment else {
            return [
                .warn(
                    "git", "\(version), but it does not know who commits",
                    remedy: "git config --global user.name \"NAME\" && git config --global user.email ADDRESS")
            ]
        }
        return [.ok("git", "\(version), commits as \(name ?? environment["GIT_AUTHOR_NAME"] ?? "")")]
    }
}
