import Glibc

/// Each takes any bytes and must come back: no crash, no endless loop, bounded memory.
let targets: [String: ([UInt8]) -> Void] = [
    "probes": fuzzProbeFile, "templates": fuzzTemplate, "json": fuzzJSON, "jsonpath": fuzzJSONPath, "times": fuzzTimes,
    "pages": fuzzPage, "patterns": fuzzPattern, "addresses": fuzzAddress, "heads": fuzzHead,
    "certificates": fuzzCertificate, "questions": fuzzQuestion, "socket": fuzzSocket,
]

@_silgen_name("LLVMFuzzerRunDriver")
func runDriver(
    _ count: UnsafeMutablePointer<CInt>,
    _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
    _ callback: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt

nonisolated(unsafe) var chosen: ([UInt8]) -> Void = { _ in }

guard let name = getenv("FUZZ_TARGET").map({ String(cString: $0) }), let target = targets[name] else {
    print(targets.keys.sorted().joined(separator: "\n"))
    exit(getenv("FUZZ_TARGET") == nil ? 0 : 3)
}
chosen = target
var count = CommandLine.argc
var arguments = CommandLine.unsafeArgv
exit(
    runDriver(&count, &arguments) { bytes, count in
        // The driver's bytes live until we return; the copy is ours.
        chosen(Array(UnsafeBufferPointer(start: bytes, count: count)))
        return 0
    })
