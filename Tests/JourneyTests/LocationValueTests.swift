import Journey
import Testing

struct LocationValueTests {
    @Test func aLocationsOwnValueGoesBeforeTheOneForAll() {
        var configuration = Configuration()
        configuration.values = ["room": "green", "floor": "1"]
        var location = Location(id: "b1")
        location.values = ["room": "blue", "other": "x"]
        #expect(configuration.values(at: location) == ["room": "blue", "floor": "1"])
        #expect(configuration.values(at: nil) == configuration.values)
    }
}
