import Journey
import Testing

@testable import Examining

@Suite struct CapturingTests {
    static let page = Responses.result(
        "<title>Order</title><p>Order <b id=no>LH-1001</b> within 4 hours &amp; more</p><a href='/next?x=1'>n</a>",
        headers: [
            HeaderField("Set-Cookie", "session=old; Path=/"), HeaderField("set-cookie", "session=abc=d; HttpOnly"),
            HeaderField("Location", "/x"),
        ])

    @Test(
        arguments: [
            (.regex(#"within (\d+ hours?)"#), "4 hours"),
            (.regex(#"LH-\d+"#), "LH-1001"),
            (.xpath("//b[@id='no']"), "LH-1001"),
            (.xpath("//a/@href"), "/next?x=1"),
            (.xpath("count(//a)"), "1"),
            (.header("location"), "/x"),
            (.cookie("session"), "abc=d"),
            (.status, "200"),
            (.url, "https://shop.example/"),
        ] as [(Capture.Source, String)])
    func valuesAreTaken(source: Capture.Source, value: String) {
        let captured = expecting(Self.page).capture([Capture(name: "v", from: source, place: place())])
        #expect(captured.values == ["v": value])
        #expect(captured.verdicts.isEmpty)
    }

    @Test func jsonAndBodyAreTaken() {
        let result = Responses.result(#"{"id": 9007199254740993, "t": "a\nb"}"#, type: "application/json")
        let captured = expecting(result).capture([
            Capture(name: "id", from: .jsonpath("$.id"), place: place()),
            Capture(name: "t", from: .jsonpath("$.t"), place: place()),
            Capture(name: "all", from: .body, place: place()),
        ])
        #expect(captured.values["id"] == "9007199254740993")
        #expect(captured.values["t"] == "a\nb")
        #expect(captured.values["all"] == #"{"id": 9007199254740993, "t": "a\nb"}"#)
    }

    @Test(
        arguments: [
            .regex("nothing"), .xpath("//video"), .jsonpath("$.a"), .header("X-None"), .cookie("none"),
            .xpath("string(//video)"),
        ] as [Capture.Source])
    func aMissingCaptureIsABrokenVerdict(source: Capture.Source) {
        let captured = expecting(Self.page).capture([Capture(name: "order", from: source, place: place(12))])
        #expect(captured.values.isEmpty)
        #expect(captured.unusable == nil)
        #expect(
            captured.verdicts == [Verdict(expected: "capture `order`", held: false, saw: "nothing matched", line: 12)])
    }

    @Test func aQueryThatCannotRunIsUnusable() {
        let captured = expecting(Self.page).capture([Capture(name: "order", from: .regex("("), place: place())])
        #expect(captured.unusable?.hasPrefix("probes/shop.yaml:7:5: capture `order`") == true)
    }

    @Test(
        arguments: [
            ("Tue, 24 Nov 2026 10:00:00 GMT", .time(format: nil), "2026-11-24T10:00:00.000Z"),
            ("24.11.2026 11:00", .time(format: "%d.%m.%Y %H:%M"), "2026-11-24T11:00:00.000Z"),
            ("€ 1,234.50", .number, "1234.5"), ("1,234.50", .number, "1234.5"),
            ("12345678901234567", .number, "12345678901234567"),
            ("WsO8cmljaA==", .base64, "Zürich"), ("Fish &amp; <b>chips</b>", .htmlText, "Fish & chips"),
            ("soon", .time(format: nil), nil), ("many", .number, nil), ("%%%", .base64, nil),
        ] as [(String, Capture.Conversion, String?)])
    func capturesAreConverted(text: String, conversion: Capture.Conversion, value: String?) {
        let result = Responses.result("", headers: [HeaderField("X", text)])
        let captured = expecting(result).capture([
            Capture(name: "v", from: .header("X"), conversion: conversion, place: place())
        ])
        #expect(captured.values["v"] == value)
        #expect(captured.verdicts.isEmpty == (value != nil))
        #expect(captured.unusable == nil)
    }

    @Test func aHugeCaptureIsRefused() {
        let result = Responses.result(String(repeating: "x", count: 100_000), type: "text/plain")
        let captured = expecting(result).capture([Capture(name: "all", from: .body, place: place())])
        #expect(captured.values.isEmpty)
        #expect(captured.verdicts.first?.saw.contains("100000 bytes") == true)
    }
}
