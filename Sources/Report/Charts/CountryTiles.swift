/// The countries' places on a map of tiles of one size, and their names.
///
/// Codes and names are those of ISO 3166-1, the names as people say them. The places were computed
/// from the countries' latitudes and longitudes (Europe stretched), each in the nearest free tile.
enum CountryTiles {
  struct Tile: Sendable {
    var code: String
    var name: String
    var column: Int
    var row: Int
  }

  static let columns = 34
  static let rows = 19

  /// A country's name; its code where it is not known.
  static func name(_ code: String) -> String { byCode[code]?.name ?? code }

  static let all: [Tile] = table.split(separator: "\n").compactMap { line in
    let parts = line.split(separator: " ", maxSplits: 3)
    guard parts.count == 4, let column = Int(parts[1]), let row = Int(parts[2]) else { return nil }
    return Tile(code: String(parts[0]), name: String(parts[3]), column: column, row: row)
  }

  private static let byCode = Dictionary(
    all.map { ($0.code, $0) }, uniquingKeysWith: { first, _ in first })

  /// Code, column, row, name.
  private static let table = """
    AD 15 6 Andorra
    AE 25 9 United Arab Emirates
    AF 25 8 Afghanistan
    AG 10 9 Antigua and Barbuda
    AI 9 8 Anguilla
    AL 18 7 Albania
    AM 23 6 Armenia
    AO 18 14 Angola
    AR 9 17 Argentina
    AS 0 15 American Samoa
    AT 17 4 Austria
    AU 30 16 Australia
    AW 7 11 Aruba
    AX 19 1 Åland Islands
    AZ 24 6 Azerbaijan
    BA 18 5 Bosnia and Herzegovina
    BB 11 11 Barbados
    BD 27 9 Bangladesh
    BE 15 4 Belgium
    BF 14 11 Burkina Faso
    BG 21 6 Bulgaria
    BH 24 9 Bahrain
    BI 21 14 Burundi
    BJ 15 11 Benin
    BM 8 8 Bermuda
    BN 30 12 Brunei
    BO 8 15 Bolivia
    BQ 8 11 Caribbean Netherlands
    BR 10 14 Brazil
    BS 7 8 Bahamas
    BT 28 9 Bhutan
    BW 19 16 Botswana
    BY 21 3 Belarus
    BZ 5 10 Belize
    CA 4 1 Canada
    CD 20 13 Congo (Kinshasa)
    CF 19 12 Central African Republic
    CG 18 13 Congo (Brazzaville)
    CH 16 5 Switzerland
    CI 13 12 Ivory Coast
    CK 1 16 Cook Islands
    CL 8 16 Chile
    CM 17 12 Cameroon
    CN 29 8 China
    CO 8 13 Colombia
    CR 6 12 Costa Rica
    CU 6 9 Cuba
    CV 11 10 Cabo Verde
    CW 7 12 Curaçao
    CY 20 8 Cyprus
    CZ 18 3 Czechia
    DE 17 3 Germany
    DJ 23 12 Djibouti
    DK 16 2 Denmark
    DM 10 10 Dominica
    DO 7 10 Dominican Republic
    DZ 15 9 Algeria
    EC 7 13 Ecuador
    EE 21 1 Estonia
    EG 21 9 Egypt
    EH 11 9 Western Sahara
    ER 22 11 Eritrea
    ES 13 7 Spain
    ET 22 12 Ethiopia
    FI 20 0 Finland
    FJ 33 15 Fiji
    FK 9 18 Falkland Islands
    FM 32 12 Micronesia
    FO 13 1 Faroe Islands
    FR 15 5 France
    GA 17 13 Gabon
    GB 14 3 United Kingdom
    GD 9 12 Grenada
    GE 22 6 Georgia
    GF 11 13 French Guiana
    GG 13 4 Guernsey
    GH 14 12 Ghana
    GI 13 8 Gibraltar
    GL 11 0 Greenland
    GM 12 11 Gambia
    GN 13 11 Guinea
    GP 9 10 Guadeloupe
    GQ 16 13 Equatorial Guinea
    GR 20 7 Greece
    GT 4 11 Guatemala
    GU 31 11 Guam
    GW 11 12 Guinea-Bissau
    GY 9 14 Guyana
    HK 30 10 Hong Kong
    HN 6 11 Honduras
    HR 17 5 Croatia
    HT 7 9 Haiti
    HU 19 5 Hungary
    ID 30 13 Indonesia
    IE 12 3 Ireland
    IL 21 8 Israel
    IM 13 2 Isle of Man
    IN 26 10 India
    IQ 23 8 Iraq
    IR 24 8 Iran
    IS 12 0 Iceland
    IT 17 6 Italy
    JE 14 4 Jersey
    JM 6 10 Jamaica
    JO 22 9 Jordan
    JP 31 8 Japan
    KE 22 13 Kenya
    KG 26 6 Kyrgyzstan
    KH 28 11 Cambodia
    KI 33 13 Kiribati
    KM 23 14 Comoros
    KN 9 9 Saint Kitts and Nevis
    KP 30 6 North Korea
    KR 30 7 South Korea
    KW 23 9 Kuwait
    KY 5 9 Cayman Islands
    KZ 26 4 Kazakhstan
    LA 29 10 Laos
    LB 22 7 Lebanon
    LC 10 11 Saint Lucia
    LI 16 4 Liechtenstein
    LK 27 12 Sri Lanka
    LR 12 13 Liberia
    LS 21 17 Lesotho
    LT 20 2 Lithuania
    LU 16 3 Luxembourg
    LV 20 1 Latvia
    LY 18 9 Libya
    MA 13 9 Morocco
    MC 16 7 Monaco
    MD 21 5 Moldova
    ME 18 6 Montenegro
    MG 23 15 Madagascar
    MH 33 11 Marshall Islands
    MK 20 6 North Macedonia
    ML 13 10 Mali
    MM 27 10 Myanmar
    MN 29 5 Mongolia
    MO 29 9 Macao
    MP 31 10 Northern Mariana Islands
    MQ 9 11 Martinique
    MR 12 9 Mauritania
    MS 8 10 Montserrat
    MT 18 8 Malta
    MU 25 16 Mauritius
    MV 26 12 Maldives
    MW 21 15 Malawi
    MX 4 10 Mexico
    MY 29 12 Malaysia
    MZ 22 15 Mozambique
    NA 18 16 Namibia
    NC 33 16 New Caledonia
    NE 16 11 Niger
    NG 16 12 Nigeria
    NI 5 12 Nicaragua
    NL 15 3 Netherlands
    NO 16 1 Norway
    NP 27 8 Nepal
    NR 32 13 Nauru
    NZ 33 18 New Zealand
    OM 25 10 Oman
    PA 6 13 Panama
    PE 7 14 Peru
    PF 1 15 French Polynesia
    PG 31 14 Papua New Guinea
    PH 30 11 Philippines
    PK 26 9 Pakistan
    PL 19 3 Poland
    PR 8 9 Puerto Rico
    PS 22 8 Palestine
    PT 12 7 Portugal
    PW 31 12 Palau
    PY 9 16 Paraguay
    QA 24 10 Qatar
    RE 24 16 Réunion
    RO 20 5 Romania
    RS 19 6 Serbia
    RU 28 1 Russia
    RW 21 13 Rwanda
    SA 23 10 Saudi Arabia
    SB 32 14 Solomon Islands
    SC 24 13 Seychelles
    SD 21 11 Sudan
    SE 18 1 Sweden
    SG 29 13 Singapore
    SI 18 4 Slovenia
    SK 19 4 Slovakia
    SL 12 12 Sierra Leone
    SM 16 6 San Marino
    SN 12 10 Senegal
    SO 24 11 Somalia
    SR 10 13 Suriname
    SS 20 12 South Sudan
    ST 15 13 Sao Tome and Principe
    SV 5 11 El Salvador
    SX 10 8 Sint Maarten
    SY 23 7 Syria
    SZ 22 16 Eswatini
    TD 19 11 Chad
    TG 15 12 Togo
    TH 28 10 Thailand
    TJ 26 7 Tajikistan
    TL 30 14 Timor-Leste
    TM 25 7 Turkmenistan
    TN 16 8 Tunisia
    TO 0 16 Tonga
    TR 21 7 Türkiye
    TT 9 13 Trinidad and Tobago
    TV 33 14 Tuvalu
    TW 30 9 Taiwan
    TZ 22 14 Tanzania
    UA 21 4 Ukraine
    UG 21 12 Uganda
    US 4 7 United States
    UY 10 17 Uruguay
    UZ 25 6 Uzbekistan
    VA 17 7 Vatican City
    VC 10 12 Saint Vincent
    VE 8 12 Venezuela
    VN 29 11 Vietnam
    VU 32 15 Vanuatu
    WS 0 14 Samoa
    XK 19 7 Kosovo
    YE 23 11 Yemen
    YT 24 14 Mayotte
    ZA 20 16 South Africa
    ZM 20 15 Zambia
    ZW 21 16 Zimbabwe
    """
}
