import CLibXML2
import Foundation

// The tree in libxml2's own pointers. A node pointer is good as long as the `Document` that owns it lives; the
// functions of this file never keep one, and those that do keep its owner with it (`Element`).

typealias Node = UnsafeMutablePointer<xmlNode>

/// Walks a subtree in document order without recursion. `enter` says whether to go into a node's children; `leave` is
/// called for each node that was gone into, after them. The walk ends early as soon as `isOver`.
func walk(_ root: Node, isOver: () -> Bool = { false }, enter: (Node) -> Bool, leave: (Node) -> Void = { _ in }) {
    var node = root
    while !isOver() {
        if enter(node) {
            if node.pointee.type != XML_ENTITY_REF_NODE, let child = node.pointee.children {
                node = child
                continue
            }
            leave(node)
        }
        while node.pointee.next == nil || node == root {
            guard node != root, let parent = node.pointee.parent else { return }
            leave(parent)
            node = parent
        }
        if node == root { return }
        guard let next = node.pointee.next else { return }
        node = next
    }
}

extension Node {
    var isElement: Bool { pointee.type == XML_ELEMENT_NODE }

    /// Text as it stands in the tree: of text and CDATA nodes; nil for others.
    var textBytes: UnsafeBufferPointer<UInt8>? {
        guard pointee.type == XML_TEXT_NODE || pointee.type == XML_CDATA_SECTION_NODE, let content = pointee.content
        else { return nil }
        return UnsafeBufferPointer(start: content, count: strlen(content))
    }

    /// The name in lower case for HTML, as written for XML.
    var name: String { pointee.name.map { String(cString: $0) } ?? "" }

    func isNamed(_ name: StaticString) -> Bool { isEqual(pointee.name, name) }

    /// Kept in the node itself, in the place that libxml2 leaves to its users, once it has been looked up.
    var tag: Tag {
        let kept = UInt(bitPattern: pointee._private)
        if kept > 0, let tag = Tag(rawValue: UInt8(truncatingIfNeeded: kept - 1)) { return tag }
        let tag = Tag(name)
        pointee._private = UnsafeMutableRawPointer(bitPattern: UInt(tag.rawValue) + 1)
        return tag
    }

    /// The first attribute of that name; nil when there is none, empty when it has no value.
    func attribute(_ name: StaticString) -> String? { attributeNode(name)?.value }

    func hasAttribute(_ name: StaticString) -> Bool { attributeNode(name) != nil }

    private func attributeNode(_ name: StaticString) -> UnsafeMutablePointer<xmlAttr>? {
        guard isElement else { return nil }
        var attribute = pointee.properties
        while let current = attribute {
            if current.isNamed(name) { return current }
            attribute = current.pointee.next
        }
        return nil
    }

    /// All text inside, as it stands.
    var text: String {
        var bytes: [UInt8] = []
        walk(self) { node in
            if let text = node.textBytes { bytes.append(contentsOf: text) }
            return node.isElement
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

/// Whether a name of the tree is this one, letter by letter.
private func isEqual(_ own: UnsafePointer<UInt8>?, _ name: StaticString) -> Bool {
    guard let own else { return false }
    // A static string ends in a NUL, as the tree's do.
    return strcmp(
        UnsafeRawPointer(own).assumingMemoryBound(to: CChar.self),
        UnsafeRawPointer(name.utf8Start).assumingMemoryBound(to: CChar.self)) == 0
}

extension UnsafeMutablePointer<xmlAttr> {
    func isNamed(_ name: StaticString) -> Bool { isEqual(pointee.name, name) }

    var value: String {
        var bytes: [UInt8] = []
        appendValue(to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    func appendValue(to bytes: inout [UInt8]) {
        var child = pointee.children
        while let node = child {
            if let text = node.textBytes { bytes.append(contentsOf: text) }
            child = node.pointee.next
        }
    }
}
