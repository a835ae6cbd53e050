extension CommandGate {
    /// What a person is asked.
    public struct Question: Sendable, Hashable {
        /// What somebody has to agree to.
        public enum Subject: Sendable, Hashable {
            /// A command is to be run; what the guard says to it.
            case command(String, CommandGuard.Judgement)
            /// A protected file is to be changed.
            case write(ProposedWrite)
        }

        /// What is to be agreed to.
        public var subject: Subject
        /// Why it is asked.
        public var reason: String
        /// The rule that asks.
        public var rule: String
        /// The task that wants it; `nil` outside of tasks.
        public var task: String?

        /// Creates a question about a command.
        public init(command: String, judgement: CommandGuard.Judgement, task: String?) {
            subject = .command(command, judgement)
            reason = judgement.reason
            rule = judgement.rule
            self.task = task
        }

        /// Creates a question about a change of a protected file.
        public init(write: ProposedWrite, reason: String, task: String?) {
            subject = .write(write)
            self.reason = reason
            rule = ProposedWrite.rule
            self.task = task
        }

        /// The command; `nil` where it is about a file.
        public var command: String? {
            guard case .command(let command, _) = subject else { return nil }
            return command
        }
    }

    /// What a person answers.
    public enum Answer: String, Sendable, Hashable, CaseIterable {
        /// This time.
        case once
        /// Whenever this run wants the same command, or to change the same file.
        case run
        /// Whenever a run in this project wants the same command, or to change the same file.
        case project
        /// It does not happen.
        case no
    }

    /// What became of a command or a change.
    public enum Admission: Sendable, Hashable {
        /// It may happen.
        case admitted
        /// It may not.
        case refused(Refusal)
    }

    /// Why something does not happen.
    public struct Refusal: Sendable, Hashable {
        /// Why, in words.
        public var reason: String
        /// The rule.
        public var rule: String
        /// The flags that would allow it; `nil` where none does.
        public var flag: String?
    }
}
