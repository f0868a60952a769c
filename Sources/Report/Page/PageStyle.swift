/// The page's one style sheet, and the hash by which its Content-Security-Policy lets it in.
enum PageStyle {
  /// Resources/page.css.
  static let css = String(decoding: PackageResources.page_css, as: UTF8.self)

  /// What `style-src` names. A test fails where it is not the style sheet's:
  /// `openssl dgst -sha256 -binary Sources/Report/Resources/page.css | base64`.
  static let hash = "sha256-k9ttOx1o/XCPdeX8sovABR2gh82Dy1/2LyE2WwLODko="
}
