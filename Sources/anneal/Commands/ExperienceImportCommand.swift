import AnnealExperience
import AnnealFoundation
import ArgumentParser
import Foundation

/// `anneal experience import FILE`: from another machine.
struct ExperienceImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Take over what `anneal experience export` printed; again changes nothing.")

    @Argument(help: "The file; - reads standard input.") var file: String
    @Flag(help: "One JSON object.") var json = false

    func run() async throws {
        try await reportingErrors(json: json) {
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
}
