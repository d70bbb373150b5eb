import Diagnostics

/// Where what readers write into a form goes.
public struct FormTarget: Sendable {
    public enum Address: Sendable, Equatable {
        /// What takes the fields by HTTP POST.
        case endpoint(String)
        /// Somebody's mailbox: the reader's own program sends the fields.
        case mail(String)
    }

    public let address: Address
    /// Whether it is there to show what the form looks like: the page says that nobody reads what is sent.
    public let isExample: Bool
    /// What readers choose from, besides domains.
    public let topics: [String]

    /// Reads a mapping with `endpoint` or `mail`.
    ///
    /// Reports `missing-key`, `wrong-type` and `unknown-key`.
    ///
    /// - Parameter keys: The keys besides that the form has.
    init?(_ reader: inout YAMLReader, keys: [String] = []) {
        reader.reportKeys(notIn: ["endpoint", "mail", "example"] + keys)
        isExample = reader.flag("example") ?? false
        topics = keys.contains("topics") ? reader.texts("topics").map(\.value) : []
        if let endpoint = reader.text("endpoint") {
            // Anything else could be script, or leave the site by a way that its policy does not name.
            guard SiteConfiguration.isFormAddress(endpoint.value) else {
                reader.report(
                    .wrongType, at: endpoint.location,
                    "'endpoint' takes an address that begins with https://, or a path such as /contact, not "
                        + "'\(endpoint.value)'")
                return nil
            }
            address = .endpoint(endpoint.value)
        } else if let mail = reader.text("mail") {
            guard mail.value.wholeMatch(of: #/[^\s@<>"?&:\/]+@[^\s@<>"?&:\/]+/#) != nil else {
                reader.report(.wrongType, at: mail.location, "'mail' takes a mail address, not '\(mail.value)'")
                return nil
            }
            address = .mail(mail.value)
        } else {
            if !reader.keys.contains("endpoint"), !reader.keys.contains("mail") {
                reader.reportMissing(
                    "endpoint", help: "say where the form goes: 'endpoint: https://...' or 'mail: name@example.org'")
            }
            return nil
        }
    }
}

extension SiteConfiguration {
    /// Whether a form may be sent to an address: one of another site by HTTPS, or a path of the own host.
    static func isFormAddress(_ address: String) -> Bool {
        guard !address.contains(where: { $0.isWhitespace || "\"<>".contains($0) }) else { return false }
        if address.hasPrefix("/") { return !address.hasPrefix("//") }
        return address.hasPrefix("https://") && address.utf8.count > "https://".utf8.count
    }
}
