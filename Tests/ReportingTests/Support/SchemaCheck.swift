import Foundation
import Testing

/// As much of JSON Schema 2020-12 as the status file's schema uses. Stricter in one thing: a key that the schema does not name is
/// a fault, so that nothing is published without being described.
struct SchemaCheck {
    typealias Object = [String: Any]
    let root: Object

    init(_ text: String) throws {
        root = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? Object)
    }

    func faults(_ document: [UInt8]) throws -> [String] {
        faults(try JSONSerialization.jsonObject(with: Data(document)), root, at: "$")
    }

    private func faults(_ value: Any, _ schema: Object, at path: String) -> [String] {
        var faults: [String] = []
        if let reference = schema["$ref"] as? String {
            guard let name = reference.split(separator: "/").last, let defs = root["$defs"] as? Object,
                let target = defs[String(name)] as? Object
            else { return ["\(path): no \(reference)"] }
            faults += self.faults(value, target, at: path)
        }
        if let types = schema["type"].map({ $0 as? [String] ?? [$0 as? String ?? ""] }),
            !types.contains(where: { Self.is(value, $0) })
        {
            return faults + ["\(path): not \(types.joined(separator: " or "))"]
        }
        if let allowed = schema["enum"] as? [NSObject], !allowed.contains(where: { $0.isEqual(value) }) {
            faults.append("\(path): \(value) is none of the words")
        }
        if let constant = schema["const"] as? NSObject, !constant.isEqual(value) {
            faults.append("\(path): not \(constant)")
        }
        if let number = value as? NSNumber, !Self.isBoolean(number) {
            if let least = schema["minimum"] as? Double, number.doubleValue < least {
                faults.append("\(path): under \(least)")
            }
            if let most = schema["maximum"] as? Double, number.doubleValue > most {
                faults.append("\(path): over \(most)")
            }
        }
        if let text = value as? String, let pattern = schema["pattern"] as? String,
            text.range(of: pattern, options: .regularExpression) == nil
        {
            faults.append("\(path): \(text) does not match")
        }
        if let list = value as? [Any] {
            if let most = schema["maxItems"] as? Int, list.count > most { faults.append("\(path): too many") }
            if let items = schema["items"] as? Object {
                for (index, item) in list.enumerated() { faults += self.faults(item, items, at: "\(path)[\(index)]") }
            }
        }
        if let object = value as? Object, schema["type"] != nil { faults += self.faults(object, schema, at: path) }
        return faults
    }

    private func faults(_ object: Object, _ schema: Object, at path: String) -> [String] {
        let named = schema["properties"] as? Object ?? [:]
        var faults = (schema["required"] as? [String] ?? []).filter { object[$0] == nil }.map { "\(path): lacks \($0)" }
        for (key, member) in object {
            if let known = (named[key] ?? schema["additionalProperties"]) as? Object {
                faults += self.faults(member, known, at: "\(path).\(key)")
            } else {
                faults.append("\(path): \(key) is not described")
            }
        }
        return faults
    }

    private static func `is`(_ value: Any, _ type: String) -> Bool {
        switch type {
        case "object": value is Object
        case "array": value is [Any]
        case "string": value is String
        case "boolean": (value as? NSNumber).map(isBoolean) ?? false
        case "null": value is NSNull
        case "number": (value as? NSNumber).map { !isBoolean($0) } ?? false
        case "integer":
            (value as? NSNumber).map { !isBoolean($0) && $0.doubleValue == $0.doubleValue.rounded() } ?? false
        default: false
        }
    }

    private static func isBoolean(_ number: NSNumber) -> Bool { String(cString: number.objCType) == "c" }
}
