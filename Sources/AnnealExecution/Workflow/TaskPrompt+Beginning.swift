internal import AnnealContext
internal import AnnealSpecs

extension TaskPrompt {
    /// The function that the answer begins with, when the task is about one.
    var beginning: String? {
        guard let function, let requirement = requirements.first else { return nil }
        if let beginning = readingBeginning ?? callingBeginning { return beginning }
        var notes = requirement.criteria.enumerated().map { number, criterion in
            "\(number + 1). " + criterion.text.split(whereSeparator: \.isWhitespace).joined(separator: " ").prefix(300)
        }
        if !helpers.isEmpty { notes.append("Calls \(helpers.map(\.name).joined(separator: ", ")).") }
        return language.beginning(of: function, in: present, path: path, kind: .notes(notes))
    }

    /// A beginning with the call of the function that takes the argument apart, where one does.
    private var callingBeginning: String? {
        guard let function, let requirement = requirements.first,
            let call = ReaderCall(of: function, helpers: helpers, specification: specification)
        else { return nil }
        return language.beginning(
            of: function, in: present, path: path,
            kind: .calls(summary: Self.summary(of: function, in: requirement), call.statement(language: language.name)))
    }

    /// A beginning that takes a text apart, where the function does that.
    private var readingBeginning: String? {
        guard let function, let requirement = requirements.first, helpers.isEmpty, BadFormChecks.readsText(requirement)
        else { return nil }
        return language.beginning(
            of: function, in: present, path: path, kind: form.map { .readsForm($0) } ?? .readsText)
    }

    /// The form of the text that the function takes apart, where examples show it.
    private var form: TextForm? {
        guard usesForm, let requirement = requirements.first else { return nil }
        return TextForm(of: requirement, beside: specification.context.map(\.text))
    }

    /// An answer to a function that was begun with notes: with one sentence of documentation in their place. They were
    /// written for the model; in the code they would repeat the specification.
    ///
    /// - Parameter answer: what the model went on with. Points with which it goes on with the notes are left out as well.
    /// - Returns: the whole text; `nil` where the function was begun in another way.
    func withoutNotes(_ answer: String) -> String? {
        guard readingBeginning == nil, callingBeginning == nil, beginning != nil, let function,
            let requirement = requirements.first,
            let head = language.beginning(
                of: function, in: present, path: path, kind: .head(summary: Self.summary(of: function, in: requirement))
            )
        else { return nil }
        let lines = answer.split(separator: "\n", omittingEmptySubsequences: false)
        let rest = lines.drop { $0.prefixMatch(of: /[ \t]*(#|\/\/)[ \t]*([0-9]+[.)]|[-*])[ \t]/) != nil }
        return "```\(language.name)\n\(head)\(rest.joined(separator: "\n"))"
    }
}
