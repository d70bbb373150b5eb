/// Numbers figures and tables by the section they stand in: `Figure 10.1-1`, `Table 3.18.4.1-2`. A number that the author
/// writes wins, and the next ones count on from it.
struct CaptionNumbering {
    /// The anchors of the page.
    private var anchors: Set<String>
    private var counts: [String: Int] = [:]

    private init(anchors: Set<String>) {
        self.anchors = anchors
    }

    /// Numbers the captions of a chapter: in each section those of the prose come first, then those of generated parts.
    ///
    /// - Parameters:
    ///   - name: What the chapter is about, for the captions of generated parts.
    ///   - anchors: The anchors that the page has already.
    static func number(
        _ outline: inout ChapterOutline, captions: [Caption], chapter: String?, name: String, anchors: Set<String>
    ) {
        var numbering = CaptionNumbering(anchors: anchors)
        let bySection = Dictionary(grouping: captions.indices, by: { captions[$0].heading })
        numbering.number(bySection[nil] ?? [], of: captions, in: chapter, &outline)
        for section in outline.sections {
            if let heading = section.heading {
                numbering.number(bySection[heading] ?? [], of: captions, in: section.number, &outline)
            }
            for part in section.parts {
                guard let number = section.number, let text = part.caption(of: name) else { continue }
                let label = numbering.next(part.captionKind, in: number)
                outline.partLabels[part] = label
                outline.figuresAndTables.append(.init(label: label, text: text))
            }
        }
    }

    private mutating func number(
        _ indices: [Int], of captions: [Caption], in section: String?, _ outline: inout ChapterOutline
    ) {
        for index in indices {
            let caption = captions[index]
            if var own = caption.label {
                count(own)
                own.id = anchors.insert(own.anchor).inserted ? own.anchor : nil
                if own.id == nil { outline.repeatedCaptions.append(index) }
                outline.captionLabels[index] = own
            } else if let section {
                outline.captionLabels[index] = next(caption.kind, in: section)
            }
            if let label = outline.captionLabels[index] {
                outline.figuresAndTables.append(.init(label: label, text: caption.text))
            }
        }
    }

    private mutating func next(_ kind: CaptionLabel.Kind, in section: String) -> CaptionLabel {
        var label: CaptionLabel
        repeat {
            let count = counts["\(kind.rawValue) \(section)", default: 0] + 1
            counts["\(kind.rawValue) \(section)"] = count
            label = CaptionLabel(kind: kind, number: "\(section)-\(count)")
        } while !anchors.insert(label.anchor).inserted
        label.id = label.anchor
        return label
    }

    /// Lets the next number of the section follow on one that the author wrote.
    private mutating func count(_ label: CaptionLabel) {
        guard let hyphen = label.number.lastIndex(of: "-") else { return }
        let section = "\(label.kind.rawValue) \(label.number[..<hyphen])"
        let digits = label.number[label.number.index(after: hyphen)...].prefix(while: \.isNumber)
        counts[section] = max(counts[section] ?? 0, Int(digits) ?? 0)
    }
}
