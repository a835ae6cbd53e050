internal import AnnealFoundation
internal import AnnealServing
internal import AnnealSpecs

/// `selection.arm`: how a task is worked on, chosen as runs choose it.
struct SelectionServing: ServedPoint {
    let point = DecisionPoint.selection

    func question(_ arguments: JSONValue) throws -> ServedQuestion {
        let tried = try (arguments["tried"]?.arrayValue ?? []).map(Self.tried)
        return ServedQuestion(
            features: try Self.features(arguments), model: arguments["model"]?.stringValue, tried: tried)
    }

    func policy(_ stored: StoredPolicy) throws -> sending any ServedPolicy {
        ServedArms(policy: try stored.policy(), arms: stored.arms, version: stored.version)
    }

    func fixed(_ question: ServedQuestion) -> ServedPlan {
        let isTried = question.tried.contains { $0.name == SelectionArm.fixed }
        let fixed = SelectionArm.standard.first { $0.name == SelectionArm.fixed }
        return ServedPlan(steps: isTried ? [] : [fixed].compactMap { $0?.step })
    }

    /// The features by name, or those of a specification as runs make them.
    private static func features(_ arguments: JSONValue) throws -> [String: Double] {
        let (given, text) = (arguments["features"]?.objectValue, arguments["specification"]?.stringValue)
        let language = arguments["language"]?.stringValue?.lowercased()
        guard (given == nil) != (text == nil) else {
            throw ServiceError(
                message: given == nil ? "the task is missing" : "the task is told twice", place: "features",
                remedy: "send either `features` by name or the text of a `specification`")
        }
        if let given {
            if let unknown = given.keys.sorted().first(where: { !TaskFeatures.names.contains($0) }) {
                throw ServiceError(
                    message: "there is no feature '\(unknown)'", place: "features",
                    remedy: "use some of: \(TaskFeatures.names.joined(separator: ", "))")
            }
            guard language == nil else {
                throw ServiceError(
                    message: "the language belongs to a specification", place: "language",
                    remedy: "send the features isPython and isJavaScript instead")
            }
            return given.compactMapValues(\.doubleValue)
        }
        var features = TaskFeatures.of(try SpecDocument(parsing: text ?? "", path: "specification"))
        // In a run the text alone tells; where it does not, whoever asks may.
        if let language, features["isPython"] == 0, features["isJavaScript"] == 0 {
            features["isPython"] = language == "python" ? 1 : 0
            features["isJavaScript"] = language == "javascript" ? 1 : 0
        }
        return features
    }

    private static func tried(_ value: JSONValue) throws -> ServedQuestion.TriedWay {
        let names = SelectionArm.standard.map(\.name)
        guard let name = value["arm"]?.stringValue, names.contains(name), let passes = value["passes"]?.boolValue else {
            throw ServiceError(
                message: "a try has no arm that there is, or does not tell whether its checks passed", place: "tried",
                remedy: "send objects with `arm` (\(names.joined(separator: ", "))), `passes` and, if known, `score`")
        }
        let score = value["score"]?.doubleValue ?? (passes ? 1 : 0)
        guard (-1...1).contains(score) else {
            throw ServiceError(
                message: "the score \(score) of '\(name)' is outside -1 … 1", place: "tried",
                remedy: "send the share of criteria verified less the share failed")
        }
        return ServedQuestion.TriedWay(name: name, passes: passes, score: score)
    }
}

/// A learned choice of arms.
private struct ServedArms: ServedPolicy {
    let policy: any TrialPolicy
    let arms: [String]
    let version: String

    func plan(_ question: ServedQuestion) throws -> ServedPlan {
        // What the policy does not know it cannot take into account.
        let trials = question.tried.compactMap { way in
            arms.firstIndex(of: way.name).map { Trial(arm: $0, passes: way.passes, score: way.score) }
        }
        let plan = try ArmPlan(
            policy, arms: arms, features: question.features, model: question.model, after: trials)
        let scores = try policy.scores(features: TaskFeatures.vector(question.features), after: trials).map { item in
            JSONValue.object([
                "candidate": .string(item.arms.isEmpty ? "stop" : ArmCascade(item.arms).name(arms)),
                "score": .double(item.score),
            ])
        }
        return ServedPlan(
            steps: plan.arms.map(\.step) + SelectionServing().fixed(question).steps, isOwn: !plan.arms.isEmpty,
            candidates: plan.candidates(of: version), scores: scores)
    }
}

extension SelectionArm {
    /// The arm as a step of an answer.
    fileprivate var step: ServedPlan.Step {
        ServedPlan.Step(
            name: name,
            json: [
                "arm": .string(name), "model": .string(model),
                "settings": .object(settings.mapValues { .string($0) }),
            ])
    }
}
