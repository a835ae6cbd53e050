import Testing

@testable import AnnealSafety

@Suite("ProgramTable")
struct ProgramTableTests {
    /// Of two rows only the last one would count, however strict the first one is.
    @Test("No program stands in two rows")
    func rows() {
        var rows: [Substring: Int] = [:]
        for table in [ProgramTable.fileTools, ProgramTable.projectTools, ProgramTable.systemTools] {
            for line in table.split(separator: "\n") where !line.hasPrefix("#") {
                for name in line.prefix(while: { $0 != "|" }).split(separator: " ") { rows[name, default: 0] += 1 }
            }
        }
        #expect(rows.count > 1000)
        #expect(rows.filter { $0.value > 1 }.keys.sorted() == [])
    }
}
