import CLibXML2

/// The owner of one libxml2 tree.
///
/// The page and its elements hold it, not each other: a page keeps what it found in itself, so elements that held
/// their page would keep it for ever.
final class Document {
    let pointer: xmlDocPtr?

    /// How many elements there are. Counting them lets them carry their order, without which XPath would compare
    /// siblings by walking along them.
    private(set) lazy var elementCount: Int = pointer.map { Int(xmlXPathOrderDocElems($0)) } ?? 0

    /// Takes ownership: the tree is freed when the last holder lets go. Nil stands for an empty body.
    init(owning pointer: xmlDocPtr?) { self.pointer = pointer }

    deinit { xmlFreeDoc(pointer) }

    var root: Node? { pointer.flatMap { xmlDocGetRootElement($0) } }
}
