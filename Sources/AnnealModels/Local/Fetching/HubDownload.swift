internal import AnnealFoundation
internal import AsyncHTTPClient
internal import Foundation
internal import NIOCore
internal import NIOHTTP1

/// Fetches a file over HTTP and goes on where it stopped, also after the end of the process.
struct HubDownload: Sendable {
    /// The file's address; redirects are followed.
    let address: String
    /// The model's name, for progress.
    let model: String
    /// The size that the file must have, if it is known.
    let bytes: Int?
    /// The file being written.
    let target: URL

    /// A broken connection is taken up again this often without a byte in between.
    private static let tries = 3

    /// Runs the download to its end.
    ///
    /// - Parameter progress: told of the bytes.
    /// - Throws: `ModelError` when the address does not answer within seconds or the transfer cannot be finished;
    ///   `CancellationError`.
    func run(progress: @escaping @Sendable (LocalProgress) -> Void) async throws {
        // A hub that cannot be reached must not hold up the next source.
        var configuration = HTTPClient.Configuration(
            redirectConfiguration: .follow(max: 10, allowCycles: false),
            timeout: .init(connect: .seconds(5), read: .seconds(30)))
        configuration.connectionPool.retryConnectionEstablishment = false
        let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
        do {
            try await transfer(client, progress: progress)
        } catch {
            try? await client.shutdown()
            throw error
        }
        try? await client.shutdown()
    }

    private func transfer(_ client: HTTPClient, progress: @escaping @Sendable (LocalProgress) -> Void) async throws {
        var failures = 0
        while true {
            let before = ModelStore.size(of: target) ?? 0
            if let bytes, before == bytes { return }
            if let bytes, before > bytes { try FileManager.default.removeItem(at: target) }
            do {
                if try await oneTransfer(client, progress: progress) { return }
            } catch let error as ModelError {
                throw error
            } catch {
                try Task.checkCancellation()
                let after = ModelStore.size(of: target) ?? 0
                failures = after > before ? 1 : failures + 1
                // Nothing ever came: another source is the better bet than waiting.
                if after == 0 || failures >= HubDownload.tries {
                    throw ModelError(
                        code: .unreachable,
                        message: after == 0 ? "no connection (\(error))" : "it broke off (\(error))",
                        place: address)
                }
                try await Task.sleep(for: .seconds(failures))
            }
        }
    }

    /// One request; says whether the file is complete.
    private func oneTransfer(
        _ client: HTTPClient, progress: @escaping @Sendable (LocalProgress) -> Void
    ) async throws -> Bool {
        let start = ModelStore.size(of: target) ?? 0
        var request = HTTPClientRequest(url: address)
        request.headers.add(name: "user-agent", value: "anneal")
        if start > 0 { request.headers.add(name: "range", value: "bytes=\(start)-") }
        let response = try await client.execute(request, timeout: .seconds(15))
        guard response.status == .ok || response.status == .partialContent else {
            if response.status == .rangeNotSatisfiable { try? FileManager.default.removeItem(at: target) }
            throw ModelError(code: .unreachable, message: "it answers \(response.status)", place: address)
        }
        let resumes = response.status == .partialContent
        if !resumes || start == 0 { _ = FileManager.default.createFile(atPath: target.path, contents: nil) }
        let total = expectedSize(response.headers, resumesAt: resumes ? start : 0)
        if let bytes, let total, total != bytes {
            throw ModelError(
                code: .malformedAnswer, message: "it has \(total) bytes instead of \(bytes)", place: address)
        }
        let handle = try FileHandle(forWritingTo: target)
        defer { try? handle.close() }
        try handle.seekToEnd()
        var meter = TransferMeter(initial: resumes ? start : 0)
        for try await buffer in response.body {
            try handle.write(contentsOf: Data(buffer.readableBytesView))
            meter.add(buffer.readableBytes)
            if meter.isDue() {
                progress(
                    LocalProgress(
                        stage: .fetching, subject: model, bytes: meter.bytes, total: total, rate: meter.rate))
            }
        }
        return total == nil || meter.bytes == total
    }

    private func expectedSize(_ headers: HTTPHeaders, resumesAt start: Int) -> Int? {
        if let range = headers.first(name: "content-range"), let slash = range.lastIndex(of: "/"),
            let total = Int(range[range.index(after: slash)...])
        {
            return total
        }
        return headers.first(name: "content-length").flatMap { Int($0) }.map { $0 + start } ?? bytes
    }
}
