import CLibXML2

extension Element {
    /// The elements that hold it, the nearest first; at most as many as elements can be nested.
    public var ancestors: AnySequence<Element> {
        AnySequence(
            sequence(state: node.pointee.parent) { node in
                guard let current = node, current.isElement else { return nil }
                node = current.pointee.parent
                return Element(document: document, node: current)
            })
    }
}
