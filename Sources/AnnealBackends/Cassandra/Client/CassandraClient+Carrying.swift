extension CassandraClient {
    /// Carries something out by one server after the other, until one has done it, what happened forbids another try, or
    /// no server could be reached for too long.
    func carryOut(_ job: CassandraJob) async throws(CassandraError) -> CassandraResult {
        let deadline = ContinuousClock.now + configuration.patience
        var backoff = Backoff()
        while true {
            let nodes: [CassandraNode]
            do throws(BackendError) { nodes = try self.plan() } catch { throw CassandraError(error) }
            let plan = CassandraPlan(nodes.filter { $0.connected != nil || $0.pause == nil })
            let result =
                if let rule = job.speculation, job.isIdempotent {
                    await race(job, rule, plan)
                } else {
                    await line(job, plan)
                }
            let failure: CassandraAttempt
            switch result {
            case .success(let result): return result
            case .failure(let attempt): failure = attempt
            }
            let mayRepeat = failure.isUnsent || (job.isIdempotent && failure.error.backend.code == .lost)
            guard mayRepeat, failure.error.backend.isTransient || nodes.contains(where: \.isPassing) else {
                throw failure.error
            }
            let now = ContinuousClock.now
            let wake = max(now + backoff.next(), nodes.map { $0.pause ?? now }.min() ?? now)
            guard wake < deadline else { throw failure.error }
            do { try await Task.sleep(until: wake, clock: .continuous) } catch {
                throw CassandraError(BackendError(code: .cancelled, message: "the task was cancelled", place: place))
            }
        }
    }

    /// Asks the servers of a plan one after the other.
    private func line(_ job: CassandraJob, _ plan: CassandraPlan) async -> Result<CassandraResult, CassandraAttempt> {
        var failure: CassandraAttempt?
        var retries = 0
        while let node = plan.next() {
            let connection: CassandraConnection
            do throws(BackendError) {
                connection = try await node.connection()
            } catch {
                // What went wrong where the request was seen says more.
                if failure?.isUnsent ?? true { failure = CassandraAttempt(CassandraError(error), isUnsent: true) }
                guard error.code != .cancelled else { break }
                continue
            }
            await discover(over: connection)
            var next = CassandraRetry.same
            while next == .same {
                switch await job.run(connection) {
                case .success(let result): return .success(result)
                case .failure(let attempt):
                    failure = attempt
                    next = Self.decision(for: attempt, job, earlier: retries)
                    retries += 1
                }
            }
            if next == .stop { break }
        }
        return .failure(failure ?? CassandraAttempt(CassandraError(nobody), isUnsent: true))
    }

    private static func decision(for attempt: CassandraAttempt, _ job: CassandraJob, earlier: Int) -> CassandraRetry {
        if let error = attempt.error.server {
            return CassandraRetry.decision(for: error, isIdempotent: job.isIdempotent, earlier: earlier)
        }
        if attempt.isUnsent { return .next }
        return attempt.error.backend.code == .lost && job.isIdempotent ? .next : .stop
    }

    private enum Step: Sendable {
        case waited
        case ended(Result<CassandraResult, CassandraAttempt>)
    }

    /// Asks further servers while the first ones have not answered; the first answer counts.
    private func race(
        _ job: CassandraJob, _ rule: CassandraStatement.Speculation, _ plan: CassandraPlan
    ) async -> Result<CassandraResult, CassandraAttempt> {
        await withTaskGroup(of: Step.self) { group in
            var (running, started) = (1, 1)
            var result = Result<CassandraResult, CassandraAttempt>.failure(
                CassandraAttempt(CassandraError(nobody), isUnsent: true))
            func start() {
                group.addTask { .ended(await self.line(job, plan)) }
                group.addTask {
                    try? await Task.sleep(for: rule.delay)
                    return .waited
                }
            }
            start()
            while let step = await group.next() {
                switch step {
                case .waited:
                    guard started < rule.most, running > 0, !plan.isSpent else { continue }
                    (running, started) = (running + 1, started + 1)
                    start()
                case .ended(let ended):
                    running -= 1
                    result = ended
                    // Another server is still at it.
                    if case .failure(let attempt) = ended, attempt.isPassing, running > 0 { continue }
                    group.cancelAll()
                    return result
                }
            }
            return result
        }
    }

    /// No server may be asked at the moment.
    private var nobody: BackendError {
        let failure = known.lazy.compactMap(\.failure).first
        return failure
            ?? BackendError(
                code: .unavailable, message: "no server of the cluster can be reached", place: place,
                remedy: "see whether the servers run")
    }
}

extension CassandraNode {
    /// Whether waiting may help to reach it.
    fileprivate var isPassing: Bool { failure?.isTransient ?? true }
}
