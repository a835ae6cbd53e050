import AnnealFoundation
import AnnealSafety
import ArgumentParser
import Foundation

/// `anneal guard restore FILE`: puts the values back in the place of marks.
struct GuardRestoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore", abstract: "Print a text with secrets in the place of their marks.",
        discussion: """
            Marks such as [secret:github-token:1a2b…] stand in reports and events. Only this user's key opens the values; \
            marks whose value is not kept stay as they are.
            """)

    @Argument(help: "The file; - reads the standard input.") var file: String

    func run() async throws {
        try await reportingErrors(json: false) {
            let state = GuardDesk().directories.state
            guard let key = try RedactionKey.load(at: state.appending(path: "redaction.key")) else {
                throw SecretVaultError(
                    code: .unreadable, message: "no values are kept: nothing was redacted by this user",
                    place: state.path, remedy: "a run whose prompts hold secrets keeps them")
            }
            let vault = try SecretVault(contentsOf: state.appending(path: "secrets.vault"), key: key)
            let data =
                file == "-" ? FileHandle.standardInput.readDataToEndOfFile() : try Self.read(file)
            FileHandle.standardOutput.write(Data(vault.restore(String(decoding: data, as: UTF8.self)).utf8))
            return .verified
        }
    }

    private static func read(_ path: String) throws -> Data {
        do {
            return try Data(contentsOf: URL(fileURLWithPath: path))
        } catch {
            throw SecretVaultError(
                code: .unreadable, message: "the file cannot be read", place: path,
                remedy: "give the path of a text file")
        }
    }
}
