import AnnealFoundation
import AnnealSafety
import AnnealTesting
import Foundation
import Testing

#if canImport(Glibc)
    import Glibc
#endif

/// Real bubblewrap, one sandbox for all tests.
private let probed = Task {
    try await BubblewrapSandbox.probe(
        launcher: SystemProcessLauncher(),
        environment: ProcessInfo.processInfo.environment.merging(["SECRET_TOKEN": "s3cret"]) { $1 })
}

/// A workspace with a repository's folder, beside a folder that must stay untouched.
private struct World {
    let sandbox: BubblewrapSandbox
    let workspace: String
    let outside: String

    func sh(_ script: String, limits: SandboxLimits = SandboxLimits(time: .seconds(20))) async throws -> CommandResult {
        try await sandbox.run(Command("sh", ["-c", script]), workspace: workspace, limits: limits)
    }

    static func with(_ body: (World) async throws -> Void) async throws {
        let sandbox = try await probed.value
        try await withTemporaryFolder { folder in
            for name in ["workspace/.git/hooks", "workspace/.anneal", "outside"] {
                try FileManager.default.createDirectory(
                    at: folder.appending(path: name), withIntermediateDirectories: true)
            }
            try "[core]\n".write(
                to: folder.appending(path: "workspace/.git/config"), atomically: true, encoding: .utf8)
            try "kept".write(to: folder.appending(path: "outside/file"), atomically: true, encoding: .utf8)
            let root = folder.path(percentEncoded: false)
            try await body(
                World(sandbox: sandbox, workspace: "\(root)workspace", outside: "\(root)outside"))
        }
    }
}

@Suite("The bubblewrap sandbox")
struct BubblewrapSandboxTests {
    @Test("runs a command in the workspace, at the same path, and gives its output and status")
    func works() async throws {
        try await World.with { world in
            let result = try await world.sh("pwd; echo err >&2; echo new > made; exit 7")
            #expect(result.ending == .exited(7))
            #expect(result.standardOutput == world.workspace + "\n")
            #expect(result.standardError == "err\n")
            #expect(try String(contentsOfFile: world.workspace + "/made", encoding: .utf8) == "new\n")
        }
    }

    @Test("shows and changes nothing outside of the workspace")
    func outside() async throws {
        try await World.with { world in
            let result = try await world.sh(
                """
                cat \(world.outside)/file; ls /root /home 2>/dev/null | grep -v '^/' | grep -v .pyenv | grep -v .cargo
                mkdir -p \(world.outside); echo x > \(world.outside)/file; touch /etc/x /x /usr/x; cat /etc/shadow
                ln -s \(world.outside)/file link; echo x >> link
                """)
            #expect(!result.standardOutput.contains("kept"))
            #expect(try String(contentsOfFile: world.outside + "/file", encoding: .utf8) == "kept")
            #expect(!FileManager.default.fileExists(atPath: "/etc/x"))
        }
    }

    @Test("hands on no variable of the environment but those of the command")
    func environment() async throws {
        try await World.with { world in
            let result = try await world.sandbox.run(
                Command("env", environment: ["GIVEN": "1"]), workspace: world.workspace,
                limits: SandboxLimits(time: .seconds(20)))
            let names = Set(result.standardOutput.split(separator: "\n").compactMap { $0.split(separator: "=").first })
            #expect(names.subtracting(["PWD"]) == ["PATH", "HOME", "LANG", "GIVEN"])
            let parents = try await world.sh("cat /proc/1/environ /proc/$PPID/environ 2>/dev/null | tr '\\0' '\\n'")
            #expect(!parents.standardOutput.contains("s3cret"))
        }
    }

    @Test(
        "keeps git's folder and Anneal's as they are",
        arguments: [".git/config", ".git/hooks/pre-commit", ".anneal/config.yaml"])
    func protectedFolders(path: String) async throws {
        try await World.with { world in
            let before = try? String(contentsOfFile: "\(world.workspace)/\(path)", encoding: .utf8)
            let result = try await world.sh(
                "echo x >> \(path); d=\(path.split(separator: "/")[0]); mv $d moved && mkdir -p $d && echo x > \(path)")
            #expect(result.ending != .exited(0))
            #expect((try? String(contentsOfFile: "\(world.workspace)/\(path)", encoding: .utf8)) == before)
        }
    }

    @Test("lets nothing be made in Anneal's folder when there is none")
    func missingFolder() async throws {
        try await World.with { world in
            try FileManager.default.removeItem(atPath: world.workspace + "/.anneal")
            #expect(try await !world.sh("mkdir -p .anneal; echo x > .anneal/config.yaml").succeeded)
            #expect(!FileManager.default.fileExists(atPath: world.workspace + "/.anneal/config.yaml"))
        }
    }

    @Test("refuses a link in the place of git's folder")
    func linkedFolder() async throws {
        try await World.with { world in
            try FileManager.default.removeItem(atPath: world.workspace + "/.git")
            try FileManager.default.createSymbolicLink(
                atPath: world.workspace + "/.git", withDestinationPath: world.outside)
            let error = await #expect(throws: SandboxError.self) { try await world.sh("true") }
            #expect(error?.code == .refused)
        }
    }

    @Test("protects the .git file of a worktree")
    func worktreeFile() async throws {
        try await World.with { world in
            let file = world.workspace + "/.git"
            try FileManager.default.removeItem(atPath: file)
            try "gitdir: /elsewhere\n".write(toFile: file, atomically: true, encoding: .utf8)
            #expect(try await !world.sh("echo x > .git || rm .git || mv .git away").succeeded)
            #expect(try String(contentsOfFile: file, encoding: .utf8) == "gitdir: /elsewhere\n")
        }
    }

    @Test("has no network, and no kinds of sockets that lead past the network")
    func network() async throws {
        try await World.with { world in
            let script = """
                import socket
                s = socket.socket(); s.settimeout(2)
                try: s.connect(("192.0.2.1", 80)); print("connected")
                except OSError: print("no route")
                for family in (40, 38, 17):
                    try: socket.socket(family, socket.SOCK_STREAM); print("family", family)
                    except OSError: pass
                socket.socketpair(); socket.getaddrinfo("localhost", 80)
                """
            let result = try await world.sandbox.run(
                Command("python3", ["-c", script]), workspace: world.workspace,
                limits: SandboxLimits(time: .seconds(20)))
            #expect(result.standardOutput == "no route\n", "\(result.standardError)")
        }
    }

    @Test(
        "gives no way to more rights",
        arguments: [
            "chmod u+s f", "chmod 2755 f", "install -m 4755 f g", "mount -t tmpfs none .", "unshare -U true",
            "unshare -m true", "mknod dev b 254 0", "mount -o remount,bind,rw /", "chroot . true",
        ])
    func rights(attempt: String) async throws {
        try await World.with { world in
            let result = try await world.sh("touch f; \(attempt)")
            #expect(!result.succeeded)
            let found = try await world.sh("find . -perm /6000")
            #expect(found.standardOutput.isEmpty)
        }
    }

    @Test("makes no setuid file while opening it")
    func setuidOpen() async throws {
        try await World.with { world in
            let result = try await world.sh(
                "python3 -c 'import os; os.open(\"f\", os.O_CREAT | os.O_WRONLY, 0o4755)'")
            #expect(!result.succeeded)
            #expect(try await world.sh("find . -perm /6000").standardOutput.isEmpty)
        }
    }

    @Test("ends what a command left running")
    func background() async throws {
        try await World.with { world in
            let result = try await world.sh("(setsid sh -c 'sleep 2; touch late' >/dev/null 2>&1 &); echo done")
            #expect(result.standardOutput == "done\n")
            try await Task.sleep(for: .seconds(3))
            #expect(!FileManager.default.fileExists(atPath: world.workspace + "/late"))
        }
    }

    @Test("ends a command when its time is up")
    func time() async throws {
        try await World.with { world in
            let result = try await world.sh("sleep 300", limits: SandboxLimits(time: .milliseconds(500)))
            #expect(result.ending == .timedOut)
        }
    }

    @Test("limits memory, but not address space that is only reserved")
    func memory() async throws {
        try await World.with { world in
            let limits = SandboxLimits(time: .seconds(30), memory: 400 << 20)
            let touching = try await world.sh("python3 -c 'x = bytearray(800 << 20); print(1)'", limits: limits)
            #expect(!touching.succeeded)
            let enough = try await world.sh("python3 -c 'x = bytearray(200 << 20); print(1)'", limits: limits)
            #expect(enough.standardOutput == "1\n")
            let reserving = try await world.sh(
                "python3 -c 'import mmap; mmap.mmap(-1, 4 << 30, prot=0); print(1)'", limits: limits)
            #expect(reserving.standardOutput == "1\n", "\(reserving.standardError)")
        }
    }

    @Test("limits processes where the machine can")
    func processes() async throws {
        try await World.with { world in
            guard world.sandbox.weaknesses.isEmpty else { return }
            let script = """
                import os, time
                made = 0
                try:
                    for _ in range(200):
                        if os.fork() == 0: time.sleep(5); os._exit(0)
                        made += 1
                except OSError: pass
                print(made < 60)
                """
            let result = try await world.sandbox.run(
                Command("python3", ["-c", script]), workspace: world.workspace,
                limits: SandboxLimits(time: .seconds(20), processes: 50))
            #expect(result.standardOutput == "True\n", "\(result.standardError)")
        }
    }

    @Test("limits files, temporary files and output")
    func sizes() async throws {
        try await World.with { world in
            let limits = SandboxLimits(
                time: .seconds(20), output: 1000, temporaryFiles: 1 << 20, fileSize: 1 << 20)
            let result = try await world.sh(
                "yes | head -c 3000000 > big; yes | head -c 3000000 > /tmp/big; wc -c big /tmp/big; yes | head -c 5000",
                limits: limits)
            #expect(result.wasCut)
            #expect(result.standardOutput.utf8.count == 1000)
            #expect(try await world.sh("test $(wc -c < big) -le 1048576").succeeded)
            #expect(try await !world.sh("yes | head -c 3000000 > /dev/shm/big", limits: limits).succeeded)
        }
    }

    @Test("closes descriptors that were open in this process")
    func descriptors() async throws {
        try await World.with { world in
            let file = try #require(FileHandle(forWritingAtPath: world.outside + "/file"))
            let number = file.fileDescriptor
            let flags = fcntl(number, F_GETFD)
            _ = fcntl(number, F_SETFD, flags & ~FD_CLOEXEC)
            let listed = try await world.sh("ls /proc/self/fd; readlink /proc/self/fd/*")
            #expect(!listed.standardOutput.contains("outside"))
            #expect(!listed.standardOutput.contains("anneal-filter"))
            try file.close()
        }
    }

    @Test("says that a program is missing, as a launcher does")
    func missing() async throws {
        try await World.with { world in
            let error = await #expect(throws: ProcessError.self) {
                try await world.sandbox.run(
                    Command("no-such-program-here"), workspace: world.workspace, limits: SandboxLimits())
            }
            #expect(error?.code == .notFound)
        }
    }

    @Test("refuses a workspace that is no folder, and a folder outside of the workspace")
    func refusals() async throws {
        try await World.with { world in
            for workspace in ["/", "/usr", "/nowhere", "relative"] {
                let error = await #expect(throws: SandboxError.self) {
                    try await world.sandbox.run(Command("true"), workspace: workspace, limits: SandboxLimits())
                }
                #expect(error?.code == .refused)
            }
            let error = await #expect(throws: SandboxError.self) {
                try await world.sandbox.run(
                    Command("true", workingDirectory: world.outside), workspace: world.workspace,
                    limits: SandboxLimits())
            }
            #expect(error?.code == .refused)
        }
    }

    @Test("is unavailable, with a way to mend it, where bubblewrap cannot be found")
    func unavailable() async throws {
        try await withTemporaryFolder { folder in
            let error = await #expect(throws: (any Error).self) {
                try await BubblewrapSandbox.probe(launcher: RefusingLauncher())
            }
            #expect((error as? SandboxError)?.code == .unavailable)
            #expect((error as? SandboxError)?.exitCode == .refused)
        }
    }

    @Test("ends the command when the task is cancelled")
    func cancellation() async throws {
        try await World.with { world in
            let task = Task { try await world.sh("sleep 300", limits: SandboxLimits(time: .seconds(100))) }
            try await Task.sleep(for: .milliseconds(300))
            task.cancel()
            await #expect(throws: CancellationError.self) { try await task.value }
        }
    }
}

/// Starts everything as if the kernel did not allow user namespaces.
private struct RefusingLauncher: ProcessLauncher {
    func run(_ command: Command, timeout: Duration, outputLimit: Int) async throws -> CommandResult {
        if command.arguments == ["--version"] {
            return CommandResult(ending: .exited(0), standardOutput: "bubblewrap 0.8.0\n")
        }
        return CommandResult(
            ending: .exited(1), standardError: "bwrap: No permissions to create new namespace\n")
    }
}
