/// One run of the filter: gets the parts of a fragment, and writes what is allowed.
final class RawHTMLRun: HTMLTokenReceiver {
    typealias Resolve = (_ destination: String, _ text: String, _ rawIndex: Int) -> String?

    let resolveLink: Resolve
    let resolvePicture: Resolve
    let isTaken: (String) -> Bool

    private(set) var removals: [Removal] = []
    private var known: Set<Removal> = []
    private(set) var ids: [String] = []
    private var knownIDs: Set<String> = []

    private var output = HTML()
    /// While a link waits for its text, what stands before its start tag.
    private var outputBeforeLink = HTML()
    private var open = OpenElements()
    private var link: PendingLink?
    private var skipped: SkippedElement?
    /// How many tags of a name have been left out since the elements are too deep; as many end tags belong to them.
    private var tooDeep: [String: Int] = [:]

    private(set) var rawIndex = -1
    private(set) var isInRaw = false
    private var isComplete = false

    init(
        capacity: Int, resolveLink: @escaping Resolve, resolvePicture: @escaping Resolve,
        isTaken: @escaping (String) -> Bool
    ) {
        self.resolveLink = resolveLink
        self.resolvePicture = resolvePicture
        self.isTaken = isTaken
        output.reserve(capacity)
    }

    /// Ends what is still open.
    func finish() -> FilteredHTML {
        if !isComplete { note(.rest, "") }
        close(downTo: 0)
        endSkipping(isClosed: false)
        return FilteredHTML(html: output, removals: removals, ids: ids)
    }

    /// Reports a removal.
    func note(_ kind: Removal.Kind, _ name: String, rawIndex: Int? = nil) {
        let removal = Removal(rawIndex: rawIndex ?? self.rawIndex, name: name, kind: kind)
        if known.insert(removal).inserted { removals.append(removal) }
    }

    /// Takes an identifier. One of raw HTML gives way to any other.
    func take(_ id: String) -> Bool {
        let isNew = knownIDs.insert(id).inserted
        if isInRaw, !isNew || isTaken(id) {
            note(.duplicateID, id)
            return false
        }
        if isNew { ids.append(id) }
        return true
    }

    // MARK: Marks

    func comment(_ text: UnsafeBufferPointer<UInt8>) {
        guard let mark = RawHTMLMark(text) else { return }
        if text.first != RawHTMLMarks.standIn[0] { note(.unclosed, "<!--") }
        switch mark {
        case .beginning(let index):
            noteUnclosedTag()
            rawIndex = index
            isInRaw = true
        case .end:
            isInRaw = false
        case .endOfFragment:
            noteUnclosedTag()
            isInRaw = false
            isComplete = true
        }
    }

    /// The end mark is missing where a tag of the piece swallowed it.
    private func noteUnclosedTag() {
        if isInRaw { note(.unclosed, "<") }
    }

    // MARK: Tags

    func startTag(_ name: String, attributes: [HTMLAttribute], isSelfClosing: Bool, isEndAhead: () -> Bool) {
        if skipped != nil { return startTagInSkipped(name, isSelfClosing: isSelfClosing) }
        switch AllowList.verdict(on: name) {
        case .keep(let name, let element):
            start(StartTag(name: name, element: element, attributes: attributes, isSelfClosing: isSelfClosing))
        case .dropTags:
            note(.element, name)
        case .dropContent(let isVoid):
            note(.content, name)
            // What never ends would take the rest of the page with it.
            guard !isVoid, !isSelfClosing, isEndAhead() else { return }
            skipped = SkippedElement(name: name, rawIndex: rawIndex)
        }
    }

    private func start(_ tag: StartTag) {
        guard tag.name != "input" || AllowList.isTaskBox(tag.attributes) else { return note(.content, "input") }
        guard makeRoom(for: tag) else { return note(.element, tag.name) }
        if tag.isVoid { return writeVoid(tag) }
        guard !isInRaw || open.rawCount < mostOpenElements else {
            tooDeep[tag.name, default: 0] += 1
            return note(.tooDeep, tag.name)
        }
        let isTrusted = !isInRaw
        open.push(
            OpenElement(
                name: tag.name, isTrusted: isTrusted, isEndOptional: tag.element.isEndOptional, rawIndex: rawIndex),
            isBlock: tag.isBlock)
        writeStart(tag)
        // HTML has no such tags, but authors who write `<div/>` mean that it is empty.
        if tag.isSelfClosing {
            if isTrusted { _ = open.endTrusted(tag.name) }
            close(downTo: open.stack.count - 1)
        }
    }

    private func makeRoom(for tag: StartTag) -> Bool {
        switch open.room(for: tag.name, isBlock: tag.isBlock, isVoid: tag.isVoid, isTrusted: !isInRaw) {
        case .none:
            return impliesRow(tag) && makeRoom(for: tag)
        case .free:
            return true
        case .after(let place):
            close(downTo: place)
            return true
        }
    }

    /// A cell right inside a table begins a row.
    private func impliesRow(_ tag: StartTag) -> Bool {
        guard tag.name == "td" || tag.name == "th" else { return false }
        guard open.rawCount < mostOpenElements, open.stack.last?.name != "tr",
            case .keep(let name, let element) = AllowList.verdict(on: "tr")
        else { return false }
        start(StartTag(name: name, element: element, attributes: [], isSelfClosing: false))
        return open.stack.last?.name == "tr"
    }

    func endTag(_ name: String) {
        if skipped != nil, endTagInSkipped(name) { return }
        guard case .keep(let name, let element) = AllowList.verdict(on: name), !element.isVoid else { return }
        if !isInRaw {
            if let place = open.endTrusted(name) { close(downTo: place) }
        } else if let count = tooDeep[name], count > 0 {
            tooDeep[name] = count - 1
        } else if let place = open.endRaw(name) {
            // HTML lets a heading end by the tag of another level, but its author won't have meant that.
            if AllowList.headings.contains(name), open.stack[place].name != name { note(.unopened, name) }
            close(downTo: place, isEndWritten: true)
        } else if skipped == nil {
            note(.unopened, name)
        }
    }

    /// Ends elements. Only the lowest of them may have its end tag in the source.
    private func close(downTo place: Int, isEndWritten: Bool = false) {
        if open.stack.count > place { endSkipping(isClosed: false) }
        while open.stack.count > place, let element = open.pop() {
            let isExpected = element.isTrusted || element.isEndOptional || (isEndWritten && open.stack.count == place)
            if !isExpected { note(.unclosed, element.name, rawIndex: element.rawIndex) }
            writeEnd(element)
        }
        if open.rawCount < mostOpenElements { tooDeep.removeAll() }
    }

    // MARK: Elements that are left out with their content

    private func startTagInSkipped(_ name: String, isSelfClosing: Bool) {
        if case .keep(_, let element) = AllowList.verdict(on: name), element.isVoid || isSelfClosing { return }
        if isInRaw {
            if !isSelfClosing { skipped?.openInside[name, default: 0] += 1 }
        } else if case .keep(let name, _) = AllowList.verdict(on: name) {
            open.pushTrusted(name)
        }
    }

    /// - Returns: Whether the end tag belongs to the element or to what it holds.
    private func endTagInSkipped(_ name: String) -> Bool {
        guard isInRaw else { return false }
        if let count = skipped?.openInside[name], count > 0 {
            skipped?.openInside[name] = count - 1
            return true
        }
        guard name == skipped?.name else { return false }
        endSkipping(isClosed: true)
        return true
    }

    private func endSkipping(isClosed: Bool) {
        guard let skipped else { return }
        if !isClosed { note(.unclosed, skipped.name, rawIndex: skipped.rawIndex) }
        self.skipped = nil
    }

    // MARK: Output

    func text(_ text: UnsafeBufferPointer<UInt8>) {
        guard skipped == nil else { return }
        if text.contains(RawHTMLMarks.standIn[0]) {
            let text = String(decoding: text, as: UTF8.self)
            append(marked: text)
            link?.text += withoutMarker(text)
        } else {
            output.append(text: text)
            if link != nil { link?.text += String(decoding: text, as: UTF8.self) }
        }
    }

    /// Appends text with marks of prose in it: only those bring the stand-in into text.
    private func append(marked text: String) {
        let pieces = text.unicodeScalars.split(omittingEmptySubsequences: false) {
            $0.value == RawHTMLMarks.standInValue
        }
        for (index, piece) in pieces.enumerated() {
            if index > 0 { output.append(markup: CollectionOfOne(HTML.rootMarker)) }
            output.append(text: String(piece))
        }
    }

    private func writeStart(_ tag: StartTag) {
        let attributes = allowed(tag)
        guard tag.name == "a", isInRaw else {
            if tag.name == "a" { link?.holdsLink = true }
            return output.append(tag: tag.name, attributes.list)
        }
        link = PendingLink(
            place: open.stack.count - 1, destination: attributes.destination, attributes: attributes.list,
            rawIndex: rawIndex)
        swap(&output, &outputBeforeLink)
    }

    private func writeVoid(_ tag: StartTag) {
        let attributes = allowed(tag)
        if tag.name == "img", !attributes.list.contains(where: { $0.name == "src" }) {
            // The text says what the picture would have shown.
            output.append(text: attributes.list.first { $0.name == "alt" }?.value ?? "")
        } else {
            output.append(tag: tag.name, attributes.list)
        }
    }

    private func writeEnd(_ element: OpenElement) {
        guard let link, link.place == open.stack.count else { return output.append(endTag: element.name) }
        self.link = nil
        var attributes = link.attributes
        addAddress(of: link, to: &attributes)
        // Links don't nest.
        let name = link.holdsLink ? "span" : "a"
        swap(&output, &outputBeforeLink)
        // A link that leads nowhere and that nothing leads to is text.
        if !attributes.isEmpty { output.append(tag: name, attributes) }
        output += outputBeforeLink
        if !attributes.isEmpty { output.append(endTag: name) }
        outputBeforeLink = HTML()
    }

    private func addAddress(of link: PendingLink, to attributes: inout [HTMLAttribute]) {
        guard !link.holdsLink else {
            attributes.removeAll { $0.name == "href" }
            return note(.element, "a", rawIndex: link.rawIndex)
        }
        guard let address = resolved(link) else { return }
        attributes.append(.init(name: "href", value: address))
        if SafeAddress.isOfTheWeb(address) { attributes.addClass("external") }
    }
}

/// A start tag that may be written.
struct StartTag {
    let name: String
    let element: AllowList.Element
    let attributes: [HTMLAttribute]
    let isSelfClosing: Bool

    var isBlock: Bool { element.isBlock }
    var isVoid: Bool { element.isVoid }
}

/// A link or anchor of raw HTML, whose content is still being read.
struct PendingLink {
    /// Its place among the open elements.
    let place: Int
    /// Where it leads, if that has to be found out.
    let destination: String?
    let attributes: [HTMLAttribute]
    let rawIndex: Int
    var text = ""
    /// Whether there is a link of ours in it, within an element of ours.
    var holdsLink = false
}

/// An element that is left out with its content, up to its end tag or the end of an element around it.
private struct SkippedElement {
    let name: String
    let rawIndex: Int
    /// How many elements of a name it holds that are open.
    var openInside: [String: Int] = [:]
}

/// No page needs as many, and browsers open no more than twice as many within each other.
private let mostOpenElements = 256
