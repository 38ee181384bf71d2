internal import CFaultVFS
internal import Dispatch
internal import Foundation
internal import Synchronization

/// A disk under SQLite that knows what would be left of its files if the power went now, and that fails when it is told to.
///
/// The files are real. Beside them it keeps what was written since each was last synced: a disk may have written all of it, none,
/// or any part (`PowerCut`). Safe to use from any thread.
public final class FaultDisk: Sendable {
    /// By which SQLite knows it (`file:…?vfs=`).
    public let name: String

    private struct State {
        var files: [String: StoredFile] = [:]
        var events = 0
        var fault: Fault?
        var refused = 0
        var watch: (@Sendable (Int, PowerCut) -> Void)?

        mutating func syncDirectory(of path: String) {
            let directory = State.directory(path)
            for other in files.keys where State.directory(other) == directory { files[other]?.settle() }
        }

        private static func directory(_ path: String) -> Substring {
            path.prefix(upTo: path.lastIndex(of: "/") ?? path.startIndex)
        }
    }

    private let state = Mutex(State())
    private let gate = Gate()
    private let keepsTrack: Bool

    public enum Fault: Sendable, Hashable {
        /// Files cannot grow (`SQLITE_FULL`).
        case full
        /// The system may no longer write: what SQLite says of EROFS (`SQLITE_IOERR_WRITE`).
        case readOnly
        /// Syncs fail (`SQLITE_IOERR_FSYNC`).
        case syncing
        /// Nothing can be read (`SQLITE_IOERR_READ`).
        case reading
    }

    /// - Parameter keepsTrack: false for a disk that is only quick, since its syncs are none.
    public init(keepsTrack: Bool = true) {
        self.keepsTrack = keepsTrack
        name = "fault-\(UUID().uuidString)"
        // Retained for ever: SQLite may close a file of it at any later time, and a test's process is short.
        let context = Unmanaged.passRetained(self).toOpaque()
        let vfs = fault_vfs_register(
            name, context,
            { context, event in
                guard let context, let event else { return 0 }
                return Unmanaged<FaultDisk>.fromOpaque(context).takeUnretainedValue().before(event.pointee)
            },
            { context, event in
                guard let context, let event else { return }
                Unmanaged<FaultDisk>.fromOpaque(context).takeUnretainedValue().after(event.pointee)
            })
        precondition(vfs != nil, "SQLite takes no further file system")
    }

    // MARK: - What a test asks for

    /// What is wrong with the disk from now on; nothing: it is well again.
    public var fault: Fault? {
        get { state.withLock { $0.fault } }
        set { state.withLock { $0.fault = newValue } }
    }

    /// Operations that failed because of a fault.
    public var refused: Int { state.withLock { $0.refused } }

    /// Writes, syncs, truncations and removals so far.
    public var events: Int { state.withLock { $0.events } }

    /// What the disk would hold if the power went now.
    public func cutPower() -> PowerCut { state.withLock { PowerCut($0.files) } }

    /// Calls `body` after each write, sync, truncation and removal, with its number and what a power cut then would leave. SQLite
    /// waits meanwhile.
    public func watch(_ body: (@Sendable (Int, PowerCut) -> Void)?) { state.withLock { $0.watch = body } }

    /// Syncs of files whose name ends like this do not return until `release` is called.
    public func holdSyncs(ofFilesEndingIn suffix: String) { gate.close(suffix) }
    public func release() { gate.open() }
    /// A sync is being held.
    public var isHolding: Bool { gate.isHolding }

    // MARK: - What SQLite does

    private func before(_ event: fault_event) -> CInt {
        let path = String(cString: event.path)
        if event.operation == CInt(FAULT_SYNC) { gate.pass(path) }
        return state.withLock { state in
            guard let fault = state.fault, !path.isEmpty else { return 0 }
            let code = fault.code(event, sizeNow: state.files[path]?.sizeNow ?? 0)
            if code != 0 { state.refused += 1 }
            return code
        }
    }

    private func after(_ event: fault_event) {
        let path = String(cString: event.path)
        guard keepsTrack, !path.isEmpty else { return }
        let told = state.withLock { state -> (@Sendable () -> Void)? in
            switch Int(event.operation) {
            case Int(FAULT_OPEN):
                if state.files[path]?.isThere != true { state.files[path, default: StoredFile()].appear(path) }
                return nil
            case Int(FAULT_WRITE):
                // Copied, since the bytes are lent for this call only.
                let bytes = UnsafeRawBufferPointer(start: event.bytes, count: Int(event.count))
                state.files[path, default: StoredFile()].write([UInt8](bytes), at: Int(event.offset))
            case Int(FAULT_TRUNCATE):
                state.files[path, default: StoredFile()].truncate(Int(event.offset))
            case Int(FAULT_SYNC):
                state.files[path, default: StoredFile()].sync()
                if event.offset != 0 { state.syncDirectory(of: path) }
            case Int(FAULT_DELETE):
                state.files[path, default: StoredFile()].remove()
                if event.offset != 0 { state.syncDirectory(of: path) }
            default:
                return nil
            }
            state.events += 1
            guard let watch = state.watch else { return nil }
            let (number, cut) = (state.events, PowerCut(state.files))
            return { watch(number, cut) }
        }
        told?()
    }
}

extension FaultDisk.Fault {
    /// SQLite's number of the error (https://www.sqlite.org/rescode.html), or 0.
    fileprivate func code(_ event: fault_event, sizeNow: Int) -> CInt {
        switch (self, Int(event.operation)) {
        case (.full, Int(FAULT_WRITE)) where Int(event.offset + event.count) > sizeNow: 13
        case (.readOnly, Int(FAULT_WRITE)), (.readOnly, Int(FAULT_TRUNCATE)): 10 | 3 << 8
        case (.syncing, Int(FAULT_SYNC)): 10 | 4 << 8
        case (.reading, Int(FAULT_READ)): 10 | 1 << 8
        default: 0
        }
    }
}

/// Lets nobody pass while it is closed. For threads, which it blocks.
private final class Gate: Sendable {
    private struct State {
        var suffix: String?
        var held: [DispatchSemaphore] = []
    }

    private let state = Mutex(State())

    var isHolding: Bool { state.withLock { !$0.held.isEmpty } }

    func close(_ suffix: String) { state.withLock { $0.suffix = suffix } }

    func open() {
        let held = state.withLock { state in
            defer { state = State() }
            return state.held
        }
        for semaphore in held { semaphore.signal() }
    }

    func pass(_ path: String) {
        let semaphore = state.withLock { state -> DispatchSemaphore? in
            guard let suffix = state.suffix, path.hasSuffix(suffix) else { return nil }
            let semaphore = DispatchSemaphore(value: 0)
            state.held.append(semaphore)
            return semaphore
        }
        semaphore?.wait()
    }
}
