internal import Foundation

/// Replaces folders of shims in a PATH by the folders of the programs that they start: a shim needs the whole of its
/// version manager, a program only its installation.
struct ShimResolution {
    private let environment: [String: String]

    /// Takes the environment that the version managers look at.
    init(environment: [String: String]) { self.environment = environment }

    /// The PATH without shims, in the same order.
    func resolved(_ path: [String]) -> [String] {
        let managers = path.compactMap(pyenvRoot)
        return path.flatMap { entry -> [String] in
            if let root = pyenvRoot(of: entry) { return pythonVersions(of: root).map { "\(root)/versions/\($0)/bin" } }
            let isPartOfManager = managers.contains {
                entry.hasPrefix($0 + "/") && !entry.hasPrefix("\($0)/versions/")
            }
            if isPartOfManager { return [] }
            if FileManager.default.isExecutableFile(atPath: "\(entry)/rustup") {
                return rustToolchain(beside: entry) + [entry]
            }
            return [entry]
        }
    }

    /// The folder of the pyenv that a folder of shims belongs to.
    private func pyenvRoot(of entry: String) -> String? {
        guard entry.hasSuffix("/shims") else { return nil }
        let root = String(entry.dropLast("/shims".count))
        return FileManager.default.isExecutableFile(atPath: "\(root)/libexec/pyenv") ? root : nil
    }

    /// The versions that pyenv would use outside of any project.
    private func pythonVersions(of root: String) -> [String] {
        let text = environment["PYENV_VERSION"] ?? (try? String(contentsOfFile: "\(root)/version", encoding: .utf8))
        return (text ?? "").split { $0.isWhitespace || $0 == ":" }.map(String.init)
            .filter { $0 != "system" && !$0.contains("/") }
    }

    /// The programs of rustup's default toolchain; `.rustup` lies beside `.cargo`, unless the environment says otherwise.
    private func rustToolchain(beside programs: String) -> [String] {
        let home = ((programs as NSString).deletingLastPathComponent as NSString).deletingLastPathComponent
        let root = environment["RUSTUP_HOME"] ?? "\(home)/.rustup"
        guard let settings = try? String(contentsOfFile: "\(root)/settings.toml", encoding: .utf8) else { return [] }
        for line in settings.split(separator: "\n") where line.hasPrefix("default_toolchain") {
            let parts = line.split(separator: "\"")
            if parts.count >= 2, !parts[1].contains("/") { return ["\(root)/toolchains/\(parts[1])/bin"] }
        }
        return []
    }
}
