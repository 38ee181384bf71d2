import Foundation

/// Programs of the bench that need the rooms themselves. Each prints one JSON object.
@main
struct Bench {
    static func main() async throws {
        let arguments = Array(CommandLine.arguments.dropFirst())
        let numbers = arguments.dropFirst(2).compactMap(Double.init)
        switch (arguments.first, arguments.count) {
        case ("fill", 4): try await fill(arguments[1], visits: Int(numbers[0]), probes: Int(numbers[1]))
        case ("sums", 4): try await sums(arguments[1], probes: Int(numbers[0]), days: Int(numbers[1]))
        case ("business", 3): try await business(FastClock(arguments[1], arguments[2]))
        case ("daemon", 4): try await daemon(arguments[1], FastClock(arguments[2], arguments[3]))
        default:
            FileHandle.standardError.write(
                Data(
                    "fill LEDGER VISITS PROBES | sums LEDGER PROBES DAYS | business SPEED SINCE | daemon CONFIGURATION SPEED SINCE\n"
                        .utf8))
            exit(3)
        }
    }

    static func tell(_ figures: [String: Double]) {
        guard let text = try? JSONSerialization.data(withJSONObject: figures, options: .sortedKeys) else { return }
        FileHandle.standardOutput.write(text + Data("\n".utf8))
    }
}
