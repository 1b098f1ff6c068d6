import Testing

@testable import Access

@Suite struct AccessTests {
}
