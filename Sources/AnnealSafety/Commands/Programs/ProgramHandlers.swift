/// Programs that a table cannot describe.
enum ProgramHandlers {
    /// What a program does, and what flows out of it.
    typealias Handler = @Sendable (CommandAnalysis, Invocation) -> Flow

    private static let all: [String: Handler] = {
        var all: [String: Handler] = [:]
        for group in [
            shellBuiltins, variableBuiltins, fileHandlers, copyHandlers, searchHandlers, wrapperHandlers, shellHandlers,
            codeHandlers, textHandlers, processHandlers, networkHandlers, remoteHandlers, archiveHandlers, gitHandlers,
            buildHandlers, containerHandlers, editorHandlers, secretHandlers, databaseHandlers, moduleHandlers,
        ] {
            all.merge(group) { first, _ in first }
        }
        return all
    }()

    /// The handler of a program, by its name.
    static func handler(_ name: String) -> Handler? {
        if let handler = all[name] { return handler }
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
