import Foundation
import Glibc
import Testing

@testable import Daemon

@Suite struct MachineTests {
    @Test func manyThreadsShareTwoHeaps() async {
        // In a process of its own: heaps are everybody's.
        await #expect(processExitsWith: .success) {
            Arenas.limit()
            // The runtime's own threads may have made more before.
            let before = try heaps(ofThreads: 0)
            let after = try heaps(ofThreads: 20)
            #expect(after.count <= max(2, before.count), "\(before) \(after)")
        }
    }
}

private func heaps(ofThreads count: Int) throws -> [Substring] {
    let held = DispatchSemaphore(value: 0)
    let done = DispatchSemaphore(value: 0)
    for _ in 0..<count {
        Thread.detachNewThread {
            let memory = malloc(100_000)
            held.signal()
            done.wait()
            free(memory)
        }
    }
    for _ in 0..<count { held.wait() }
    defer { for _ in 0..<count { done.signal() } }
    // A thread's heap is mapped at a multiple of what it reserves, 64 MB, and is filled from its start.
    let maps = try String(contentsOfFile: "/proc/self/maps", encoding: .utf8)
    return maps.split(separator: "\n").filter { line in
        (UInt(line.prefix { $0 != "-" }, radix: 16) ?? 1) % (64 << 20) == 0 && line.contains(" rw-p 00000000 00:00 0")
    }
}
