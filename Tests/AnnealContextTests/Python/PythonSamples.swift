import AnnealFoundation

/// Python as people write it, for tests that do not care what it says.
enum PythonSamples {
    static let module = #"""
        #!/usr/bin/env python3
        """Recipes and their parts.

        def not_a_function(): in a string
        """
        from __future__ import annotations

        import os, sys
        from dataclasses import dataclass, field
        try:
            import tomllib
        except ImportError:
            tomllib = None

        UNITS = {
            "g": 1,
            "kg": 1000,  # a comment )
        }
        _cache: dict[str, int] = {}


        class BoxError(ValueError):
            """A box is broken."""


        @dataclass(frozen=True)
        class Ingredient:
            """One line of a recipe."""

            amount: float
            unit: str = "g"
            tags: list[str] = field(default_factory=list)

            @classmethod
            def parse(cls, text: str) -> Ingredient:
                '''Read '1 kg flour'.'''
                amount, unit = text.split(" ", 1)
                return cls(float(amount), f"{unit!r:>{10}}")

            @property
            def grams(self) -> float:
                return self.amount * UNITS[self.unit]

            class Meta:
                order = ["amount"]


        # Two comment lines
        # above a function.
        def scale(
            items: list[Ingredient],
            factor: float = 1.0,
            *rest,
            key=lambda i: (i.unit, i.amount),
        ) -> list[Ingredient]:
            """Scale all.

            More text.
            """
            def inner(x):
                return x * factor
            # a comment at the end
            return sorted(
                [Ingredient(inner(i.amount), i.unit) for i in items], key=key)


        async def load(path):
            if path.endswith("\""):
                raise BoxError(f"bad {path}: {{}}")
            return r"\d" + \
                "x"


        HANDLERS = {"scale": scale}


        def main(argv=None):
            return 0


        if __name__ == "__main__":
            sys.exit(main())

        """#

    static let snippet = #"""
        import math
        from dataclasses import dataclass, replace

        LIMIT = 10

        class Ingredient:
            def grams(self):
                return round(self.amount * UNITS[self.unit], 2)

            def doubled(self):
                """Twice as much."""
                return replace(self, amount=self.amount * 2)

        def scale(items, factor=1.0):
            text = """
        not indented
            """
            return [math.floor(i) for i in items][:LIMIT]

        def fresh(x, y=None):
            return x

        print(fresh(1))
        """#
}

/// Damages texts in ways that can be repeated.
struct Mutations {
    private var random: SplitMix64

    init(seed: UInt64) { random = SplitMix64(seed: seed) }

    /// A text with a few bytes or lines removed, doubled, swapped or replaced.
    mutating func mutated(_ text: String) -> String {
        var bytes = Array(text.utf8)
        let marks = Array("()[]{}\"'\\:#,=@ \n\tdefclass'''".utf8)
        for _ in 0..<Int.random(in: 0...4, using: &random) where !bytes.isEmpty {
            let start = Int.random(in: 0..<bytes.count, using: &random)
            let end = min(bytes.count, start + Int.random(in: 1...40, using: &random))
            switch Int.random(in: 0..<5, using: &random) {
            case 0: bytes.removeSubrange(start..<end)
            case 1: bytes.insert(contentsOf: Array(bytes[start..<end]), at: start)
            case 2: bytes.insert(marks[Int.random(in: 0..<marks.count, using: &random)], at: start)
            case 3: bytes[start] = marks[Int.random(in: 0..<marks.count, using: &random)]
            default: bytes.removeSubrange(start...)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
