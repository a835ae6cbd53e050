internal import AnnealExperience

extension ExperienceError {
    /// What went wrong between here and a graph on a server.
    ///
    /// What the server says of a query names line and column as `place`, where the server tells them.
    init(bolt error: BackendError) {
        switch error.code {
        case .usage: self.init(code: .invalid, message: error.message, place: error.place, remedy: error.remedy)
        case .refused where error.reply?.hasPrefix("Neo.ClientError.") == true && !error.isLeaderGone:
            self.init(
                code: .query, message: error.message, place: Self.position(in: error.message) ?? error.place,
                remedy: error.remedy)
        case .refused: self.init(code: .unavailable, message: error.message, place: error.place, remedy: error.remedy)
        default: self.init(backend: error)
        }
    }

    /// Line and column of a query in what a server says: `line 1, column 11 (offset: 10)` as Neo4j writes it, or
    /// `line 1:10`, where columns are counted from 0.
    static func position(in message: String) -> String? {
        if let match = message.firstMatch(of: /line (\d{1,9}), column (\d{1,9})/) {
            return "line \(match.1), column \(match.2)"
        }
        guard let match = message.firstMatch(of: /line (\d{1,9}):(\d{1,9})/), let column = Int(match.2) else {
            return nil
        }
        return "line \(match.1), column \(column + 1)"
    }
}
