import Foundation

/// Which passwords may be set.
///
/// Length, and none that everybody tries first; no rules about kinds of characters, no forced
/// changes: both make people write passwords down.
///
/// - Source: NIST SP 800-63B, 5.1.1.2.
public enum PasswordRules {
  public static let bytesMin = 10
  public static let bytesMax = 256

  /// What is wrong with a password for a person; nil where nothing is.
  static func complaint(_ password: String, of name: String) -> (problem: String, expected: String)?
  {
    let expected = "\(bytesMin) to \(bytesMax) bytes that nobody would try first"
    let count = password.precomposedStringWithCanonicalMapping.utf8.count
    if count < bytesMin { return ("the password has \(count) bytes", expected) }
    if count > bytesMax { return ("the password has \(count) bytes", expected) }
    if password.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) {
      return ("the password has control characters", expected)
    }
    let folded = password.lowercased()
    if folded == name.lowercased() { return ("the password is the name", expected) }
    if Set(folded).count < 4 { return ("the password is few characters repeated", expected) }
    if worst.contains(folded) { return ("the password is one of the most common", expected) }
    return nil
  }

  /// The first of the well-known lists that are long enough to pass otherwise, and our own name.
  private static let worst: Set<String> = [
    "1234567890", "12345678910", "0123456789", "0987654321", "9876543210", "1234567891",
    "123456789a", "a123456789", "1q2w3e4r5t", "1q2w3e4r5t6y", "1qaz2wsx3edc", "q1w2e3r4t5",
    "qwertyuiop", "qwerty1234", "qwerty12345", "qwerty123456", "qwertz1234", "qwertzuiop",
    "asdfghjkl1", "zaq12wsxcde", "password12", "password123", "password1234", "password12345",
    "password1!", "passw0rd123", "p@ssw0rd123", "p@ssword123", "mypassword", "passwordpassword",
    "passwort123", "passwort1234", "iloveyou12", "iloveyou123", "iloveyou1234", "letmein123",
    "letmein1234", "welcome123", "welcome1234", "welcome12345", "willkommen", "willkommen1",
    "willkommen123", "admin12345", "admin123456", "administrator", "administrator1", "changeme123",
    "changeme1234", "changemenow", "sunshine123", "princess123", "football123", "baseball123",
    "superman123", "dragon1234", "monkey1234", "master1234", "michael123", "charlie123",
    "trustno1trustno1", "abcdefghij", "abcdefghijk", "abc1234567", "abcd123456", "abcd1234567",
    "aa12345678", "qazwsxedc1", "quittance1", "quittance123", "quittance1234", "companyname1",
    "summer2025", "summer2026", "winter2025", "winter2026", "sommer2026", "december2026",
  ]
}
