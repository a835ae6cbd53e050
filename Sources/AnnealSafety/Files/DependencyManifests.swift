/// Files that say what else is fetched and run when a project is built or installed.
public enum DependencyManifests {
    private static let names: Set<String> = [
        "package.json", "package-lock.json", "npm-shrinkwrap.json", "yarn.lock", "pnpm-lock.yaml", ".npmrc", ".yarnrc",
        ".yarnrc.yml", "bun.lockb", "deno.json", "deno.lock", "requirements.txt", "pyproject.toml", "setup.py",
        "setup.cfg",
        "pipfile", "pipfile.lock", "poetry.lock", "uv.lock", "tox.ini", "noxfile.py", "environment.yml", "cargo.toml",
        "cargo.lock", "build.rs", "go.mod", "go.sum", "package.swift", "package.resolved", "gemfile", "gemfile.lock",
        "rakefile", "composer.json", "composer.lock", "pom.xml", "build.gradle", "build.gradle.kts", "settings.gradle",
        "settings.gradle.kts", "gradle.properties", "build.sbt", "mix.exs", "mix.lock", "rebar.config", "pubspec.yaml",
        "pubspec.lock", "stack.yaml", "cabal.project", "conanfile.txt", "conanfile.py", "vcpkg.json", "meson.build",
        "cmakelists.txt", "makefile", "gnumakefile", "justfile", "dockerfile", "docker-compose.yml", "compose.yaml",
        "conftest.py", "nuget.config", "packages.config", "directory.build.props", ".gitmodules",
    ]
    private static let endings = [".csproj", ".fsproj", ".gemspec", ".cabal", ".opam", ".podspec", ".nimble"]

    /// Whether a file is one of these.
    ///
    /// - Parameter path: with `/` between folders.
    /// - Returns: by its name, without regard to case; `requirements-dev.txt` and the like included.
    public static func contains(_ path: String) -> Bool {
        let name = (path.split(separator: "/").last ?? "").lowercased()
        return names.contains(name) || endings.contains { name.hasSuffix($0) }
            || name.hasPrefix("requirements") && name.hasSuffix(".txt")
    }
}
