internal import AnnealFoundation
internal import Foundation

/// The files of one model's server in the folder of state.
struct ServerPlace: Sendable {
    static let recordEnding = ".server.json"

    let folder: URL
    let model: String

    var record: URL { folder.appending(path: model + ServerPlace.recordEnding) }
    var lock: URL { folder.appending(path: model + ".lock") }
    var configuration: URL { folder.appending(path: model + ".start.json") }
    var log: URL { folder.appending(path: model + ".log") }
    /// Its time of change is when a client last said that it uses the server.
    var touchFile: URL { folder.appending(path: model + ".used") }
    var script: URL { folder.appending(path: ServerScript.fileName) }

    /// The record of a server whose process runs. A record that is left over stays until the next start replaces it:
    /// only the holder of the lock can tell that it is not a new one.
    func liveRecord() -> ServerRecord? {
        guard let data = try? Data(contentsOf: record) else { return nil }
        guard let found = try? CanonicalJSON.decode(ServerRecord.self, from: data),
            ServerProcess(pid: found.pid).isOurs
        else { return nil }
        return found
    }

    /// The server of a record when it answers for the record's model.
    func answering(_ record: ServerRecord) async throws -> LocalServer? {
        guard record.phase == .ready, let facts = try await ServerProbe(port: record.port).facts(),
            facts.modelPath == record.modelPath
        else { return nil }
        return LocalServer(
            baseURL: "http://127.0.0.1:\(record.port)/v1", model: record.model, pid: record.pid,
            contextLength: TokenCount(facts.contextPerSlot), slots: facts.slots, runtime: record.runtime,
            log: record.log)
    }

    /// Waits until the server of a process answers; `nil` when the process ended or the time is up.
    func ready(pid: Int32, within time: Duration) async throws -> LocalServer? {
        let end = ContinuousClock.now + time
        while ContinuousClock.now < end {
            guard ServerProcess(pid: pid).isOurs else { return nil }
            if let data = try? Data(contentsOf: record),
                let found = try? CanonicalJSON.decode(ServerRecord.self, from: data), found.pid == pid,
                let server = try await answering(found)
            {
                return server
            }
            try await Task.sleep(for: .milliseconds(100))
        }
        return nil
    }

    /// Tells the server that it is wanted.
    func touch() {
        if FileManager.default.fileExists(atPath: touchFile.path) {
            try? FileManager.default.setAttributes([.modificationDate: Date()], ofItemAtPath: touchFile.path)
        } else {
            _ = FileManager.default.createFile(atPath: touchFile.path, contents: nil)
        }
    }

    /// Removes the record of a process that has ended.
    func clear(pid: Int32) {
        guard let data = try? Data(contentsOf: record),
            let found = try? CanonicalJSON.decode(ServerRecord.self, from: data), found.pid == pid
        else { return }
        try? FileManager.default.removeItem(at: record)
    }

    /// The last lines of the log.
    func lastLines(_ count: Int) -> String {
        guard let data = try? Data(contentsOf: log) else { return "" }
        let text = String(decoding: data.suffix(16_384), as: UTF8.self)
        return text.split(separator: "\n").suffix(count).joined(separator: "\n    ")
    }
}
