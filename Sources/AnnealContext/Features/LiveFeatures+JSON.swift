public import AnnealFoundation
public import Foundation

extension LiveFeatures {
    /// The features as JSON, each with its age in seconds.
    ///
    /// - Parameters:
    ///   - now: the time from which ages count.
    ///   - path: this file only.
    ///   - task: this task only, as `RUN/TASK` or `TASK`.
    ///   - limit: the most files and tasks, the latest first.
    /// - Returns: members `project`, `files`, `tasks`, `events`.
    public func json(at now: Date, path: String? = nil, task: String? = nil, limit: Int = 50) -> JSONValue {
        let files = files.filter { path == nil || $0.key == path }
            .sorted { ($1.value.updated, $0.key) < ($0.value.updated, $1.key) }.prefix(limit)
        let tasks = tasks.filter { task == nil || $0.key == task || $0.key.hasSuffix("/" + (task ?? "")) }
            .sorted { ($1.value.updated, $0.key) < ($0.value.updated, $1.key) }.prefix(limit)
        return [
            "events": .int(events), "project": project.json(at: now),
            "files": .object(Dictionary(files.map { ($0.key, $0.value.json(at: now)) }, uniquingKeysWith: { $1 })),
            "tasks": .object(Dictionary(tasks.map { ($0.key, $0.value.json(at: now)) }, uniquingKeysWith: { $1 })),
        ]
    }
}

/// Seconds since an event told of something; null when none did.
private func age(_ time: Date?, _ now: Date) -> JSONValue {
    time.map { .double(max(0, now.timeIntervalSince($0))) } ?? .null
}

extension LiveFeatures.File {
    func json(at now: Date) -> JSONValue {
        let checks = failures + passes
        return [
            "edits": .int(edits), "editsOfLate": .double(churn.value(at: now)), "editAge": age(churn.updated, now),
            "failures": .int(failures), "failuresOfLate": .double(recentFailures.value(at: now)),
            "failureAge": age(recentFailures.updated, now),
            "failureRate": checks > 0 ? .double(Double(failures) / Double(checks)) : .null, "age": age(updated, now),
        ]
    }
}

extension LiveFeatures.Task {
    func json(at now: Date) -> JSONValue {
        [
            "phase": phase.map { .string($0) } ?? .null,
            "seconds": (seconds ?? started.map { now.timeIntervalSince($0) }).map { .double($0) } ?? .null,
            "isOpen": .bool(phase == nil), "calls": .int(calls), "promptTokens": .int(promptTokens),
            "cachedTokens": .int(cachedTokens), "generatedTokens": .int(generatedTokens),
            "modelSeconds": .double(modelSeconds), "checks": .int(checks), "failedChecks": .int(failedChecks),
            "commands": .int(commands), "files": .array(files.sorted().map { .string($0) }), "age": age(updated, now),
        ]
    }
}

extension LiveFeatures.Project {
    func json(at now: Date) -> JSONValue {
        [
            "runs": .int(runs), "verifiedRuns": .int(verifiedRuns), "tasks": .int(tasks),
            "failedTasks": .int(failedTasks),
            "meanTaskSeconds": tasks > 0 ? .double(taskSeconds / Double(tasks)) : .null,
            "editsAnHour": .double(edits.hourlyRate(at: now)), "editAge": age(edits.updated, now),
            "failuresAnHour": .double(failures.hourlyRate(at: now)), "failureAge": age(failures.updated, now),
            "callsAnHour": .double(calls.hourlyRate(at: now)), "callAge": age(calls.updated, now),
            "age": age(updated, now),
        ]
    }
}
