import Testing

@testable import Enquiry

@Suite struct EnquiryTests {
}
