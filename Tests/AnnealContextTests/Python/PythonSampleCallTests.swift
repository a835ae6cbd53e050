import AnnealContext
import AnnealFoundation
import AnnealSpecs
import Testing

@Suite("Calls with made-up arguments")
struct PythonSampleCallTests {
    private let model = """
        from dataclasses import dataclass, field
        from typing import ClassVar


        @dataclass
        class Car:
            name: str
            seats: int
            doors: "int | None" = None
            wheels: ClassVar[int] = 4


        @dataclass
        class Trip:
            cars: list[Car]
            stops: dict[str, tuple[int, float]] = field(default_factory=dict)

            def longer(self, days):
                return self

            @classmethod
            def read(cls, text: str) -> "Trip":
                return cls([])


        class Store:
            def __init__(self, path):
                self.path = path


        def plan_trip(trip, *, strict=False):
            return trip


        def sort_cars(cars, reverse: bool = False):
            return cars


        def strange(thing):
            return thing


        def area(width: int, height: float) -> float:
            return width * height
        """

    private func calls(_ name: String, of owner: String? = nil, texts: [String] = []) -> [String] {
        let interface = Interface(
            kind: .function, name: name, qualifier: owner, location: SourceLocation(line: 1))
        return PythonLanguage().sampleCalls(of: interface, in: [model], texts: texts, describing: "").map(\.call)
    }

    @Test("objects are made from the fields of their types, by annotation and by name")
    func objects() throws {
        let first = try #require(calls("plan_trip").first)
        #expect(first.hasPrefix("plan_trip(Trip([Car(\"b a\", 3, "))
        #expect(first.contains("{\"b a\": (3, 2.5)}"))
        #expect(calls("longer", of: "Trip").first?.hasSuffix(").longer(3)") == true)
        #expect(calls("read", of: "Trip", texts: ["2 cars"]).first == "Trip.read(\"2 cars\")")
        #expect(calls("sort_cars").first?.hasPrefix("sort_cars([Car(") == true)
        #expect(calls("sort_cars").contains { $0.hasSuffix(", True)") || $0.hasSuffix(", False)") })
        #expect(calls("area") == ["area(3, 1.0)", "area(1, 0.5)", "area(10, 2.5)"])
    }

    @Test("there is none where an argument cannot be made up, or the function is not there")
    func none() {
        #expect(calls("strange").isEmpty)
        #expect(calls("missing").isEmpty)
        #expect(calls("missing", of: "Car").isEmpty)
    }

    @Test("only where annotations tell all arguments a call is typed")
    func typed() {
        let typed = { (name: String) in
            PythonLanguage().sampleCalls(
                of: Interface(kind: .function, name: name, location: SourceLocation(line: 1)), in: [model], texts: [],
                describing: ""
            ).map(\.isTyped)
        }
        #expect(typed("area") == [true, true, true])
        #expect(typed("plan_trip").contains(true) == false)
    }
}
