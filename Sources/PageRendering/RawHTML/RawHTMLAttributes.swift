/// The attributes of raw HTML.
extension RawHTMLRun {
    /// Attributes that may be written.
    struct AllowedAttributes {
        var list: [HTMLAttribute] = []
        /// Where a link leads that has yet to be resolved.
        var destination: String?
    }

    /// The attributes of a tag that may be written, in their order.
    func allowed(_ tag: StartTag) -> AllowedAttributes {
        var allowed = AllowedAttributes()
        for attribute in tag.attributes {
            guard let syntax = AllowList.syntax(of: attribute.name, on: tag.element) else {
                if !AllowList.silentAttributes.contains(attribute.name) { note(.attribute, attribute.name) }
                continue
            }
            add(attribute, syntax, of: tag, to: &allowed)
        }
        return allowed
    }

    private func add(
        _ attribute: HTMLAttribute, _ syntax: AllowList.AttributeSyntax, of tag: StartTag,
        to allowed: inout AllowedAttributes
    ) {
        let value = attribute.value ?? ""
        switch syntax {
        case .link:
            if let destination = unresolved(value) {
                allowed.destination = destination
            } else if let address = published(value) {
                allowed.list.append(.init(name: attribute.name, value: address))
            }
        case .picture:
            if let source = picture(value, tag) { allowed.list.append(.init(name: attribute.name, value: source)) }
        case .name:
            let hasID = tag.attributes.contains { $0.name == "id" }
            if !hasID, let id = identifier(value) { allowed.list.append(.init(name: "id", value: id)) }
        case .id:
            if let id = identifier(value) { allowed.list.append(.init(name: attribute.name, value: id)) }
        case .classes:
            if let classes = classes(value) { allowed.list.append(.init(name: attribute.name, value: classes)) }
        case .flag:
            allowed.list.append(.init(name: attribute.name, value: attribute.value.map { _ in "" }))
        case .text, .number, .oneOf:
            let clean = withoutMarker(value)
            guard syntax.allows(clean) else { return note(.attribute, attribute.name) }
            allowed.list.append(.init(name: attribute.name, value: clean))
        }
    }

    private func identifier(_ value: String) -> String? {
        let id = withoutMarker(value)
        guard !id.isEmpty, !id.utf8.contains(where: { $0 <= 0x20 }) else {
            note(.attribute, "id")
            return nil
        }
        return take(id) ? id : nil
    }

    /// The classes that themes know; `nil` where none remains.
    private func classes(_ value: String) -> String? {
        let value = withoutMarker(value)
        guard isInRaw else { return value }
        var classes: [String] = []
        for name in value.split(whereSeparator: \.isWhitespace).map(String.init) {
            if let known = RawHTMLClasses.known(name) {
                classes += known
            } else {
                note(.cssClass, name)
            }
        }
        return classes.isEmpty ? nil : classes.joined(separator: " ")
    }

    // MARK: Addresses

    /// The destination of a link that an author wrote, and that isn't resolved yet.
    private func unresolved(_ value: String) -> String? {
        guard isInRaw, !startsWithMarker(value) else { return nil }
        let destination = SafeAddress.cleaned(withoutMarker(value))
        return destination.utf8.first == UInt8(ascii: "#") || SafeAddress.isHarmful(destination) ? nil : destination
    }

    /// An address that needs not be resolved, if it may stand in a page.
    private func published(_ value: String) -> String? {
        var address = withoutMarker(value)
        if startsWithMarker(value) {
            address = String(UnicodeScalar(HTML.rootMarker)) + address
        } else if isInRaw {
            address = SafeAddress.cleaned(address)
        }
        if SafeAddress.isPublished(address) { return address }
        note(.address, withoutMarker(value))
        return nil
    }

    /// Where a link leads, now that its text is known.
    func resolved(_ link: PendingLink) -> String? {
        guard let destination = link.destination, let markup = resolveLink(destination, link.text, link.rawIndex) else {
            return nil
        }
        return published(markup: markup, of: destination)
    }

    private func picture(_ value: String, _ tag: StartTag) -> String? {
        let destination = SafeAddress.cleaned(withoutMarker(value))
        guard isInRaw, !startsWithMarker(value), !SafeAddress.isHarmful(destination) else {
            return published(value)
        }
        let text = tag.attributes.first { $0.name == "alt" }?.value ?? ""
        guard let markup = resolvePicture(destination, withoutMarker(text), rawIndex) else { return nil }
        return published(markup: markup, of: destination)
    }

    /// What resolving returned is checked too: no mistake there may let script through.
    private func published(markup: String, of destination: String) -> String? {
        let address = unescaped(markup)
        if SafeAddress.isPublished(address) { return address }
        note(.address, destination)
        return nil
    }

    /// The text that `HTML.append(text:)` has escaped.
    private func unescaped(_ markup: String) -> String {
        guard markup.utf8.contains(UInt8(ascii: "&")) else { return markup }
        return markup.replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&quot;", with: "\"")
            .replacing("&amp;", with: "&")
    }

    // MARK: The marker

    /// Whether an address begins with the root marker, which only we can have written.
    private func startsWithMarker(_ value: String) -> Bool {
        value.unicodeScalars.first?.value == RawHTMLMarks.standInValue
    }

    /// Text without the stand-in for the root marker. It gets there if an author leaves a tag open, so that it swallows
    /// a link of ours.
    func withoutMarker(_ text: String) -> String {
        guard text.utf8.contains(RawHTMLMarks.standIn[0]) else { return text }
        var scalars = text.unicodeScalars
        scalars.removeAll { $0.value == RawHTMLMarks.standInValue }
        return String(scalars)
    }
}

extension AllowList.AttributeSyntax {
    /// Whether a value is of the syntax, where that is a matter of the value alone.
    fileprivate func allows(_ value: String) -> Bool {
        switch self {
        case .number(let range): Int(value).map { range.contains($0) && String($0) == value } ?? false
        case .oneOf(let values): values.contains(value)
        default: true
        }
    }
}
