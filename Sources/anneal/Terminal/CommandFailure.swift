import AnnealFoundation
import ArgumentParser
import Foundation

/// Runs a command's body, prints what went wrong in three lines and exits with the error's code.
func reportingErrors(json: Bool = false, _ body: () async throws -> AnnealFoundation.ExitCode) async throws {
    var code: AnnealFoundation.ExitCode
    do {
        code = try await body()
    } catch is CancellationError {
        code = .interrupted
    } catch let error as any DescribedError {
        report(error, json: json)
        code = error.exitCode
    } catch let error as ArgumentParser.ExitCode {
        throw error
    } catch {
        report(UnexpectedError(message: "\(error)"), json: json)
        code = .failure
    }
    if let failure = Output.failure {
        let reason = String(cString: strerror(failure))
        Terminal.note(OutputError(message: "the result could not be written: \(reason)").description)
        if code == .verified { code = .failure }
    }
    throw ArgumentParser.ExitCode(code.rawValue)
}

private func report(_ error: any DescribedError, json: Bool) {
    Terminal.note(error.description)
    guard json else { return }
    var data: [String: JSONValue] = [
        "type": "error", "message": .string(error.message), "exitCode": .int(Int(error.exitCode.rawValue)),
    ]
    if let place = error.place { data["place"] = .string(place) }
    if let remedy = error.remedy { data["remedy"] = .string(remedy) }
    if let line = try? CanonicalJSON.string(JSONValue.object(data)) { Terminal.result(line) }
}

/// Standard output takes no more.
struct OutputError: DescribedError {
    var message: String
    var place: String? = "standard output"
    var remedy: String? = "make room there and ask again; what a run has done is kept (`anneal runs`)"
    var exitCode: AnnealFoundation.ExitCode { .failure }
}

/// An error that has no domain of its own.
struct UnexpectedError: DescribedError {
    var message: String
    var place: String?
    var remedy: String? = "run `anneal doctor`; if that finds nothing, this is a fault of Anneal worth reporting"
    var exitCode: AnnealFoundation.ExitCode { .failure }
}
