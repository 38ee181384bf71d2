import Journey

/// What may be promised of a page that was measured once.
struct RoundPromise: Sendable, Hashable {
    /// Whole seconds.
    let promise: Int
    let patience: Int

    /// No better than a customer is content with: 2 s (RAIL's later loads), after 10 s (Nielsen) they have gone. Above that a
    /// round figure with a quarter to spare: what was measured once will be a little slower at times.
    init(measured: Duration) {
        let wanted = measured / .seconds(1) * 1.25
        promise = [2, 3, 4, 5, 6, 8, 10, 15, 20, 30].first { Double($0) >= wanted } ?? 60
        patience = max(10, promise * 2)
    }
}
