/// Programs whose arguments a table describes.
struct ProgramTable: Sendable {
    private var specs: [String: ProgramSpec] = [:]

    /// The programs that every system or project may have.
    static let standard = ProgramTable(
        files: ProgramTable.fileTools, tools: ProgramTable.projectTools + ProgramTable.systemTools)

    /// Programs that a pattern such as `/bin/r?` may mean and that do harm.
    static let dangerous: [String] = [
        "rm", "dd", "sh", "bash", "mv", "cp", "cat", "chmod", "chown", "kill", "mkfs", "shred", "sudo", "su", "curl",
        "wget", "nc", "eval", "find", "truncate", "halt", "reboot", "shutdown", "unlink", "tee", "ln", "ssh", "scp",
    ]

    /// Reads tables.
    ///
    /// - Parameters:
    ///   - files: lines `names | options with values | roles of operands | output | effects`. A role with `>` behind the
    ///     others says that the last operand is written.
    ///   - tools: lines `names | options with values | action: subcommands; action: subcommands`.
    init(files: String, tools: String) {
        for line in files.split(separator: "\n") where !line.hasPrefix("#") {
            let cells = Self.cells(line)
            guard cells.count >= 4 else { continue }
            var roles = cells[2].split(separator: " ")
            let writesLast = roles.last == ">"
            if writesLast { roles.removeLast() }
            let spec = ProgramSpec(
                options: OptionNames(String(cells[1])), style: .gnu,
                operands: roles.compactMap { ArgumentRole(rawValue: String($0)) }, writesLast: writesLast,
                output: ProgramSpec.Output(rawValue: String(cells[3])) ?? .made,
                effects: cells.count > 4
                    ? cells[4].split(separator: " ").compactMap { CommandEffect.Action(rawValue: String($0)) } : [],
                subcommands: [:])
            for name in cells[0].split(separator: " ") { specs[String(name)] = spec }
        }
        for line in tools.split(separator: "\n") where !line.hasPrefix("#") {
            let cells = Self.cells(line)
            guard cells.count >= 3 else { continue }
            let spec = ProgramSpec(
                options: OptionNames(String(cells[1])), style: .gnu, operands: [], output: .made, effects: [],
                subcommands: Self.subcommands(cells[2]))
            for name in cells[0].split(separator: " ") { specs[String(name)] = spec }
        }
    }

    private static func cells(_ line: Substring) -> [Substring] {
        line.split(separator: "|", omittingEmptySubsequences: false).map { cell in
            var cell = cell.drop { $0 == " " }
            while cell.last == " " { cell.removeLast() }
            return cell
        }
    }

    /// `own: test, run; install: add, config set`.
    private static func subcommands(_ text: Substring) -> [String: CommandEffect.Action] {
        var result: [String: CommandEffect.Action] = [:]
        for group in text.split(separator: ";") {
            let halves = group.split(separator: ":", maxSplits: 1)
            guard halves.count == 2,
                let action = CommandEffect.Action(rawValue: halves[0].filter { $0 != " " })
            else { continue }
            for name in halves[1].split(separator: ",") {
                result[name.split(separator: " ").joined(separator: " ")] = action
            }
        }
        return result
    }

    /// How a program treats its arguments; `nil` where the table does not know it. A version behind the name
    /// (`clang-15`, `gcc-12`) does not matter.
    func spec(of name: String) -> ProgramSpec? {
        if let spec = specs[name] { return spec }
        guard let hyphen = name.lastIndex(of: "-"),
            name[name.index(after: hyphen)...].utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 || $0 == 0x2E })
        else { return nil }
        return specs[String(name[..<hyphen])]
    }

    /// Names of all programs.
    var names: [String] { specs.keys.sorted() }
}
