internal import Foundation

/// The rules that `sandbox-exec` of macOS holds a command to, in the language of its profiles.
///
/// Everything is denied that is not named: what can be read is the system, the tools that PATH leads to and the
/// workspace; what can be written is the workspace without git's folder and Anneal's, and a folder for temporary files
/// that belongs to this one command. Later rules win over earlier ones.
struct SeatbeltProfile: Sendable, Hashable {
    let toolchain: ToolchainFolders
    let view: WorkspaceView
    /// Absolute path of the command's own folder for temporary files, without links.
    let temporary: String
    let profile: SandboxProfile

    /// Folders of the system that programs need to start at all.
    private static let system = [
        "/System", "/usr", "/bin", "/sbin", "/Library/Developer", "/Library/Frameworks", "/Library/Preferences",
        "/private/etc/ssl", "/private/etc/protocols", "/private/etc/services", "/private/etc/passwd",
        "/private/etc/group", "/private/etc/localtime", "/private/var/db/timezone", "/private/var/db/dyld",
        "/private/var/db/xcode_select_link", "/private/var/select", "/Applications/Xcode.app", "/opt/homebrew",
    ]

    /// The profile's text.
    var text: String {
        var lines = [
            "(version 1)", "(deny default)", "(allow process-fork)", "(allow process-exec)",
            "(allow signal (target same-sandbox))", "(allow process-info* (target same-sandbox))",
            "(allow sysctl-read)",
            "(allow ipc-posix-sem)", "(allow file-read-metadata)",
            rule(
                "allow file-read* file-map-executable",
                (Self.system + toolchain.readable + [view.root, temporary]).map(Self.below)),
            rule("allow file-read* file-write-data", Self.devices.map(Self.exactly)),
            rule("allow file-read*", ["/", "/dev", "/private", "/private/tmp"].map(Self.exactly)),
            "(allow mach-lookup (global-name \"com.apple.system.opendirectoryd.libinfo\"))",
            rule("allow file-write*", [temporary].map(Self.below)),
        ]
        if profile != .readOnly {
            lines.append(rule("allow file-write*", [Self.below(view.root)]))
            let kept = view.protected + view.covered
            if !kept.isEmpty { lines.append(rule("deny file-write*", kept.map(Self.below))) }
        }
        // A bit that lends the owner's rights is a way out.
        lines += ["(deny file-write-setugid)", "(deny network*)"]
        return lines.joined(separator: "\n") + "\n"
    }

    private static let devices = [
        "/dev/null", "/dev/zero", "/dev/random", "/dev/urandom", "/dev/tty", "/dev/dtracehelper",
    ]

    private func rule(_ head: String, _ filters: [String]) -> String {
        "(\(head)\n  \(filters.joined(separator: "\n  ")))"
    }

    private static func below(_ path: String) -> String { "(subpath \(quoted(real(path))))" }
    private static func exactly(_ path: String) -> String { "(literal \(quoted(path)))" }

    /// The path that the kernel compares: Foundation writes `/var` and `/tmp` where they stand in `/private`.
    static func real(_ path: String) -> String {
        if let found = realpath(path, nil) {
            defer { free(found) }
            return String(cString: found)
        }
        // What is not there yet lies in a folder that is.
        guard let slash = path.lastIndex(of: "/"), slash > path.startIndex else { return path }
        return real(String(path[..<slash])) + path[slash...]
    }

    /// A path as a text of the profile's language, which is a Scheme.
    static func quoted(_ path: String) -> String {
        var text = "\""
        for character in path.unicodeScalars {
            switch character {
            case "\"", "\\": text += "\\" + String(character)
            default: text.unicodeScalars.append(character)
            }
        }
        return text + "\""
    }
}
