extension BackendError {
    /// An error that a Neo4j server told: `Neo.ClientError.Statement.SyntaxError` and what there is.
    static func refused(boltCode code: String, _ text: String, place: String) -> BackendError {
        // The query with a mark beneath it may follow.
        let message = String(text.split(whereSeparator: \.isNewline).first?.prefix(1000) ?? "no reason was told")
        if code.hasPrefix("Neo.ClientError.Security."), code != "Neo.ClientError.Security.AuthorizationExpired" {
            return BackendError(
                code: .authentication, message: "the server does not let us in: \(message)", place: place,
                remedy: "export \(BoltConfiguration.passwordVariable)=…, and put the user's name into the address: "
                    + "neo4j://user@host", reply: code)
        }
        return BackendError(code: .refused, message: message, place: place, reply: code)
    }

    /// Whether a transaction that ended so may succeed when all of it is done once more.
    ///
    /// Source: the retry rules of the drivers in Neo4j's documentation. A transaction that somebody ended, or whose locks
    /// a stopping server gave up, is not tried again, although servers before version 5 call that transient.
    var allowsAnotherTry: Bool {
        guard let reply else { return isTransient }
        switch reply {
        case "Neo.TransientError.Transaction.Terminated", "Neo.TransientError.Transaction.LockClientStopped":
            return false
        case "Neo.ClientError.Security.AuthorizationExpired": return true
        default: return reply.hasPrefix("Neo.TransientError.") || isLeaderGone
        }
    }

    /// Whether the server is not the one that writes, or no longer.
    var isLeaderGone: Bool {
        reply == "Neo.ClientError.Cluster.NotALeader"
            || reply == "Neo.ClientError.General.ForbiddenOnReadOnlyDatabase"
    }

    /// Whether the server itself cannot be used at the moment, whatever is asked.
    var isServerGone: Bool { isTransient || reply == "Neo.TransientError.General.DatabaseUnavailable" }
}
