internal import AnnealFoundation
internal import AsyncHTTPClient
internal import Foundation
internal import NIOCore
internal import NIOHTTP1

/// Asks a server on loopback what it is.
struct ServerProbe: Sendable {
    /// What a server told of itself.
    struct Facts: Sendable, Hashable {
        var modelPath: String
        var contextPerSlot: Int
        var slots: Int
    }

    let port: Int

    /// What the server tells, or `nil` when it does not answer like a llama.cpp server that has its model loaded.
    func facts() async throws -> Facts? {
        guard try await get("/health")?["status"]?.stringValue == "ok", let properties = try await get("/props"),
            let path = properties["model_path"]?.stringValue,
            let context = properties["default_generation_settings"]?["n_ctx"]?.intValue
        else { return nil }
        return Facts(modelPath: path, contextPerSlot: context, slots: properties["total_slots"]?.intValue ?? 1)
    }

    /// Slots that are working; 0 when the server does not tell.
    func busySlots() async throws -> Int {
        try await get("/slots")?.arrayValue?.count { $0["is_processing"]?.boolValue == true } ?? 0
    }

    private func get(_ path: String) async throws -> JSONValue? {
        do {
            // A server that evaluates a long prompt answers between two batches only.
            let answer = try await HTTPClient.shared.execute(
                HTTPClientRequest(url: "http://127.0.0.1:\(port)\(path)"), timeout: .seconds(10))
            let body = try await answer.body.collect(upTo: 4 << 20)
            guard answer.status == .ok else { return nil }
            return try? JSONValue(parsing: String(buffer: body))
        } catch {
            try Task.checkCancellation()
            return nil
        }
    }
}
