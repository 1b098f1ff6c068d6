import Money

/// The accounts of a world, and the day that they have come to.
struct WorldBanks {
  private(set) var day: CalendarDate
  private let days: [CalendarDate]
  private let entriesMax: Int
  private var camts: [Channel: CamtWriter] = [:]
  private var bai2: BAI2Writer
  private var lockbox: LockboxWriter
  private(set) var files = 0

  init(_ world: World, _ random: inout SplitMix) {
    entriesMax = max(1, world.plan.statementEntries)
    days = Self.businessDays(upTo: world.plan.asOf, count: 5)
    day = days[0]
    for (channel, label) in [
      (Channel.camt, "eur"), (.camtAbroad, "abroad"), (.repeated, "eur2"),
    ] {
      camts[channel] = CamtWriter(
        world.account(channel), label: label, owner: world.companyName, day: days[0],
        random: SplitMix(seed: random.next()))
    }
    bai2 = BAI2Writer(
      world.account(.bai2), routing: world.bankRouting, day: days[0],
      random: SplitMix(seed: random.next()))
    lockbox = LockboxWriter(
      world.account(.lockbox), routing: world.bankRouting, day: days[0],
      random: SplitMix(seed: random.next()))
  }

  /// 1970-01-01 was a Thursday.
  private static func businessDays(upTo last: CalendarDate, count: Int) -> [CalendarDate] {
    var days: [CalendarDate] = []
    var day = last
    while days.count < count {
      let weekday = (Int(day.dayNumber) % 7 + 7 + 3) % 7  // 0 is Monday
      if weekday < 5 || days.isEmpty { days.append(day) }
      day = day.advanced(byDays: -1)
    }
    return days.reversed()
  }

  /// Goes on to the day that it is after so many movements, and ends statements that are full.
  mutating func advance(done: Int, of total: Int) -> [BankFile] {
    let today = days[min(days.count - 1, done * days.count / max(1, total))]
    var closed: [BankFile] = []
    if today != day {
      closed = closeAll()
      day = today
      for channel in camts.keys { camts[channel]?.begin(day) }
      bai2.begin(day)
      lockbox.begin(day)
      return closed
    }
    for channel in [Channel.camt, .camtAbroad, .repeated] {
      let most = channel == .repeated ? min(40, entriesMax) : entriesMax
      if (camts[channel]?.count ?? 0) >= most { closed += camts[channel]?.close() ?? [] }
    }
    if bai2.count >= entriesMax { closed += bai2.close() }
    files += closed.count
    return closed
  }

  mutating func add(
    _ payment: WorldPayment, on channel: Channel
  ) -> (GivenIdentity, [BankFile]) {
    switch channel {
    case .bai2: return (bai2.add(payment), [])
    case .lockbox:
      // Its receipts do not look at each other: a file may end between them.
      let closed = lockbox.count >= LockboxWriter.chequesMax ? closeLockbox() : []
      files += closed.count
      return (lockbox.add(payment), closed)
    default:
      guard let identity = camts[channel]?.add(payment) else {
        preconditionFailure("no account for \(channel)")
      }
      return (identity, [])
    }
  }

  mutating func closeAll() -> [BankFile] {
    var closed: [BankFile] = []
    for channel in [Channel.camt, .camtAbroad, .repeated] {
      closed += camts[channel]?.close() ?? []
    }
    closed += closeLockbox()
    closed += bai2.close()
    files += closed.count
    return closed
  }

  /// The bank credits a lockbox's cheques in one sum.
  private mutating func closeLockbox() -> [BankFile] {
    guard lockbox.count > 0 else { return [] }
    bai2.addDeposit(lockbox.sum, lockbox: lockbox.lockbox, cheques: lockbox.count)
    return lockbox.close()
  }
}
