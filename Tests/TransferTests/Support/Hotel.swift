import DemoBusiness
import Glibc
import Journey
import Transfer

/// A hotel and the way to it, both closed in the end whatever happens.
func visiting(
    _ options: DemoBusiness.Options = .init(), _ transferOptions: Transfer.Options = .init(),
    _ body: (DemoBusiness, Transfer) async throws -> Void
) async throws {
    let hotel = try await DemoBusiness.start(options: options)
    let transfer = try Transfer(options: transferOptions)
    let result: Result<Void, any Error>
    do {
        try await body(hotel, transfer)
        result = .success(())
    } catch {
        result = .failure(error)
    }
    await transfer.shutdown()
    await hotel.stop()
    try result.get()
}

/// A request with a patience that no healthy exchange reaches, also on a busy machine.
func get(_ url: String, _ change: (inout ExchangeRequest) -> Void = { _ in }) -> ExchangeRequest {
    var request = ExchangeRequest(url: url)
    request.patience = .seconds(60)
    change(&request)
    return request
}

extension ExchangeResult {
    var text: String { String(decoding: body, as: UTF8.self) }
}

/// Holds the calling thread, as C libraries do: never on a task.
func usleepForTest(_ microseconds: UInt32) {
    usleep(microseconds)
}
