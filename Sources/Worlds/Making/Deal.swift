/// Deals the performances of a programme out to customers: few have many, many have few.
struct Deal {
  /// One customer's part.
  struct Turn {
    var channel: Channel
    var plays: ArraySlice<UInt8>
    /// Which part of the world's ordinary business is done after it.
    fileprivate var done: Int
    fileprivate var all: Int

    /// So much of a whole.
    func items(_ whole: Int) -> Int { Int(Int64(whole) * Int64(done) / Int64(max(1, all))) }
  }

  private let shared: [[UInt8]]
  /// The channel of each customer.
  private let channels: [Channel]
  private let totals: [Int]
  private let total: Int
  private var turn = 0
  private var cumulated: [Int]
  private var dealt: [Int]
  private var ranks: [Int]
  private var done = 0

  /// Channels come in this order again and again.
  private static let pattern: [Channel] = [
    .camt, .bai2, .lockbox, .camtAbroad, .repeated, .camt, .camt, .bai2, .camt, .lockbox, .camt,
    .camtAbroad, .camt, .bai2, .camt, .lockbox, .camt, .camtAbroad, .camt, .bai2,
  ]

  init(_ programme: Programme, customers: Int) {
    shared = programme.shared
    // Every channel needs somebody to play for.
    let count = max(customers, Channel.allCases.count)
    channels = (0..<count).map { Self.pattern[$0 % Self.pattern.count] }
    var totals = Channel.allCases.map { _ in 0 }
    var ranks = totals
    for channel in channels {
      totals[channel.rawValue] += Self.weight(ranks[channel.rawValue])
      ranks[channel.rawValue] += 1
    }
    self.totals = totals
    total = totals.reduce(0, +)
    cumulated = totals.map { _ in 0 }
    dealt = cumulated
    self.ranks = cumulated
  }

  var isDone: Bool { turn == channels.count }

  mutating func next() -> Turn? {
    guard !isDone else { return nil }
    let channel = channels[turn]
    let place = channel.rawValue
    turn += 1
    let weight = Self.weight(ranks[place])
    ranks[place] += 1
    cumulated[place] += weight
    done += weight
    let plays = shared[place]
    let upTo = Int(Int64(plays.count) * Int64(cumulated[place]) / Int64(totals[place]))
    let turn = Turn(channel: channel, plays: plays[dealt[place]..<upTo], done: done, all: total)
    dealt[place] = upTo
    return turn
  }

  /// A long tail: the n-th customer has business in proportion to 1/(n + 12).
  private static func weight(_ rank: Int) -> Int { 1_200_000 / (rank + 12) + 1 }
}
