import Foundation
import Glibc
import Testing

@testable import Daemon

@Suite struct MachineTests {
    @Test func manyThreadsShareTwoHeaps() async {
        // In a process of its own: heaps are everybody's.
        await #expect(processExitsWith: .success) {
            Arenas.limit()
            let heaps = try heapsOfTwentyThreads()
            #expect(heaps.count <= 2, "\(heaps)")
        }
    }
}

private func heapsOfTwentyThreads() throws -> [Substring] {
    let held = DispatchSemaphore(value: 0)
    let done = DispatchSemaphore(value: 0)
    for _ in 0..<20 {
        Thread.detachNewThread {
            let memory = malloc(100_000)
            held.signal()
            done.wait()
            free(memory)
        }
    }
    for _ in 0..<20 { held.wait() }
    defer { for _ in 0..<20 { done.signal() } }
    // A thread's heap is mapped at a multiple of what it reserves, 64 MB, and is filled from its start.
    let maps = try String(contentsOfFile: "/proc/self/maps", encoding: .utf8)
    return maps.split(separator: "\n").filter { line in
        (UInt(line.prefix { $0 != "-" }, radix: 16) ?? 1) % (64 << 20) == 0 && line.contains(" rw-p 00000000 00:00 0")
    }
}
