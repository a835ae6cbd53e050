internal import AnnealFoundation
internal import AnnealSafety
internal import Foundation

/// Whether bash and the parser accept the same of this machine's shell scripts, and whether bash reads what the printer makes
/// of them; how long reading takes.
enum ShellBenchmark {
    /// Where a Debian installation keeps scripts.
    private static let folders = ["/usr/bin", "/usr/sbin", "/etc/init.d", "/usr/share"]
    /// Longer ones are left out, as the guard leaves them out.
    private static let longest = 1 << 20

    static func run(folder: String?) throws {
        let scripts = (folder.map { [$0] } ?? folders).flatMap(scripts(in:)).sorted()
        var (same, accepted, printed, alike) = (0, 0, 0, 0)
        var different: [String] = []
        var spent = Duration.zero
        var bytes = 0
        for path in scripts {
            guard let data = FileManager.default.contents(atPath: path) else { continue }
            let start = ProcessorTime.now
            let script = try? ShellParser.parse(Array(data))
            spent += ProcessorTime.now - start
            bytes += data.count
            let accepts = try bashAccepts(data)
            if accepts == (script != nil) { same += 1 } else { different.append(path) }
            guard accepts, let script else { continue }
            accepted += 1
            let text = ShellPrinter.print(script)
            // Ranges differ; what is printed of the second reading is the same where the trees are.
            let again = try? ShellParser.parse(text)
            if try bashAccepts(Data(text.utf8)), let again, ShellPrinter.print(again) == text {
                printed += 1
            } else {
                different.append("printed: \(path)")
            }
            // What bash prints is its own reading.
            if let before = try bashReads(data), try bashReads(Data(text.utf8)) == before {
                alike += 1
            } else {
                different.append("read otherwise by bash: \(path)")
            }
        }
        for path in different.prefix(20) { print("different: \(path)") }
        print(
            "\(scripts.count) scripts, \(bytes >> 10) KB: \(same) accepted or refused by both; of \(accepted) that both accept "
                + "the parser reads \(printed) the same after they were printed, bash \(alike); "
                + "\(Int(spent.seconds * 1e9 / Double(max(1, bytes)))) ns of processor time a byte")
    }

    private static func scripts(in folder: String) -> [String] {
        guard let files = FileManager.default.enumerator(atPath: folder) else { return [] }
        var paths: [String] = []
        while let name = files.nextObject() as? String {
            let path = folder + "/" + name
            guard files.fileAttributes?[.type] as? FileAttributeType == .typeRegular,
                let size = files.fileAttributes?[.size] as? Int, size > 0, size <= longest,
                isScript(path)
            else { continue }
            paths.append(path)
        }
        return paths
    }

    /// A script of sh, dash, ash or bash, by its first line or by its name.
    private static func isScript(_ path: String) -> Bool {
        guard let handle = FileHandle(forReadingAtPath: path) else { return false }
        defer { try? handle.close() }
        let head = (try? handle.read(upToCount: 80)) ?? Data()
        let line = String(decoding: head.prefix { $0 != 0x0A }, as: UTF8.self)
        guard line.hasPrefix("#!") else { return path.hasSuffix(".sh") || path.hasSuffix(".bash") }
        let words = line.dropFirst(2).split { " /\t".contains($0) }
        return words.contains { ["sh", "bash", "dash", "ash"].contains($0) }
    }

    private static func bashAccepts(_ script: Data) throws -> Bool { try bash(["-n"], script) != nil }

    /// What bash read, printed by itself as the body of a function, which is defined and not called; `nil` when it refuses.
    /// Within substitutions bash keeps what it was given, so that blanks and ends of commands are left out.
    ///
    /// - Parameter script: one that bash accepts by itself, so that it cannot end the function's body.
    /// - Returns: what bash printed.
    /// - Throws: when bash cannot be run.
    private static func bashReads(_ script: Data) throws -> Data? {
        let function = Data("script() {\n".utf8) + script + Data("\n}\ndeclare -f script\n".utf8)
        return try bash([], function).map { Data($0.filter { !" \t\n;".utf8.contains($0) }) }
    }

    /// What bash prints of a script; `nil` when it fails.
    private static func bash(_ options: [String], _ script: Data) throws -> Data? {
        let file = FileManager.default.temporaryDirectory.appending(path: "anneal-bench-\(UUID().uuidString).sh")
        try script.write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/bash")
        process.arguments = ["--norc"] + options + [file.path]
        let output = Pipe()
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let printed = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return process.terminationStatus == 0 ? printed : nil
    }
}
