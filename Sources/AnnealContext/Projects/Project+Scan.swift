internal import AnnealFoundation
public import AnnealSpecs
internal import Foundation

extension Project {
    /// Files beyond this are not read: they hold data or generated code.
    static let fileSizeLimit = 1 << 20

    /// Looks at a repository.
    ///
    /// In a git repository its files are those that git tracks or would track; elsewhere the folder is walked.
    /// Complexity: O(n) in the size of the files.
    ///
    /// - Parameters:
    ///   - root: absolute path of the folder.
    ///   - specification: decides the language of a project without code.
    /// - Returns: what was found.
    /// - Throws: `ProjectError` when the folder cannot be read; `CancellationError`.
    public static func scan(root: String, specification: SpecDocument?) async throws -> Project {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: root, isDirectory: &isFolder), isFolder.boolValue else {
            throw ProjectError(
                code: .noFolder, message: "there is no such folder", place: root,
                remedy: "name the folder of the repository with --repo")
        }
        let listed = try await gitFiles(root: root) ?? walkedFiles(root: root)
        try Task.checkCancellation()
        var files: [String] = []
        var sizes: [String: Int] = [:]
        for path in listed where !isHidden(path) && !isVendored(path) {
            guard let size = textSize(of: path, root: root) else { continue }
            files.append(path)
            if let language = Languages.forFile(path: path) { sizes[language.name, default: 0] += max(1, size) }
        }
        files.sort()
        var project = Project(root: root, files: files, languages: ranked(sizes))
        if project.languages.isEmpty, let specification {
            project.languages = SpecLanguage.languages(of: specification)
        }
        project.rules = AgentRules.read(root: root, listed: listed)
        return project
    }

    /// The text of one of its files, or `nil` when it cannot be read as UTF-8.
    ///
    /// - Parameter path: relative to the root.
    /// - Returns: the text.
    public func text(of path: String) -> String? {
        let url = URL(fileURLWithPath: root, isDirectory: true).appending(path: path)
        guard let data = try? Data(contentsOf: url), data.count <= Self.fileSizeLimit else { return nil }
        return String(data: data, encoding: .utf8)
    }

    private static func ranked(_ sizes: [String: Int]) -> [String] {
        let order = Languages.all.map(\.name)
        return order.filter { sizes[$0] != nil }.sorted { (sizes[$0] ?? 0) > (sizes[$1] ?? 0) }
    }

    private static func gitFiles(root: String) async throws -> [String]? {
        let command = Command(
            // Nothing that the repository's own settings name is run.
            "git",
            [
                "-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "-C", root, "ls-files", "-z",
                "--cached", "--others", "--exclude-standard", "--deduplicate",
            ])
        let result: CommandResult
        do {
            result = try await SystemProcessLauncher().run(command, timeout: .seconds(60), outputLimit: 64 << 20)
        } catch is ProcessError {
            return nil
        }
        guard result.succeeded, !result.wasCut else { return nil }
        return result.standardOutput.split(separator: "\0").map(String.init)
    }

    private static func walkedFiles(root: String) -> [String] {
        var paths: [String] = []
        var folders = [""]
        while let folder = folders.popLast() {
            let names = (try? FileManager.default.contentsOfDirectory(atPath: root + "/" + folder)) ?? []
            for name in names where !name.hasPrefix(".") {
                let path = folder + name
                let type = try? FileManager.default.attributesOfItem(atPath: root + "/" + path)[.type]
                // Links to folders are not followed: they can lead in circles.
                if type as? FileAttributeType == .typeDirectory {
                    if !isVendored(path + "/") { folders.append(path + "/") }
                } else {
                    paths.append(path)
                }
            }
        }
        return paths
    }

    private static func isHidden(_ path: String) -> Bool {
        path.split(separator: "/").contains { $0.hasPrefix(".") }
    }

    private static let vendoredFolders: Set<Substring> = [
        "node_modules", "vendor", "third_party", "venv", "__pycache__", "site-packages", "bower_components", "target",
        "dist", "Pods", "Carthage",
    ]

    private static func isVendored(_ path: String) -> Bool {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        return parts.dropLast().contains { vendoredFolders.contains($0) || $0.hasSuffix(".egg-info") }
            || path.hasSuffix(".min.js") || path.hasSuffix(".lock") || path.hasSuffix("package-lock.json")
    }

    /// The size of a text file; `nil` for one that is binary, huge, gone, or not a file.
    private static func textSize(of path: String, root: String) -> Int? {
        let url = URL(fileURLWithPath: root, isDirectory: true).appending(path: path)
        let values = try? url.resourceValues(forKeys: [.isRegularFileKey, .fileSizeKey])
        guard values?.isRegularFile == true, let size = values?.fileSize, size <= fileSizeLimit else { return nil }
        guard let handle = try? FileHandle(forReadingFrom: url) else { return nil }
        defer { try? handle.close() }
        guard let start = try? handle.read(upToCount: 4096) else { return size == 0 ? 0 : nil }
        return start.contains(0) ? nil : size
    }
}
