/// The system calls that a command in the sandbox may not make: those that reach other processes, the kernel's
/// configuration or new namespaces, setuid bits, and kinds of sockets that no program in a sandbox needs.
///
/// The lower half of an argument is enough everywhere: the kernel itself reads modes, flags and families as 32 bits.
struct SystemCallFilter: Sendable, Hashable {
    /// Numbers of system calls by name on one architecture; calls that it does not have are missing.
    struct Architecture: Sendable {
        var auditNumber: UInt32
        var foreignFrom: UInt32?
        var calls: [String: UInt32]
    }

    /// The compiled filter.
    let program: SeccompProgram

    /// The filter of the machine that this program was compiled for; `nil` where the numbers are not known.
    static var current: SystemCallFilter? {
        #if arch(x86_64)
            SystemCallFilter(architecture: .x86)
        #elseif arch(arm64)
            SystemCallFilter(architecture: .arm)
        #else
            nil
        #endif
    }

    private static let notPermitted = SeccompProgram.Answer.fail(errno: 1)
    private static let notImplemented = SeccompProgram.Answer.fail(errno: 38)
    private static let familyNotSupported = SeccompProgram.Answer.fail(errno: 97)

    /// Flags of `clone` that make namespaces: new, cgroup, uts, ipc, user, pid, net, time.
    private static let namespaceFlags: UInt32 = 0x0002_0000 | 0x7E00_0000 | 0x0000_0080
    /// Setuid and setgid.
    private static let privilegeBits: UInt32 = 0o6000
    /// `O_CREAT`, and the bit of `O_TMPFILE` that is not `O_DIRECTORY`.
    private static let creatingFlags: UInt32 = 0o100 | 0o20000000
    /// Unix, IPv4, IPv6, netlink (name resolution asks it for addresses).
    private static let families: [UInt32] = [1, 2, 10, 16]
    /// `TIOCSTI` and `TIOCLINUX` type into the terminal that a command was started from.
    private static let terminalRequests: [UInt32] = [0x5412, 0x541C]

    /// Compiles the filter for an architecture.
    init(architecture: Architecture) {
        var program = SeccompProgram(
            architecture: architecture.auditNumber, foreignFrom: architecture.foreignFrom)
        func on(
            _ name: String, _ answer: SeccompProgram.Answer, when conditions: [SeccompProgram.Condition] = []
        ) {
            guard let call = architecture.calls[name] else { return }
            program.on(call, answer, when: conditions)
        }
        for name in Self.refused { on(name, Self.notPermitted) }
        for name in Self.absent { on(name, Self.notImplemented) }
        on("clone", Self.notPermitted, when: [.hasAny(argument: 0, bits: Self.namespaceFlags)])
        on("ioctl", Self.notPermitted, when: [.isOne(argument: 1, of: Self.terminalRequests)])
        on("socket", Self.familyNotSupported, when: [.isNone(argument: 0, of: Self.families)])
        on("socketpair", Self.familyNotSupported, when: [.isNone(argument: 0, of: Self.families)])
        for (name, mode) in [("chmod", 1), ("fchmod", 1), ("fchmodat", 2), ("fchmodat2", 2), ("creat", 1)] {
            on(name, Self.notPermitted, when: [.hasAny(argument: mode, bits: Self.privilegeBits)])
        }
        for (name, mode) in [("mknod", 1), ("mknodat", 2)] {
            on(name, Self.notPermitted, when: [.hasAny(argument: mode, bits: Self.privilegeBits)])
        }
        for (name, flags) in [("open", 1), ("openat", 2)] {
            on(
                name, Self.notPermitted,
                when: [
                    .hasAny(argument: flags, bits: Self.creatingFlags),
                    .hasAny(argument: flags + 1, bits: Self.privilegeBits),
                ])
        }
        program.end()
        self.program = program
    }

    /// Calls that fail as if the command had no right to make them.
    private static let refused = [
        "ptrace", "process_vm_readv", "process_vm_writev", "kcmp", "pidfd_getfd", "process_madvise", "mount",
        "umount2", "pivot_root", "chroot", "move_mount", "open_tree", "open_tree_attr", "fsopen", "fsconfig", "fsmount",
        "fspick", "mount_setattr", "swapon", "swapoff", "keyctl", "add_key", "request_key", "bpf",
        "perf_event_open", "userfaultfd", "unshare", "setns", "open_by_handle_at", "name_to_handle_at", "kexec_load",
        "kexec_file_load", "init_module", "finit_module", "delete_module", "reboot", "acct", "quotactl",
        "quotactl_fd", "syslog", "settimeofday", "clock_settime", "clock_adjtime", "adjtimex", "sethostname",
        "setdomainname", "iopl", "ioperm", "modify_ldt", "lookup_dcookie", "nfsservctl", "fanotify_init", "vhangup",
        "uselib",
    ]

    /// Calls that fail as if the kernel did not have them, because programs then use another way: `clone3` and
    /// `openat2` hide their flags behind a pointer, which a filter cannot follow.
    private static let absent = ["clone3", "openat2", "io_uring_setup", "io_uring_enter", "io_uring_register"]
}
