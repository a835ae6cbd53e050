public import AnnealSpecs

extension Interface {
    /// The type that a function is a method of: `Ticket` where the plan says `Ticket.refund`; `nil` for a function of a
    /// module, whose qualifier begins with a small letter or is a path.
    public var ownerType: String? {
        guard kind == .function, let qualifier, !qualifier.contains("/"),
            let last = qualifier.split(separator: ".").last, last.first?.isUppercase == true,
            last.contains(where: \.isLowercase)
        else { return nil }
        return String(last)
    }

    /// The signature as it is told to a model: `Ticket.refund(amount)` for a method.
    public var wording: String {
        let text = signature ?? name
        guard let ownerType else { return text }
        // The text may speak of an object: `ticket.refund(amount)`.
        let call = text.firstRange(of: name + "(").map { text[$0.lowerBound...] } ?? name[...]
        return "\(ownerType).\(call)"
    }
}
