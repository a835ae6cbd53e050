/// The programs whose arguments the guard understands.
public enum KnownPrograms {
    /// Their names, sorted.
    public static let names: [String] = Set(ProgramTable.standard.names + ProgramHandlers.names).sorted()

    /// Whether a handler or the table knows a program, under any of the names that it has with a version.
    static func contains(_ name: String) -> Bool {
        ProgramHandlers.handler(name) != nil || ProgramTable.standard.spec(of: name) != nil
    }
}
