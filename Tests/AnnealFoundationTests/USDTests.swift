import AnnealFoundation
import Testing

@Suite("Amounts of money")
struct USDTests {
    @Test("amounts are rounded to a millionth, and what is too great stays at the end of the range")
    func rounding() {
        #expect(USD(0.1).micros == 100_000 && USD(-0.000_000_6).micros == -1)
        #expect(USD(1e300).micros == .max && USD(-1e300).micros == .min)
        #expect(USD(.infinity).micros == .max && USD(.nan) == .zero)
    }

    @Test("sums and differences do not overflow")
    func sums() {
        let most = USD(1e300), least = USD(-1e300)
        #expect(USD(0.1) + USD(0.2) == USD(0.3) && USD(0.3) - USD(0.1) == USD(0.2))
        #expect(most + USD(1) == most && least - USD(1) == least)
        #expect(most - least == most && least + least == least)
    }
}
