/// A path that a command names, made absolute, and what kind of place it is.
struct PathReading: Sendable, Hashable {
    /// The absolute path, which may hold marks.
    var path: String
    /// What kind of place it is.
    var place: Place
    /// Whether many files, everything in a folder, or perhaps another place is meant.
    var traits: CommandEffect.Traits = []
}

/// Makes paths absolute and says what they are. Only the text counts: no file is looked at.
struct PathReader: Sendable {
    let places: WorkspacePlaces
    private let root: [Substring]
    private let home: [Substring]
    private let temporary: [[Substring]]
    /// Whether the workspace holds the home folder, or may be a folder of the system.
    private let isWide: Bool
    private let guards: [[Substring]]

    init(places: WorkspacePlaces) {
        self.places = places
        root = places.root.split(separator: "/")
        home = places.home.split(separator: "/")
        isWide = root.count < 2 || home.starts(with: root)
        temporary = places.temporary.map { $0.split(separator: "/") }
        guards = places.guardFolders.map { $0.lowercased().split(separator: "/") }
    }

    /// Makes a path absolute, without `.`, `..` and empty parts.
    ///
    /// - Parameters:
    ///   - text: a path, which may hold marks.
    ///   - folder: the absolute folder that it starts from; it may be unknown.
    /// - Returns: the absolute path, or the mark for an unknown one.
    func absolute(_ text: String, from folder: String) -> String {
        guard let first = text.utf8.first else { return folder }
        if first == Mark.unknown { return Mark.unknownText }
        var parts: [Substring] = first == 0x2F ? [] : folder.split(separator: "/")
        if first != 0x2F, folder.utf8.first == Mark.unknown { return Mark.unknownText }
        for part in text.split(separator: "/") where part != "." {
            if part == ".." {
                // What lies around the current folder of another process is not known; it stands for itself.
                if Self.processLink(parts) == "cwd" { continue }
                if let last = parts.last, last.utf8.contains(where: { $0 == Mark.tree || $0 == Mark.unknown }) {
                    return Mark.unknownText
                }
                _ = parts.popLast()
            } else {
                parts.append(part)
                guard let left = Self.leavingProcess(parts, folder: folder) else { continue }
                if left.first?.utf8.first == Mark.unknown { return Mark.unknownText }
                parts = left
            }
        }
        return "/" + parts.joined(separator: "/")
    }

    /// `/proc/self/root` and `/proc/1/root` are the root, `/proc/self/cwd` the current folder, also by way of a process's
    /// tasks; `nil` where a path ends at none of them. What follows starts there, `..` as well.
    private static func leavingProcess(_ parts: [Substring], folder: String) -> [Substring]? {
        switch processLink(parts) {
        case "root"?: return []
        case "cwd"? where parts[1] == "self" || parts[1] == "thread-self": return folder.split(separator: "/")
        default: return nil
        }
    }

    /// The last part of a path where it is an entry of a process or of one of its tasks.
    private static func processLink(_ parts: [Substring]) -> Substring? {
        guard parts.count == 3 || parts.count == 5 && parts[2] == "task", parts[0] == "proc", parts[1] != "sys" else {
            return nil
        }
        return parts.last
    }

    /// What a path of a command is.
    ///
    /// - Parameters:
    ///   - text: a path, which may hold marks.
    ///   - folder: the absolute folder that it starts from.
    /// - Returns: what it is.
    func read(_ text: String, from folder: String) -> PathReading {
        var reading = readAbsolute(text, from: folder)
        // What lies beside a workspace is somebody's, also where the workspace was made in a temporary folder.
        if reading.place == .temporary, text.hasPrefix("..") { reading.place = .outside }
        return reading
    }

    private func readAbsolute(_ text: String, from folder: String) -> PathReading {
        let path = absolute(text, from: folder)
        guard path.utf8.first != Mark.unknown else { return PathReading(path: path, place: .unknown) }
        var parts = path.split(separator: "/")[...]
        var traits: CommandEffect.Traits = []
        // Environments of other processes, whichever they are.
        if parts.first == "proc", parts.last == "environ", parts.count > 2,
            parts.dropFirst().first?.utf8.first == Mark.unknown
        {
            return PathReading(path: path, place: .secret)
        }
        if let unknown = parts.firstIndex(where: { $0.utf8.contains(Mark.unknown) }) {
            traits.insert(.uncertain)
            parts = parts[..<unknown]
            // Within the workspace and temporary folders an unknown part may lead anywhere.
            let place = kind(of: parts)
            switch place {
            case .workspace, .workspaceRoot, .buildResult, .temporary, .workspaceSecret, .automation:
                return PathReading(path: path, place: .unknown, traits: traits)
            default: return PathReading(path: path, place: place, traits: traits)
            }
        }
        var name: Substring?
        if let tree = parts.firstIndex(where: { $0.utf8.contains(Mark.tree) }) {
            traits.insert(.wholesale)
            if tree == parts.endIndex - 1 { traits.insert(.contents) }
            name = parts[(tree + 1)...].last
            if parts.first == "proc", name == "environ" {
                return PathReading(path: path, place: .secret, traits: traits)
            }
            let base = parts[..<tree]
            return PathReading(path: path, place: kind(of: base, found: name), traits: traits)
        }
        if let last = parts.last, last.utf8.contains(where: { $0 == Mark.star || $0 == Mark.one }) {
            traits.insert(.wholesale)
            if last.utf8.allSatisfy({ $0 == Mark.star }) {
                traits.insert(.contents)
                let parent = parts.dropLast()
                let place = kind(of: parent)
                return PathReading(path: path, place: place == .workspaceRoot ? .workspace : place, traits: traits)
            }
        } else if parts.contains(where: { $0.utf8.contains(Mark.star) }) {
            traits.insert(.wholesale)
        }
        return PathReading(path: path, place: kind(of: parts), traits: traits)
    }

    /// Whether something secret lies below a folder, so that reading all of it reads secrets.
    func coversSecrets(_ path: String) -> Bool {
        let parts = path.lowercased().split(separator: "/").prefix { !$0.utf8.contains(Mark.tree) }
        if parts.starts(with: root.map { $0.lowercased()[...] }) { return false }
        if parts.isEmpty || ["home", "users", "etc", "root", "run", "var"].contains(parts.joined(separator: "/")) {
            return true
        }
        guard let inside = withinHome(parts[...]) else { return false }
        return inside.isEmpty || inside == [".config"] || inside == ["library"] || inside == [".cache"]
            || ProtectedPaths.homeSecrets.liesBelow(inside)
    }

    // MARK: Kinds

    /// What a path is, whose parts hold no part that is unknown.
    /// `found` is the pattern of a name that is searched for below the path.
    private func kind(of parts: ArraySlice<Substring>, found: Substring? = nil) -> Place {
        if isWide, let place = wideKind(parts) { return place }
        if parts.starts(with: root) { return workspaceKind(parts.dropFirst(root.count), found: found) }
        let lowered = parts.joined(separator: "/").lowercased().split(separator: "/")[...]
        if guards.contains(where: { lowered.starts(with: $0) }) { return .guardFiles }
        if let found, isSecretName(found) { return .secret }
        if lowered.first == "proc", lowered.contains("cwd"), let name = lowered.last, isSecretName(name) {
            return .secret
        }
        if let inside = withinHome(lowered) { return homeKind(inside) }
        if root.starts(with: parts) { return parts.isEmpty ? .root : .ancestor }
        if temporary.contains(where: { parts.starts(with: $0) }) {
            return ProtectedPaths.systemSecrets.contains(lowered) ? .secret : .temporary
        }
        return SystemPlaces.kind(of: lowered)
    }

    /// Places that stay what they are although a workspace as wide as a home folder or the whole machine holds them.
    private func wideKind(_ parts: ArraySlice<Substring>) -> Place? {
        let lowered = parts.joined(separator: "/").lowercased().split(separator: "/")[...]
        if guards.contains(where: { lowered.starts(with: $0) }) { return .guardFiles }
        if let inside = withinHome(lowered), !inside.isEmpty {
            let place = homeKind(inside)
            return [.secret, .startup, .guardFiles].contains(place) ? place : nil
        }
        let place = SystemPlaces.kind(of: lowered)
        return place == .outside || (place == .root && !root.isEmpty) ? nil : place
    }

    private func isSecretName(_ name: Substring) -> Bool {
        let name = name.lowercased()[...]
        // A pattern such as `*` or `*.log` is no search for secrets.
        if let first = name.utf8.first, first == Mark.star, !name.contains("key"), !name.contains("pem"),
            !name.contains("rsa"), !name.contains("env"), !name.contains("secret"), !name.contains("cred"),
            !name.contains("passw"), !name.contains("token")
        {
            return false
        }
        return ProtectedPaths.secretNames.contains([name]) && !ProtectedPaths.harmlessNames.contains([name])
    }

    /// The parts below a home folder, the user's or another one's; `nil` elsewhere.
    private func withinHome(_ parts: ArraySlice<Substring>) -> ArraySlice<Substring>? {
        if !home.isEmpty, parts.starts(with: home.map { $0.lowercased()[...] }) { return parts.dropFirst(home.count) }
        guard let first = parts.first else { return nil }
        if first == "root" { return parts.dropFirst() }
        if first == "home" || first == "users" { return parts.dropFirst(2) }
        return nil
    }

    private func homeKind(_ parts: ArraySlice<Substring>) -> Place {
        if parts.isEmpty { return .homeRoot }
        if ProtectedPaths.guardFolders.contains(parts) { return .guardFiles }
        if ProtectedPaths.homeSecrets.contains(parts) { return .secret }
        if let name = parts.last, isSecretName(name), parts.count > 1 { return .secret }
        if ProtectedPaths.startup.contains(parts) { return .startup }
        // A program in the user's own folder hides the one of the same name.
        if let name = parts.last, parts.dropLast().last == "bin", parts.count < 4, parts.count > 1,
            KnownPrograms.contains(String(name))
        {
            return .startup
        }
        return .home
    }

    /// What a path within the workspace is.
    private func workspaceKind(_ parts: ArraySlice<Substring>, found: Substring?) -> Place {
        if parts.isEmpty, found == nil { return .workspaceRoot }
        if let git = parts.firstIndex(where: { isHidden($0, ".git") }) { return gitKind(parts[(git + 1)...]) }
        if parts.contains(where: { isHidden($0, ".anneal") }) { return .guardFiles }
        // `.*` means the hidden ones, `.git` among them.
        if let found, found.utf8.first == 0x2E, found.utf8.contains(Mark.star), NamePattern.fits(found, ".git") {
            return .workspaceRoot
        }
        if found == nil, let last = parts.last, last.utf8.first == 0x2E, last.utf8.contains(Mark.star),
            parts.count == 1, NamePattern.fits(last, ".git")
        {
            return .workspaceRoot
        }
        let names = (parts + (found.map { [$0] } ?? [])).map {
            $0.utf8.contains(where: isUpper) ? $0.lowercased()[...] : $0
        }
        if names.contains(where: { name in
            !name.utf8.allSatisfy(Mark.isMark) && ProtectedPaths.buildResults.contains([name])
        }) {
            return .buildResult
        }
        if names.contains(where: { $0.utf8.first == 0x2E || $0.utf8.contains(0x2E) }),
            ProtectedPaths.automation.contains(names[...])
        {
            return .automation
        }
        if names.last == "jenkinsfile" { return .automation }
        if let name = names.last, isSecretName(name) { return .workspaceSecret }
        return .workspace
    }

    private func isUpper(_ byte: UInt8) -> Bool { byte >= 0x41 && byte <= 0x5A }

    /// Whether a name is a hidden folder that counts, also on file systems without case, or a pattern that fits it.
    private func isHidden(_ name: Substring, _ folder: String) -> Bool {
        guard name.utf8.first == 0x2E, name.utf8.count >= 3 else { return false }
        if name.utf8.count == folder.utf8.count {
            if name == folder { return true }
            if name.lowercased() == folder { return true }
        }
        return name.utf8.contains(where: Mark.isMark) && name.utf8.count > 2 && NamePattern.fits(name, folder[...])
            && name.dropFirst().utf8.first.map { !Mark.isMark($0) } == true
    }

    private func gitKind(_ parts: ArraySlice<Substring>) -> Place {
        guard let first = parts.first?.lowercased() else { return .git }
        if first.utf8.contains(where: Mark.isMark) { return parts.count == 1 ? .git : .gitProgram }
        if first == "hooks" || first.hasPrefix("config") { return .gitProgram }
        if first == "info", parts.last?.lowercased() == "attributes" { return .gitProgram }
        if first == "modules" || first == "worktrees",
            parts.contains(where: { $0.lowercased() == "hooks" || $0.lowercased().hasPrefix("config") })
        {
            return .gitProgram
        }
        return .gitInternal
    }
}
