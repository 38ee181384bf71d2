import FoundationEssentials

/// What is true of the hotel. The telephone number is of the block that Germany keeps free for fiction.
enum Hotel {
    static let name = "Hotel Lindenhof"
    static let phone = "+49 30 23125 014"
    static let otherPhone = "+49 30 23125 941"
    static let email = "reception@lindenhof.example"
    static let street = "Lindenallee 12"
    static let town = "10115 Berlin"
    static let hours = "7:00 to 22:00"

    struct Room: Codable, Sendable {
        let id: String
        let name: String
        let about: String
        let guests: Int
        /// Euros a night.
        let price: Int
        let free: Int
    }

    static let rooms = [
        Room(
            id: "garden", name: "Garden room", about: "A quiet room with a French window to the garden, and a bath.",
            guests: 2, price: 128, free: 3),
        Room(
            id: "linden", name: "Linden room",
            about: "Our largest room, under the roof, with a view of the lime trees.",
            guests: 3, price: 164, free: 1),
        Room(
            id: "single", name: "Single room", about: "A small room with a good bed, a desk and a kettle.",
            guests: 1, price: 89, free: 5),
    ]
}

/// A day of the Gregorian calendar in UTC.
struct Day {
    let date: Date
    let year: Int
    let month: Int
    let day: Int

    init(_ date: Date) {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        let parts = calendar.dateComponents([.year, .month, .day], from: date)
        self.date = date
        self.year = parts.year ?? 1970
        self.month = parts.month ?? 1
        self.day = parts.day ?? 1
    }

    func adding(days: Int) -> Day { Day(date.addingTimeInterval(Double(days) * 86_400)) }

    /// `3 May 2026`
    var written: String {
        let names = [
            "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
            "November", "December",
        ]
        return "\(day) \(names[month - 1]) \(year)"
    }

    /// `2026-05-03`
    var iso: String { "\(year)-\(twoDigits(month))-\(twoDigits(day))" }

    private func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
