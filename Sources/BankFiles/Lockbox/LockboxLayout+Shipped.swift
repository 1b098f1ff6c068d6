extension LockboxLayout {
  /// The layouts that come with the program, the most common first.
  ///
  /// Their sources are the files in `Layouts`, which are built in.
  public static let shipped: [LockboxLayout] = {
    let texts: [[UInt8]] = [
      PackageResources.SAP_BAI2_json, PackageResources.WF300_json, PackageResources.FC_json,
      PackageResources.OT_json, PackageResources.FTB_json, PackageResources.EST_json,
    ]
    return texts.map { text in
      do {
        return try parse(json: text, file: "a layout that comes with the program")
      } catch {
        preconditionFailure("\(error)")  // our own data, read by every test
      }
    }
  }()
}
