internal import Hummingbird
internal import Journey
internal import NIOCore
internal import Reporting
internal import ServiceLifecycle

/// A visit asked for, told while it goes on: one `VisitProgress` a line (application/x-ndjson).
enum VisitStream {
    /// Whoever asks may leave at any time; the visit goes on. When the daemon stops, the last line says so.
    static func response(_ wish: VisitWish, acts: any Acts, asOwner: Bool) async -> Response {
        let progress = await acts.visit(wish, asOwner: asOwner)
        let body = ResponseBody { writer in
            var isOver = false
            for await step in progress.cancelOnGracefulShutdown() {
                try await writer.write(ByteBuffer(bytes: try JSONForm.bytes(step) + [UInt8(ascii: "\n")]))
                isOver = step.isLast
                if isOver { break }
            }
            if !isOver {
                let step = VisitProgress.refused(
                    "the daemon is stopping: what becomes of the visit is in `undercover visits`")
                try await writer.write(ByteBuffer(bytes: try JSONForm.bytes(step) + [UInt8(ascii: "\n")]))
            }
            try await writer.finish(nil)
        }
        return Response(status: .ok, headers: [.contentType: "application/x-ndjson"], body: body)
    }
}

extension VisitProgress {
    fileprivate var isLast: Bool {
        switch self {
        case .finished, .refused: true
        case .began, .touchpoint, .waiting: false
        }
    }
}
