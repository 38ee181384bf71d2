import Foundation
import Glibc
import Testing

@testable import Daemon

@Suite struct MachineTests {
    @Test func manyThreadsShareTwoHeaps() async {
        // In a process of its own: heaps are everybody's.
        await #expect(processExitsWith: .success) {
            Arenas.limit()
            let held = DispatchSemaphore(value: 0), done = DispatchSemaphore(value: 0)
            for _ in 0..<20 {
                Thread.detachNewThread {
                    let memory = malloc(100_000)
                    held.signal()
                    done.wait()
                    free(memory)
                }
            }
            for _ in 0..<20 { held.wait() }
            // A heap of a thread's is mapped at a multiple of its reserve, 64 MB, and is first filled from its start.
            let maps = try String(contentsOfFile: "/proc/self/maps", encoding: .utf8)
            let heaps = maps.split(separator: "\n").filter { line in
                let start = line.prefix { $0 != "-" }
                return (UInt(start, radix: 16) ?? 1) % (64 << 20) == 0 && line.contains(" rw-p 00000000 00:00 0")
            }
            for _ in 0..<20 { done.signal() }
            #expect(heaps.count <= 2, "\(heaps)")
        }
    }
}
