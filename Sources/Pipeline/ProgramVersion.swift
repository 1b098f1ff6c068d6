/// The version of the program, which outputs carry.
public enum ProgramVersion {
  public static let text = "0.1.0"
}
