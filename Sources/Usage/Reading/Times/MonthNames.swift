import Bytes

/// The short names of months that syslog and `journalctl` write where the machine's language is
/// another than English, as glibc has them. Croatian is left out: its July is the Czech August, and
/// its October the Polish and Czech November.
enum MonthNames {
  private static let names = [
    "jan jän jaan janv ene gen sty led oca ian янв січ tammi",
    "feb fev fév févr febr lut úno şub veebr фев лют helmi",
    "mar mars mär märz märts març mrt márc bře мар бер maalis",
    "apr avr avril april abr kwi dub nis ápr апр кві huhti",
    "may mai maj mag maig mei máj kvě май мая тра touko",
    "jun juin juni juny giu cze čen haz jún iun июн чер kesä",
    "jul juil juli lug lip čec tem júl iul июл лип heinä",
    "aug août aoû ago ag sie srp ağu авг сер elo",
    "sep sept set szept wrz zář eyl сен вер syys",
    "oct okt ott out paź říj eki окт жов loka",
    "nov lis kas ноя лис marras",
    "dec dez déc dic des gru pro ara дек гру joulu",
  ]

  private static let numbers = Dictionary(
    names.enumerated().flatMap { index, names in
      names.split(separator: " ").map { (String($0), index + 1) }
    }, uniquingKeysWith: { first, _ in first })

  /// Takes a month in front of its day, `Okt `, `févr. ` or `10月 `, and the spaces between.
  static func take(_ cursor: inout ByteCursor) -> Int? {
    var ahead = cursor
    ahead.skipSpaces()
    let text = ahead.rest[0..<20]
    guard let end = text.firstIndex(of: 0x20), end > 1, let word = ahead.word(),
      ahead.rest.first?.isDigit == true, let month = number(word)
    else { return nil }
    cursor = ahead
    return month
  }

  private static func number(_ word: ByteSlice) -> Int? {
    if word.first?.isDigit == true {
      var cursor = ByteCursor(word)
      guard let number = cursor.integer(), (1...12).contains(number),
        cursor.rest == "月" || cursor.rest == "월"
      else { return nil }
      return number
    }
    return numbers[(word.last == 0x2E ? word.dropLast(1) : word).text.lowercased()]
  }
}
