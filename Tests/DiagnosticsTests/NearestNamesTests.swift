import Testing

@testable import Diagnostics

@Suite struct NearestNamesTests {
    private let actors = ["document-consumer", "document-registry", "document-source", "time-client"]

    @Test(arguments: [
        ("document-consumr", "document-consumer"), ("docment-source", "document-source"),
        ("Document Registry", "document-registry"), ("tiem-client", "time-client"),
    ])
    func aSlipFindsTheNameThatWasMeant(written: String, meant: String) {
        #expect(nearestNames(to: written, among: actors).first == meant)
    }

    @Test func aBeginningFindsWhatItBegins() {
        #expect(nearestNames(to: "time", among: actors) == ["time-client"])
    }

    @Test func nothingIsNearToSomethingElse() {
        #expect(nearestNames(to: "image-manager", among: actors).isEmpty)
    }

    @Test func atMostThreeNamesEachOnce() {
        let names = nearestNames(to: "ITI-1", among: ["ITI-2", "ITI-3", "ITI-4", "ITI-4", "ITI-5"])
        #expect(names == ["ITI-2", "ITI-3", "ITI-4"])
    }

    @Test func swappedLettersAreOneMistake() {
        #expect(nearestNames(to: "ab", among: ["ba"]) == ["ba"])
    }
}
