/// Which template each message of a finished log belongs to, after all that was learned from the log.
public struct TemplateAssignment: Sendable {
    /// The templates, in the order of their first messages.
    public let templates: [LogTemplate]
    /// For each message, which of `templates` it belongs to.
    public let indices: [Int]

    /// Finds templates of messages.
    ///
    /// - Parameters:
    ///   - log: the messages.
    ///   - limits: how much is kept while they are read.
    public init(_ log: LogFile, limits: TemplateMiner.Limits = TemplateMiner.Limits()) {
        var miner = TemplateMiner(limits: limits)
        var numbers: [Int] = []
        numbers.reserveCapacity(log.messages.count)
        var successor: [Int: Int] = [:]
        var known: [Int: LogTemplate] = [:]
        func take(_ changes: [TemplateMiner.Change]) {
            for change in changes {
                switch change {
                case .merged(let old, let new): successor[old] = new
                case .forgotten(let number, let template): known[number] = template
                }
            }
        }
        log.input.bytes.withUnsafeBufferPointer { bytes in
            for message in log.messages {
                numbers.append(miner.observe(UnsafeBufferPointer(rebasing: bytes[message])))
                if miner.hasChanges { take(miner.takeChanges()) }
            }
        }
        for (number, template) in miner.templates { known[number] = template }
        // A template that was forgotten and seen again has the same text and is the same template.
        var order: [String] = []
        var counts: [Int] = []
        var places: [String: Int] = [:]
        var texts: [String] = []
        var resolved: [Int: Int] = [:]
        indices = numbers.map { number in
            if let index = resolved[number] {
                counts[index] += 1
                return index
            }
            var last = number
            while let next = successor[last] { last = next }
            let template = known[last] ?? LogTemplate(text: "<*>", count: 0)
            let index = places[template.id] ?? order.count
            if index == order.count {
                places[template.id] = index
                order.append(template.id)
                texts.append(template.text)
                counts.append(0)
            }
            resolved[number] = index
            counts[index] += 1
            return index
        }
        templates = zip(texts, counts).map { LogTemplate(text: $0, count: $1) }
    }
}
