import Journey
import Testing

@testable import Examining

struct WithoutPageTests {
    /// Else what they find would stand for ever where an address answers right with something that is no page.
    @Test func whatExaminersSeeInAHandshakeNeedsNoPageToBeFixed() {
        let codes = Set(Examiners.all.filter { $0.dependsOn.contains(.certificate) }.map(\.code))
        #expect(!codes.isEmpty && codes.isSubset(of: OwnFindings.codesWithoutPage))
        let others = Set(Examiners.all.map(\.code)).subtracting(codes)
        #expect(others.isDisjoint(with: OwnFindings.codesWithoutPage))
    }
}
