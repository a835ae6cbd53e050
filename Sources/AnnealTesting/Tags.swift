public import Testing

extension Tag {
    /// Checks one type or function.
    @Tag public static var unit: Self
    /// Checks several parts together, with real programs.
    @Tag public static var integration: Self
    /// Needs a real model.
    @Tag public static var model: Self
    /// Takes more than a few seconds.
    @Tag public static var slow: Self
}
