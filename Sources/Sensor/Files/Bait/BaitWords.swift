/// Words that made-up companies, people and files are named with.
enum BaitWords {
  static let companies = [
    "northwind", "harbour", "kestrel", "meridian", "alderton", "brightwater", "castellan",
    "dunmore",
    "evergreen", "fairlane", "granite", "hollis", "ironbridge", "juniper", "lakeside", "marlow",
    "oakfield", "pinnacle", "quayside", "redwood", "sterling", "tamarind", "westbrook", "yarrow",
  ]
  static let trades = [
    "logistics", "engineering", "foods", "medical", "consulting", "media", "hosting", "energy",
    "textiles", "finance", "travel", "tools",
  ]
  static let givenNames = [
    "anna", "ben", "carla", "david", "elena", "frank", "greta", "henry", "ines", "jonas", "karin",
    "lucas", "maria", "nils", "olga", "paul", "rosa", "stefan", "tina", "victor",
  ]
  static let familyNames = [
    "adler", "becker", "costa", "dahl", "evans", "fischer", "garcia", "hansen", "ivanov", "jensen",
    "keller", "larsen", "moreau", "novak", "olsen", "parker", "rossi", "silva", "tanner", "weber",
  ]
  static let departments = [
    "accounting", "hr", "sales", "it", "marketing", "purchasing", "production", "legal",
  ]
  static let papers = [
    "invoice", "offer", "contract", "minutes", "report", "order", "delivery", "statement", "budget",
    "forecast",
  ]

  static func plural(_ paper: String) -> String {
    switch paper {
    case "minutes": paper
    case "delivery": "deliveries"
    default: paper + "s"
    }
  }

  static let tables = [
    "customers", "orders", "invoices", "users", "sessions", "products", "payments", "suppliers",
  ]
  static let cities = [
    "Hamburg", "Leeds", "Porto", "Ghent", "Malmo", "Graz", "Turin", "Lyon", "Gdansk", "Basel",
  ]
}
