import Journey
import Ledger
import Logging
import ServiceLifecycle

/// Notices that the whole process stood still: stopped by somebody, frozen, or starved of the processor. No clock shows it,
/// and what should have been visited meanwhile was not.
struct StandstillWatch: Service {
    let ledger: Ledger
    /// The daemon's time, by which the blind span is told.
    let timepiece: any Timepiece
    /// Real time, whatever the daemon's is: a standstill is one of the machine's.
    var machine: any Timepiece = SystemTimepiece()
    let logger: Logger

    private static let pause = Duration.seconds(1)
    /// A busy machine is late by less.
    private static let shortest = Duration.seconds(5)

    func run() async throws {
        await cancelWhenGracefulShutdown {
            var last = (real: machine.monotonic(), shown: timepiece.now())
            while !Task.isCancelled {
                do { try await machine.sleep(until: last.real + Self.pause) } catch { return }
                if machine.monotonic() - last.real >= Self.pause + Self.shortest {
                    await tell(last.shown, max(last.shown, timepiece.now()))
                }
                // After the telling, which a disk that wakes slowly holds up.
                last = (real: machine.monotonic(), shown: timepiece.now())
            }
        }
    }

    private func tell(_ from: Timestamp, _ until: Timestamp) async {
        logger.notice("the daemon stood still: stopped, or starved", metadata: ["for": "\((until - from).forPeople)"])
        do {
            try await ledger.record(BlindSpan(from: from, until: until, reason: .suspended))
        } catch {
            logger.error("cannot record that the daemon stood still", metadata: ["error": "\(error)"])
        }
    }
}
