internal import Foundation

/// Says a model's finding in a sentence.
struct ReasonText {
    let table: KindTable
    let session: [String]

    /// The reason with its place.
    func reason(_ finding: SequenceEvidence.Finding, model: SequenceReason.Model) -> SequenceReason {
        switch finding {
        case .unknown(_, let position), .transition(let position, .some(table.names.count), _, _, _):
            let name = session[position - 1]
            return SequenceReason(
                model: model, position: position, event: name, text: "\(quoted(name)) occurs in no training session")
        case .count(let rule, let first, let second): return count(rule, first, second, model)
        case .together(let kind, let other, let position, let support):
            return SequenceReason(
                model: model, position: position, event: session[position - 1],
                text:
                    "\(name(kind)) and \(name(other)) are never in one session (\(support) training sessions have \(name(kind)))"
            )
        case .missing(let kind, let of, let support):
            return SequenceReason(
                model: model, event: table.names[kind],
                text: "\(name(kind)) is missing, which all \(support) training sessions with \(name(of)) have")
        case .order(let relation, let first, let second, let support):
            return order(relation, first, second, support, model)
        case .transition(let position, _, _, let probability, let usual):
            return transition(position, probability, usual, model)
        }
    }

    private func count(_ rule: CountRules.Rule, _ first: Int, _ second: Int, _ model: SequenceReason.Model)
        -> SequenceReason
    {
        let (kind, other) = rule.kinds
        let found = "\(name(kind)) occurs \(times(first))" + (other.map { ", \(name($0)) \(times(second))" } ?? "")
        let usual =
            switch rule {
            case .constant(_, let value): "always \(times(value))"
            case .whenPresent(_, let value): "always \(times(value)) where it occurs"
            case .difference(_, _, 0): "always equally often"
            case .difference(_, _, let value):
                "always \(abs(value)) \(value > 0 ? "more" : "fewer") of the first"
            case .sum(_, _, let value): "always \(value) together"
            case .ratio(_, let factor, _, let otherFactor): "always in the ratio \(otherFactor) to \(factor)"
            }
        let blamed = other.map { second > first ? $0 : kind } ?? kind
        let place = session.lastIndex(of: table.names[blamed]).map { $0 + 1 }
        return SequenceReason(model: model, position: place, event: table.names[blamed], text: "\(found); \(usual)")
    }

    private func order(
        _ relation: OrderRules.Relation, _ first: Int, _ second: Int, _ support: Int, _ model: SequenceReason.Model
    ) -> SequenceReason {
        let rule =
            switch relation {
            case .allBefore: "every \(name(first)) comes before any \(name(second))"
            case .neverOvertakes: "\(name(second)) never occurred more often than \(name(first)) at any moment"
            case .startsBefore: "the first \(name(first)) comes before the first \(name(second))"
            case .endsBefore: "the last \(name(first)) comes before the last \(name(second))"
            }
        let place = session.firstIndex(of: table.names[second]).map { $0 + 1 }
        return SequenceReason(
            model: model, position: place, event: table.names[second],
            text: "in \(support) training sessions \(rule); not here")
    }

    private func transition(
        _ position: Int, _ probability: Double, _ usual: [Int?], _ model: SequenceReason.Model
    ) -> SequenceReason {
        let event = position <= session.count ? session[position - 1] : nil
        let before = position >= 2 ? "after \(quoted(session[position - 2]))" : "at the beginning"
        let what = event.map { quoted($0) } ?? "the end"
        let share = probability.formatted(.number.precision(.significantDigits(2)).locale(Locale(identifier: "en")))
        let expected = usual.map { $0.map { name($0) } ?? "the end" }.joined(separator: ", ")
        return SequenceReason(
            model: model, position: position, event: event,
            text: "\(what) \(before) has a probability of \(share)"
                + (expected.isEmpty ? "" : "; usual: \(expected)"))
    }

    private func times(_ count: Int) -> String { count == 1 ? "once" : count == 0 ? "never" : "\(count) times" }
    private func name(_ kind: Int) -> String { quoted(table.names[kind]) }
    private func quoted(_ name: String) -> String { "'\(name)'" }
}
