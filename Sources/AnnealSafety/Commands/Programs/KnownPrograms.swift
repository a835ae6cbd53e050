/// The programs whose arguments the guard understands.
public enum KnownPrograms {
    /// Their names, sorted.
    public static let names: [String] = Set(ProgramTable.standard.names + ProgramHandlers.names).sorted()
}
