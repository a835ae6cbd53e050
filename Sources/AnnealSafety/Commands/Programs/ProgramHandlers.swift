/// Programs that a table cannot describe.
enum ProgramHandlers {
    /// What a program does, and what flows out of it.
    typealias Handler = @Sendable (CommandAnalysis, Invocation) -> Flow

    private static let all: [String: Handler] = {
        var all: [String: Handler] = [:]
        for group in [
            moreHandlers, carrierHandlers, shellBuiltins, variableBuiltins, fileHandlers, copyHandlers, searchHandlers,
            wrapperHandlers,
            shellHandlers,
            codeHandlers, textHandlers, processHandlers, networkHandlers, remoteHandlers, archiveHandlers, gitHandlers,
            buildHandlers, containerHandlers, editorHandlers, secretHandlers, databaseHandlers, moduleHandlers,
        ] {
            all.merge(group) { first, _ in first }
        }
        return all
    }()

    /// Tools of compilers for other machines, which stand behind the machine's name.
    private static let crossTools: Set<String> = [
        "gcc", "g++", "cc", "c++", "ld", "as", "ar", "nm", "objdump", "objcopy", "size", "strip", "ranlib", "readelf",
        "strings", "addr2line", "cpp", "clang", "gdb",
    ]

    /// The handler of a program, by its name.
    static func handler(_ name: String) -> Handler? {
        if let handler = all[name] { return handler }
        // arm-none-eabi-gcc, x86_64-w64-mingw32-objdump
        if name.utf8.contains(0x2D), let tool = name.split(separator: "-").last, crossTools.contains(String(tool)),
            name.split(separator: "-").count > 2
        {
            return { analysis, invocation in
                analysis.runNamed(
                    String(tool), invocation.words, input: invocation.input, range: invocation.range)
            }
        }
        // python3.11, lua5.4, ruby2.7
        let base = name.prefix { !($0.isNumber || $0 == ".") }
        guard base.count < name.count, base.count > 1,
            name.dropFirst(base.count).allSatisfy({ $0.isNumber || $0 == "." })
        else { return nil }
        return all[String(base)]
    }

    /// Names of all of them.
    static var names: [String] { all.keys.sorted() }
}
