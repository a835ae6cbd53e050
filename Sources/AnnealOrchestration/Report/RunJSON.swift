public import AnnealExecution
public import AnnealFoundation
public import AnnealModels
internal import AnnealPlanning
internal import AnnealSafety
internal import AnnealSpecs
internal import Foundation

/// A run for programs: the fields of the last line of `anneal run --json` and of `anneal show --json`.
public enum RunJSON {
    /// The result of a run.
    ///
    /// - Parameters:
    ///   - summary: the run.
    ///   - acceptance: how its branch was merged, if it was.
    /// - Returns: fields by name.
    public static func result(_ summary: RunSummary, acceptance: Acceptance?) -> [String: JSONValue] {
        var data: [String: JSONValue] = [
            "run": .string(summary.run.rawValue), "phase": .string(summary.phase.rawValue),
            "exitCode": .int(Int(summary.exitCode.rawValue)), "repository": .string(summary.repository),
            "specification": .string(summary.specification.path), "branch": .string(summary.branch),
            "base": .string(summary.base), "head": .string(summary.head), "model": .string(summary.model),
            "sandbox": .string(summary.sandbox), "requirements": .array(requirements(summary)),
            "tokens": tokens(summary.usage), "costUSD": .double(summary.usage.cost.dollars),
            "requests": .int(summary.usage.requests), "modelSeconds": .double(summary.usage.duration.seconds),
            "seconds": .double(summary.duration.seconds), "commits": .array(commits(summary)),
            "tasks": .array(tasks(summary)),
            "regression": summary.verdicts.isEmpty ? .null : .bool(!summary.regressions.isEmpty),
            "regressions": .object(summary.regressions.mapValues { .string($0) }),
            "notes": .array(summary.notes.map { .string($0) }),
            "cautions": .array(summary.cautions.map(caution)),
            "unanswered": .array(summary.unanswered.map(question)),
            "started": .string(summary.started.formatted(.iso8601)),
        ]
        if let reason = summary.stopReason { data["stopReason"] = .string(reason) }
        if let acceptance {
            data["accepted"] = [
                "branch": acceptance.branch.map { .string($0) } ?? .null, "way": .string(acceptance.way.rawValue),
                "before": acceptance.before.map { .string($0) } ?? .null, "after": .string(acceptance.after),
            ]
        }
        return data
    }

    private static func question(_ question: UnansweredQuestion) -> JSONValue {
        [
            "task": question.task.map { .string($0) } ?? .null, "subject": .string(question.subject.rawValue),
            "text": .string(question.text), "rule": .string(question.rule), "reason": .string(question.reason),
            "flags": .array(question.flags.map { .string($0) }),
        ]
    }

    private static func caution(_ sighting: TextWatch.Sighting) -> JSONValue {
        [
            "origin": .string(sighting.origin), "line": .int(sighting.line), "level": .string(sighting.level.rawValue),
            "task": sighting.task.map { .string($0) } ?? .null, "reason": .string(sighting.reason),
            "excerpt": .string(sighting.excerpt),
        ]
    }

    /// Tokens by kind; `prompt` counts those from the cache too.
    ///
    /// - Parameter usage: what was used.
    /// - Returns: an object.
    public static func tokens(_ usage: Usage) -> JSONValue {
        [
            "prompt": .int(usage.prompt.value), "cached": .int(usage.cached.value),
            "generated": .int(usage.generated.value), "cachedShare": usage.cachedShare.map { .double($0) } ?? .null,
        ]
    }

    /// Every requirement, those without a verdict yet as unverified.
    private static func requirements(_ summary: RunSummary) -> [JSONValue] {
        let verdicts = Dictionary(
            summary.verdicts.map { ($0.requirement, $0) }, uniquingKeysWith: { first, _ in first })
        return summary.specification.requirements.map { requirement in
            let verdict = verdicts[requirement.id]
            let criteria = (verdict?.criteria ?? []).map { criterion -> JSONValue in
                [
                    "id": .string(criterion.criterion.rawValue), "verdict": .string(criterion.verdict.rawValue),
                    "reason": .string(criterion.reason),
                ]
            }
            return [
                "id": .string(requirement.id.rawValue), "title": .string(requirement.title),
                "verdict": .string((verdict?.verdict ?? .unverified).rawValue), "criteria": .array(criteria),
            ]
        }
    }

    private static func commits(_ summary: RunSummary) -> [JSONValue] {
        let tasks = summary.tasks.compactMap { result -> JSONValue? in
            result.commit.map { commit in
                [
                    "commit": .string(commit), "task": .string(result.task.id.rawValue),
                    "title": .string(result.task.title),
                ]
            }
        }
        guard let commit = summary.checksCommit else { return tasks }
        return tasks + [
            ["commit": .string(commit), "task": .null, "title": "Tests of the specification"]
        ]
    }

    private static func tasks(_ summary: RunSummary) -> [JSONValue] {
        summary.tasks.map { result in
            var fields: [String: JSONValue] = [
                "id": .string(result.task.id.rawValue), "title": .string(result.task.title),
                "phase": .string(result.phase.rawValue),
                "criteria": .array(result.task.criteria.map { .string($0.rawValue) }),
            ]
            if let commit = result.commit { fields["commit"] = .string(commit) }
            if let attempt = result.attempt {
                fields["tokens"] = tokens(attempt.usage)
                fields["seconds"] = .double(attempt.duration.seconds)
                fields["candidates"] = .int(attempt.candidates)
                fields["notes"] = .array(attempt.notes.map { .string($0) })
            }
            return .object(fields)
        }
    }
}
