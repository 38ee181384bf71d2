/// A large and rare part of a value, kept beside it: whoever copies the value does not copy this.
@propertyWrapper
public struct Boxed<Value: Sendable & Hashable>: Sendable, Hashable {
    private indirect enum Box: Sendable, Hashable {
        case of(Value)
    }

    private var box: Box

    public init(wrappedValue: Value) { box = .of(wrappedValue) }

    public var wrappedValue: Value {
        get {
            switch box {
            case .of(let value): value
            }
        }
        set { box = .of(newValue) }
    }
}
