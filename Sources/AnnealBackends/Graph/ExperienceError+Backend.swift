internal import AnnealExperience

extension ExperienceError {
    /// What happened on the way to a server, as a matter of experience.
    init(backend error: BackendError) {
        let code: Code =
            switch error.code {
            case .refused, .usage: .query
            case .malformed: .notRead
            default: .unavailable
            }
        self.init(code: code, message: error.message, place: error.place, remedy: error.remedy)
    }
}
