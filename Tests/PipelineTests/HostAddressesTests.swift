import Testing

@testable import Pipeline

@Suite("Where a webhook may lead")
struct HostAddressesTests {
  @Test(
    "Addresses of this machine, of this network and of nobody are private, however they are written",
    arguments: [
      "127.0.0.1", "127.1", "0.0.0.0", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.0.1",
      "169.254.169.254", "100.64.0.1", "192.0.0.8", "198.18.0.1", "224.0.0.1", "255.255.255.255",
      "[::1]", "[::]", "[::ffff:10.0.0.1]", "[::127.0.0.1]", "[fe80::1]", "[fec0::1]", "[fc00::1]",
      "[fd12:3456::1]", "[ff02::1]", "[64:ff9b::a9fe:a9fe]", "[64:ff9b:1::1]", "[2002:7f00:1::]",
      "[100::1]", "2130706433", "0x7f.1", "localhost",
    ])
  func privately(host: String) {
    let addresses = HostAddresses.of(host)

    #expect(!addresses.isEmpty && addresses.allSatisfy(HostAddresses.isPrivate))
  }

  @Test(
    "All others are not",
    arguments: [
      "1.1.1.1", "9.255.255.255", "11.0.0.1", "100.63.0.1", "100.128.0.1", "128.0.0.1",
      "172.15.0.1", "172.32.0.1", "192.0.1.1", "192.169.0.1", "198.17.0.1", "198.20.0.1",
      "223.255.255.255", "[2606:4700::1111]", "[2002:101:101::]", "[64:ff9b::101:101]",
      "[::ffff:1.1.1.1]",
    ])
  func publicly(host: String) {
    let addresses = HostAddresses.of(host)

    #expect(!addresses.isEmpty && !addresses.contains(where: HostAddresses.isPrivate))
  }
}
