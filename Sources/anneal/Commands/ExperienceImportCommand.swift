import AnnealExperience
import AnnealFoundation
import ArgumentParser
import Foundation

/// `anneal experience import FILE`: from another machine.
struct ExperienceImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Take over what `anneal experience export` printed; again changes nothing.",
        discussion: """
            With --shared, what runs of other machines left on the server of backend.neo4j is taken over in place of a \
            file, so much at a time; titles of tasks and wordings of failures only with experience.sharedText.
            """)

    @Argument(help: "The file; - reads standard input.") var file: String?
    @Flag(help: "From the server that machines share (backend.neo4j).") var shared = false
    @Flag(help: "One JSON object.") var json = false

    func validate() throws {
        guard (file == nil) == shared else { throw ValidationError("Give a file, or --shared.") }
    }

    func run() async throws {
        try await reportingErrors(json: json) {
            guard let file else { return try await takeShared() }
            let data =
                file == "-"
                ? FileHandle.standardInput.readDataToEndOfFile() : FileManager.default.contents(atPath: file)
            guard let data else {
                throw ExperienceError(
                    code: .malformed, message: "the file cannot be read", place: file,
                    remedy: "give a file that `anneal experience export` printed")
            }
            let content = try ExperienceFile(String(decoding: data, as: UTF8.self), path: file)
            try await ExperienceDesk().library().import(content)
            let line =
                json
                ? try CanonicalJSON.string(JSONValue.object(["records": .int(content.records.count)]))
                : "\(content.records.count) records imported"
            Terminal.result(line)
            return .verified
        }
    }

    /// Takes over what other machines left on the server.
    private func takeShared() async throws -> AnnealFoundation.ExitCode {
        let server = try SharedExperience.named(
            in: SettingsOptions.parse([]).settings(repository: nil), desk: ExperienceDesk(),
            environment: ProcessInfo.processInfo.environment, notes: SharedNotes { _ in }, isAsked: true)
        guard let server else {
            throw ExperienceError(
                code: .unavailable, message: "there is no server, or no store to bring its experience to",
                place: "backend.neo4j",
                remedy: "set backend.neo4j, such as neo4j://127.0.0.1:7687; `anneal doctor --backends` finds more")
        }
        defer { server.close() }
        let taken = try await server.take()
        guard !json else {
            try Terminal.result([
                "records": .int(taken.records), "runs": .int(taken.runs), "passedOver": .int(taken.passedOver),
                "complete": .bool(taken.isComplete),
            ])
            return .verified
        }
        var line = "\(taken.records) records of \(taken.runs) \(taken.runs == 1 ? "run" : "runs") imported"
        if taken.passedOver > 0 { line += ", \(taken.passedOver) passed over" }
        if !taken.isComplete { line += "; there are more: import again" }
        Terminal.result(line)
        return .verified
    }
}
