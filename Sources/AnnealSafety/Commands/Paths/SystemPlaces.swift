/// The folders of a system, outside of homes, workspace and temporary folders.
enum SystemPlaces {
    /// What a path is; its parts are lower case.
    static func kind(of parts: ArraySlice<Substring>) -> Place {
        guard let first = parts.first else { return .root }
        switch first {
        case "dev": return deviceKind(parts.dropFirst())
        case "proc": return processKind(parts.dropFirst())
        case "sys": return .kernel
        default: break
        }
        if ProtectedPaths.systemSecrets.contains(parts) { return .secret }
        if first.utf8.contains(where: Mark.isMark) { return .system }
        switch first {
        case "etc":
            let accounts: Set<Substring> = ["passwd", "passwd-", "group", "group-", "fstab", "hosts.allow", "exports"]
            return parts.count == 2 && accounts.contains(parts[parts.startIndex + 1]) ? .systemState : .system
        case "usr", "bin", "sbin", "lib", "lib32", "lib64", "libx32", "system", "library", "applications",
            "nix", "snap", "boot", "efi", "private", "cores":
            return .system
        case "var", "run", "lost+found": return .systemState
        default: return .outside
        }
    }

    private static func deviceKind(_ parts: ArraySlice<Substring>) -> Place {
        guard let first = parts.first else { return .device }
        switch first {
        case "null", "zero", "full", "random", "urandom", "stdin", "stdout", "stderr", "tty", "fd", "ptmx", "pts":
            return .harmlessDevice
        case "shm": return parts.count > 1 ? .temporary : .systemState
        case "tcp", "udp": return .outside
        default: return .device
        }
    }

    private static func processKind(_ parts: ArraySlice<Substring>) -> Place {
        guard let first = parts.first else { return .system }
        if first == "sys" || first == "sysrq-trigger" || first == "irq" || first == "acpi" { return .kernel }
        if first == "kcore" || first == "kmem" { return .secret }
        let own: Set<Substring> = ["self", "thread-self", "$$"]
        let isOwn = own.contains(first) || first == Mark.plainText[...]
        let isProcess =
            isOwn || first.utf8.contains(where: Mark.isMark) || first.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 }
        guard isProcess, let what = parts.dropFirst().last else { return .system }
        switch what {
        case "environ": return isOwn ? .systemState : .secret
        case "mem", "stack", "auxv": return isOwn ? .systemState : .secret
        case "maps", "smaps", "cmdline", "status", "stat", "comm", "limits", "cgroup", "mountinfo", "mounts":
            return .system
        default:
            if parts.contains("root") || parts.contains("cwd") || parts.contains("fd") || parts.contains("environ") {
                return isOwn ? .systemState : .secret
            }
            return what.utf8.contains(where: Mark.isMark) ? .secret : .systemState
        }
    }
}
