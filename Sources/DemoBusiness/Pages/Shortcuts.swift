/// The short addresses printed on leaflets: `/go/rooms`, `/go/book`, `/go/summer` (over a second hop), `/go/loop`.
enum Shortcuts {
    @Sendable static func lead(_ request: Request) -> Answer {
        let loops = request.faults.contains(.redirectLoop)
        let target: String? =
            switch request.path {
            case "/go/rooms": "/rooms"
            case "/go/book": "/booking"
            case "/go/summer": "/go/offers"
            case "/go/offers": "/offers"
            case "/go/loop": loops ? "/go/loop/back" : "/offers"
            case "/go/loop/back": loops ? "/go/loop" : "/offers"
            default: nil
            }
        guard let target else { return Site.missing(request) }
        return .response(.redirect(to: target))
    }
}
