import Diagnostics

/// Reads the inventory of another site. It comes from elsewhere, so nothing in it is trusted: an address has to lead below
/// the site's own, and texts have a length that fits a page.
struct InventoryReader {
    private let source: SourceText
    private var diagnostics: [Diagnostic] = []

    /// Reads an inventory.
    ///
    /// Reports `malformed-inventory` for what is no inventory, is of another version or lacks what an entry needs, and
    /// `unsafe-address` for addresses that lead elsewhere than below the site's own.
    ///
    /// - Returns: No inventory where nothing can be made of the file.
    static func read(_ source: SourceText) -> (inventory: Inventory?, diagnostics: [Diagnostic]) {
        var reader = InventoryReader(source: source)
        let inventory = reader.read()
        return (inventory, reader.diagnostics)
    }

    private init(source: SourceText) {
        self.source = source
    }

    private mutating func read() -> Inventory? {
        guard source.bytes.count <= mostBytes else {
            report(.malformedInventory, at: 0, "an inventory of more than \(mostBytes >> 20) MiB is not read")
            return nil
        }
        let document: JSONValue
        do {
            document = try JSONParser.parse(source.bytes)
        } catch {
            report(.malformedInventory, at: error.offset, "this is no JSON: \(error.summary)")
            return nil
        }
        guard hasKnownFormat(document) else { return nil }
        let title = text("title", of: document) ?? ""
        let chapters = objects("chapters", of: document).compactMap { chapter(in: $0) }
        let entries = objects("entries", of: document).compactMap { entry(in: $0) }
        return Inventory(title: title, baseURL: baseURL(of: document), entries: entries, chapters: chapters)
    }

    private mutating func hasKnownFormat(_ document: JSONValue) -> Bool {
        guard document["format"]?.text == Inventory.format else {
            report(.malformedInventory, at: document.offset, "this is not the inventory of a site")
            return false
        }
        guard let version = document["version"]?.number, version == Inventory.version else {
            let place = document["version"] ?? document
            report(
                .malformedInventory, at: place.offset, "this inventory is of another version than \(Inventory.version)",
                help: "fetch one that a generator of this version has made, or use a newer generator")
            return false
        }
        return true
    }

    private mutating func baseURL(of document: JSONValue) -> String? {
        guard let value = document["base-url"] else { return nil }
        if let url = value.text, url.utf8.count <= mostTextBytes, let url = SiteConfiguration.normalizedBaseURL(url) {
            return url
        }
        report(.unsafeAddress, at: value.offset, "'base-url' is no address that begins with https:// or http://")
        return nil
    }

    // MARK: Entries

    private mutating func entry(in value: JSONValue) -> Inventory.Entry? {
        guard let kind = text("kind", of: value), let id = text("id", of: value), let name = text("name", of: value),
            let address = address(of: value)
        else { return nil }
        return Inventory.Entry(
            kind: kind, id: id, name: name, label: optionalText("label", of: value) ?? name,
            title: optionalText("title", of: value) ?? name, aliases: texts("aliases", of: value),
            status: optionalText("status", of: value), address: address)
    }

    private mutating func chapter(in value: JSONValue) -> Inventory.Chapter? {
        guard let volume = text("volume", of: value), let address = address(of: value) else {
            return nil
        }
        let isWritten = if case .flag(true)? = value["written"]?.kind { true } else { false }
        let sections = array("sections", of: value).compactMap { section(in: $0) }
        return Inventory.Chapter(volume: volume, address: address, isWritten: isWritten, sections: sections)
    }

    /// `["3.18.4.1", "Scope", "3.18.4.1"]`: number, title, and the anchor where there is one.
    private mutating func section(in value: JSONValue) -> Inventory.Section? {
        guard let fields = value.array, fields.count >= 2 else {
            report(.malformedInventory, at: value.offset, "a section is an array of number, title and anchor")
            return nil
        }
        guard let number = text(fields[0], "the number"), let title = text(fields[1], "the title"),
            let anchor = fields.count > 2 ? text(fields[2], "the anchor") : ""
        else { return nil }
        guard anchor.utf8.allSatisfy(isOfFragment) else {
            report(.unsafeAddress, at: fields[2].offset, "this is no anchor of a page")
            return nil
        }
        return Inventory.Section(number: number, title: title, anchor: anchor)
    }

    private mutating func address(of value: JSONValue) -> String? {
        guard let address = text("address", of: value) else { return nil }
        if isPathBelow(address) { return address }
        report(
            .unsafeAddress, at: value["address"]?.offset ?? value.offset,
            "this is no address below that of the site",
            help: "an address is the path of a page from the site's root, such as 'ITI/TF/Volume1/ch-10.html'")
        return nil
    }

    // MARK: Values

    private mutating func objects(_ key: String, of value: JSONValue) -> [JSONValue] {
        array(key, of: value).filter { element in
            if element.isObject { return true }
            report(.malformedInventory, at: element.offset, "'\(key)' takes objects, not \(element.name)")
            return false
        }
    }

    private mutating func array(_ key: String, of value: JSONValue) -> [JSONValue] {
        guard let member = value[key] else { return [] }
        if let array = member.array { return array }
        report(.malformedInventory, at: member.offset, "'\(key)' takes an array, not \(member.name)")
        return []
    }

    private mutating func texts(_ key: String, of value: JSONValue) -> [String] {
        array(key, of: value).compactMap { text($0, "a text of '\(key)'") }
    }

    private mutating func text(_ key: String, of value: JSONValue) -> String? {
        guard let member = value[key] else {
            report(.malformedInventory, at: value.offset, "the key '\(key)' is missing")
            return nil
        }
        guard let text = text(member, "'\(key)'"), !text.isEmpty else { return nil }
        return text
    }

    private mutating func optionalText(_ key: String, of value: JSONValue) -> String? {
        value[key].flatMap { text($0, "'\(key)'") }
    }

    private mutating func text(_ value: JSONValue, _ what: String) -> String? {
        guard let text = value.text else {
            report(.malformedInventory, at: value.offset, "\(what) is \(value.name), not text")
            return nil
        }
        guard text.utf8.count <= mostTextBytes else {
            report(.malformedInventory, at: value.offset, "\(what) has more than \(mostTextBytes) bytes")
            return nil
        }
        return text
    }

    private mutating func report(_ rule: Rule, at offset: Int, _ summary: String, help: String? = nil) {
        // Thousands of entries of the same make are one mistake.
        guard diagnostics.count < mostProblems else { return }
        diagnostics.append(
            Diagnostic(
                rule, at: source.location(at: offset), summary,
                help: help ?? "fetch the inventory.json of the site anew; it is not made to be edited"))
    }
}

/// Whether an address leads to a page below the one that it is relative to, however a browser reads it: a path without
/// scheme, host, query and anchor, in which no part means the folder above.
func isPathBelow(_ address: String) -> Bool {
    guard address.utf8.allSatisfy(isOfPath) else { return false }
    return address.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).allSatisfy { part in
        // Browsers take an encoded full stop for one (URL Standard, "double-dot URL path segment").
        let name = String(decoding: part, as: UTF8.self).lowercased().replacing("%2e", with: ".")
        return !name.isEmpty && name != "." && name != ".."
    }
}

/// What a percent-encoded path is made of (RFC 3986, section 3.3), without what could begin a scheme or a host.
private func isOfPath(_ byte: UInt8) -> Bool { isLetterOrDigit(byte) || "-._~/+%".utf8.contains(byte) }

private func isOfFragment(_ byte: UInt8) -> Bool {
    isLetterOrDigit(byte) || byte >= 0x80 || "-._~/+%:@!$&()*,;=?".utf8.contains(byte)
}

private func isLetterOrDigit(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"):
        true
    default: false
    }
}

/// A site of ten thousand pages has an inventory of 3.4 MiB.
private let mostBytes = 64 << 20
private let mostTextBytes = 4_000
private let mostProblems = 20
