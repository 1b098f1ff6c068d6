/// The good file that small accidents happen to, as MT940.
enum MT940Base {
  /// One statement with two credits and a debit: 1000.00 + 250.00 + 150.00 - 87.50 = 1312.50.
  static let statement = EditedFile(
    """
    :20:STARTUMSE
    :25:37040044/0532013000
    :28C:00007/001
    :60F:C260309EUR1000,00
    :61:2603100310CR250,00NTRFEREF//0724710333343453
    :86:166?00GUTSCHRIFT?20EREF+E2E-1?21SVWZ+RE 4711?32Meier Bau
    :61:2603100310C150,00NTRFNONREF
    :86:RE 4712
    :61:2603100310D87,50NMSCNONREF
    /OCMT/EUR90,00//CHGS/EUR2,50/
    :86:MIETE
    :62F:C260310EUR1312,50
    -
    """)

  /// One interim report of two credits and a debit, with its totals.
  static let report = EditedFile(
    """
    :20:INTERIM
    :25:37040044/0532013000
    :28C:00003/001
    :34F:EURD0,
    :34F:EURC0,
    :13D:2603101430+0100
    :61:2603100310CR250,00NTRFEREF//0724710333343453
    :86:166?00GUTSCHRIFT?20EREF+E2E-1?21SVWZ+RE 4711?32Meier Bau
    :61:2603100310C150,00NTRFNONREF
    :61:2603100310D87,50NMSCNONREF
    :90D:1EUR87,50
    :90C:2EUR400,00
    -
    """)
}
