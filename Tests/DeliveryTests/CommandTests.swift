import Foundation
import Glibc
import Journey
import Testing
import Transfer

@testable import Delivery

@Suite struct CommandTests {
    private let scratch: Scratch
    private let transfer: Transfer

    init() throws {
        scratch = try Scratch()
        transfer = try Transfer()
    }

    private func command(
        _ arguments: [String], limit: String? = nil, secrets: [String: String] = [:]
    ) throws -> any Courier {
        var settings = ["command": try templates(arguments)]
        if let limit { settings["time-limit"] = try template(limit) }
        return try makeCourier(makeChannel("command", settings), secrets: secrets, transfer: transfer)
    }

    /// A script of a shell that is run by name, with arguments after it.
    private func script(_ text: String, _ arguments: String..., limit: String? = nil) throws -> any Courier {
        try command(["/bin/sh", "-c", "cd '\(scratch.path)' || exit 9\n" + text, "script"] + arguments, limit: limit)
    }

    @Test(arguments: [
        "$(reboot)", "`reboot`", "; reboot #", "-rf", "--help", "a\nb\r\n", "\"'\\", "* ~ $HOME %s", "", " ", "Zoë 👍",
        "a\tb",
    ])
    func everyTemplateIsOneArgumentWhateverIsInIt(text: String) async throws {
        let courier = try script(#"printf '%s\0' "$@" > arguments"#, "{{incident.says}}", "[{{incident.says}}]", "last")
        try await courier.deliver(makeNotification(says: text))
        #expect(try scratch.text("arguments") == "\(text)\0[\(text)]\0last\0")
    }

    @Test func aNULByteCannotCutAnArgumentShort() async throws {
        let courier = try script(#"printf '%s\0' "$@" > arguments"#, "{{incident.says}}")
        try await courier.deliver(makeNotification(says: "a\0b"))
        #expect(try scratch.text("arguments") == "a\u{FFFD}b\0")
    }

    @Test func everyNameHasItsValue() async throws {
        let names = [
            "incident.id", "incident.rule", "incident.state", "incident.probe", "incident.location", "incident.opened",
            "incident.closed", "notification.id", "business.name", "secret.token",
        ]
        let text = "cd '\(scratch.path)'\n" + #"printf '%s\n' "$@" > arguments"#
        let courier = try command(
            ["/bin/sh", "-c", text, "script"] + names.map { "{{\($0)}}" }, secrets: ["token": "s3cret"])
        try await courier.deliver(makeNotification(closed: opened + .hours(1)))
        let expected = [
            "0123456789abcdef", "slow-contact", "recovered", "contact", "hamburg", "2027-01-15T08:00:00.000Z",
            "2027-01-15T09:00:00.000Z", "fedcba9876543210", "Lindenhof", "s3cret",
        ]
        #expect(try scratch.text("arguments") == expected.joined(separator: "\n") + "\n")
    }

    @Test func itsInputIsTheJSON() async throws {
        try await script("cat > input").deliver(makeNotification())
        let expected = Envelope(notification: makeNotification(), business: "Lindenhof").json
        #expect(try scratch.text("input") == expected)
    }

    @Test func nothingOfTheDaemonsIsPassedOn() async throws {
        setenv("UNDERCOVER_TEST_SECRET", "leak", 1)
        // A descriptor without close-on-exec, as a library of C may leave one.
        let file = open("/dev/null", O_RDONLY)
        defer { close(file) }
        try await script(
            "env > environment; ls /proc/self/fd > descriptors; pwd -P > where; ps -o pgid= -p $$ > group; echo $$ > own"
        )
        .deliver(makeNotification())
        #expect(!(try scratch.text("environment").contains("leak")))
        // 3 is the directory that ls itself reads.
        #expect(try scratch.text("descriptors").split(separator: "\n") == ["0", "1", "2", "3"])
        #expect(try scratch.text("group").trimmed == scratch.text("own").trimmed)
    }

    @Test func runsInTheRootDirectory() async throws {
        let courier = try command(["/bin/sh", "-c", "pwd -P > '\(scratch.path)/where'"])
        try await courier.deliver(makeNotification())
        #expect(try scratch.text("where") == "/\n")
    }

    @Test func aProgramIsFoundByItsNameAlone() async throws {
        #expect(try await failure(of: command(["true"])) == nil)
    }

    @Test func aFailureSaysWhatTheProgramSaidLast() async throws {
        let error = try #require(try await failure(of: script("echo first; echo 'no route to Zoë' >&2; exit 3")))
        #expect(error.description.contains("ended with 3"))
        #expect(error.description.contains("no route to Zoë"))
        #expect(!error.permanent)
    }

    @Test func whatItSaidCannotReachATerminalOrShowASecret() async throws {
        let courier = try command(
            ["/bin/sh", "-c", #"printf '\033[2J%s' "$1"; exit 1"#, "script", "{{secret.token}}"],
            secrets: ["token": "s3cret-value"])
        let error = try #require(try await failure(of: courier))
        #expect(!error.description.contains("\u{1B}"))
        #expect(error.description.contains("\\u{1B}"))
        #expect(!error.description.contains("s3cret-value"))
    }

    @Test func aSignalIsNamed() async throws {
        let error = try #require(try await failure(of: script("kill -SEGV $$")))
        #expect(error.description.contains("signal 11"))
    }

    @Test func aProgramThatIsNotThereIsTriedAgain() async throws {
        let error = try #require(try await failure(of: command([scratch.path + "/nothing"])))
        #expect(error.description.contains("no such program"))
        #expect(!error.permanent)
    }

    @Test func aTextFileThatIsNoProgramIsAFailure() async throws {
        let path = scratch.path + "/broken"
        try "#!/nowhere/at/all\n".write(toFile: path, atomically: true, encoding: .utf8)
        chmod(path, 0o755)
        let error = try #require(try await failure(of: command([path])))
        #expect(error.description.contains("cannot be started"))
    }

    /// The shell and its child are one group; the child ignores the polite signal.
    @Test func aHangingProgramIsKilledWithAllThatItStarted() async throws {
        let courier = try script(
            "(trap '' TERM; echo $$ > started; exec sleep 600) & echo $! > child; wait", limit: "1s")
        let error = try #require(try await failure(of: courier))
        #expect(error.description.contains("was killed"))
        #expect(!error.permanent)
        let child = try #require(pid_t(try scratch.text("child").trimmed))
        #expect(await isGone(child))
    }

    @Test func whatAProgramLeavesBehindIsKilledToo() async throws {
        try await script("sleep 600 & echo $! > child").deliver(makeNotification())
        let child = try #require(pid_t(try scratch.text("child").trimmed))
        #expect(await isGone(child))
    }

    @Test func aProgramThatClosesItsOutputIsWaitedFor() async throws {
        try await script("exec >&- 2>&-; sleep 0.2; : > done").deliver(makeNotification())
        #expect(scratch.has("done"))
    }

    @Test func endlessOutputIsReadAndThrownAway() async throws {
        let error = try #require(try await failure(of: script("yes | head -c 20000000; echo end; exit 1")))
        #expect(error.description.contains("end"))
        #expect(error.description.count <= 300)
    }

    @Test func programsThatHangTakeNoThreadsFromOthers() async throws {
        let meeting = ": > \"at-$$\"; until [ \"$(ls | wc -l)\" -ge 24 ]; do sleep 0.1; done"
        let courier = try script(meeting, limit: "15s")
        // Each waits for all: were there fewer threads, they would meet too late.
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<24 { group.addTask { try await courier.deliver(makeNotification()) } }
            try await group.waitForAll()
        }
    }

    @Test func aCancelledDeliveryKillsItsProgram() async throws {
        let courier = try script("echo $$ > own; exec sleep 600")
        let delivery = Task { try await courier.deliver(makeNotification()) }
        while (try? scratch.text("own"))?.hasSuffix("\n") != true { try await Task.sleep(for: .milliseconds(5)) }
        delivery.cancel()
        await #expect(throws: CancellationError.self) { try await delivery.value }
        let own = try #require(pid_t(try scratch.text("own").trimmed))
        #expect(await isGone(own))
    }

    @Test(arguments: [
        (["{{incident.says}}"], nil, "must be written out"),
        (["bin/tell"], nil, "whole path"),
        (["/bin/true"], "1000h", "`time-limit`"),
        (["/bin/true", "{{secret.unknown}}"], nil, "secret.unknown"),
        ([], nil, "needs `command`"),
    ])
    func settingsThatMakeNoSenseAreSaidAndGivenUp(arguments: [String], limit: String?, words: String) async throws {
        let error = try #require(try await failure(of: command(arguments, limit: limit)))
        #expect(error.permanent)
        #expect(error.description.contains(words))
        #expect(error.description.hasPrefix("undercover.yaml:7:3: the channel `boss`"))
    }

    /// The kernel may take a moment to end what was killed; a zombie waits for init and runs no more.
    private func isGone(_ process: pid_t) async -> Bool {
        for _ in 0..<400 {
            guard let status = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8) else {
                return true
            }
            if status.contains(") Z ") { return true }
            try? await Task.sleep(for: .milliseconds(5))
        }
        return false
    }
}
