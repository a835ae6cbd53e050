/// A program of the kernel's packet filter that looks at each system call and lets it pass or answers it with an error.
///
/// Only the few instructions that a system call filter needs are known, and every rule ends by returning, so that no
/// jump is longer than its own rule.
///
/// Source: Linux `Documentation/userspace-api/seccomp_filter.rst`; `include/uapi/linux/filter.h`.
struct SeccompProgram: Sendable, Hashable {
    /// One instruction: operation, jumps when true and false, operand.
    struct Instruction: Sendable, Hashable {
        var operation: UInt16
        var ifTrue: UInt8 = 0
        var ifFalse: UInt8 = 0
        var operand: UInt32
    }

    /// What the filter answers.
    enum Answer: Sendable, Hashable {
        case allow
        case fail(errno: UInt32)
        case killProcess

        var value: UInt32 {
            switch self {
            case .allow: 0x7FFF_0000
            case .fail(let errno): 0x0005_0000 | (errno & 0xFFFF)
            case .killProcess: 0x8000_0000
            }
        }
    }

    /// A condition on the lower half of an argument.
    enum Condition: Sendable, Hashable {
        /// The argument has at least one of these bits.
        case hasAny(argument: Int, bits: UInt32)
        /// The argument is one of these.
        case isOne(argument: Int, of: [UInt32])
        /// The argument is none of these.
        case isNone(argument: Int, of: [UInt32])
    }

    private(set) var instructions: [Instruction] = []

    private static let load: UInt16 = 0x20
    private static let jumpIfEqual: UInt16 = 0x15
    private static let jumpIfAtLeast: UInt16 = 0x35
    private static let jumpIfAnyBit: UInt16 = 0x45
    private static let finish: UInt16 = 0x06

    /// Begins a program: a call by another architecture's table ends the process.
    ///
    /// - Parameters:
    ///   - architecture: the kernel's number of the architecture whose calls are filtered.
    ///   - foreignFrom: numbers from here on belong to another table of the same architecture and do not exist.
    init(architecture: UInt32, foreignFrom: UInt32?) {
        append(Self.load, operand: 4)
        append(Self.jumpIfEqual, ifTrue: 1, operand: architecture)
        append(.killProcess)
        append(Self.load, operand: 0)
        guard let foreignFrom else { return }
        append(Self.jumpIfAtLeast, ifFalse: 1, operand: foreignFrom)
        append(.fail(errno: 38))
    }

    /// Adds a rule: the call gets this answer when all conditions hold, and passes when one does not.
    mutating func on(_ call: UInt32, _ answer: Answer, when conditions: [Condition] = []) {
        var body: [Instruction] = []
        for condition in conditions { body += Self.instructions(for: condition) }
        body.append(Instruction(operation: Self.finish, operand: answer.value))
        append(Self.jumpIfEqual, ifFalse: UInt8(clamping: body.count), operand: call)
        instructions += body
    }

    /// Ends the program: what no rule answered passes.
    mutating func end() { append(.allow) }

    /// The program as the kernel takes it on this machine: eight bytes an instruction, in the machine's byte order.
    var bytes: [UInt8] {
        instructions.flatMap { instruction in
            withUnsafeBytes(of: instruction.operation) { Array($0) } + [instruction.ifTrue, instruction.ifFalse]
                + withUnsafeBytes(of: instruction.operand) { Array($0) }
        }
    }

    /// Instructions that go on when the condition holds and let the call pass when it does not.
    private static func instructions(for condition: Condition) -> [Instruction] {
        let pass = Instruction(operation: finish, operand: Answer.allow.value)
        switch condition {
        case .hasAny(let argument, let bits):
            return [
                loading(argument), Instruction(operation: jumpIfAnyBit, ifTrue: 1, operand: bits), pass,
            ]
        case .isOne(let argument, let values):
            return [loading(argument)] + comparisons(with: values, extra: 1) + [pass]
        case .isNone(let argument, let values):
            // A match jumps to `pass`; after the last comparison that fails, `pass` is jumped over.
            let skip = Instruction(operation: jumpIfAtLeast, ifTrue: 1, operand: 0)
            return [loading(argument)] + comparisons(with: values, extra: 1) + [skip, pass]
        }
    }

    /// Comparisons, each of which jumps behind all of them and `extra` more instructions when it matches.
    private static func comparisons(with values: [UInt32], extra: Int) -> [Instruction] {
        values.enumerated().map { index, value in
            Instruction(
                operation: jumpIfEqual, ifTrue: UInt8(clamping: values.count - 1 - index + extra), operand: value)
        }
    }

    private static func loading(_ argument: Int) -> Instruction {
        Instruction(operation: load, operand: UInt32(16 + 8 * argument))
    }

    private mutating func append(_ operation: UInt16, ifTrue: UInt8 = 0, ifFalse: UInt8 = 0, operand: UInt32) {
        instructions.append(
            Instruction(operation: operation, ifTrue: ifTrue, ifFalse: ifFalse, operand: operand))
    }

    private mutating func append(_ answer: Answer) { append(Self.finish, operand: answer.value) }
}
