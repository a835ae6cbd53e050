import AnnealExperience
import AnnealFoundation
import ArgumentParser
import Foundation

/// `anneal experience distill`: a small model out of what is remembered.
struct ExperienceDistillCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "distill",
        abstract: "Make a small model that says which failures a task will meet, out of what is remembered.",
        discussion: """
            A large network learns from the attempts that are remembered, a small one from them and from the large one. Both \
            are judged on runs that they have not seen, beside the shares of the kinds of failure. Advice (experience.apply) \
            is weighed by the model only where it knows more than these shares, with 95 %.
            """)

    @Option(help: "Of all randomness.") var seed: UInt64 = 1
    @Flag(help: "One JSON object.") var json = false

    func run() async throws {
        try await reportingErrors(json: json) {
            let desk = ExperienceDesk()
            var settings = GuidanceDistillation.Settings()
            settings.seed = seed
            settings.version = AnnealVersion.text
            let model = try await GuidanceDistillation(settings: settings).model(of: try desk.library())
            let file = GuidanceModel.file(in: desk.directories)
            try model.write(to: file)
            try tell(model.account, file: file.path)
            return .verified
        }
    }

    private func tell(_ account: GuidanceModel.Account, file: String) throws {
        guard !json else {
            var members = try JSONValue(encoding: account).objectValue ?? [:]
            members["type"] = "distilled"
            members["file"] = .string(file)
            members["used"] = .bool(account.isBetter)
            return Terminal.result(try CanonicalJSON.string(JSONValue.object(members)))
        }
        func rounded(_ loss: Double) -> String { loss.formatted(.number.precision(.fractionLength(3))) }
        Terminal.result("\(account.attempts) attempts of \(account.runs) runs, \(account.heldOut) held out")
        Terminal.result(
            "loss there (nats): shares of kinds \(rounded(account.baseLoss)), teacher \(rounded(account.teacherLoss)), "
                + "student \(rounded(account.studentLoss))")
        Terminal.result(
            account.isBetter
                ? "the student knows more than the shares and weighs advice: \(file)"
                : "the student is not shown to know more than the shares, and is not used: \(file)")
    }
}
