/// The rules that content, theme and folders are held to. The raw value is the identifier that a report
/// prints in brackets and that an editor can look up; it never changes once released.
public enum Rule: String, Sendable, CaseIterable {
    // Files
    case unreadableFile = "unreadable-file"
    case notAFile = "not-a-file"
    case notAFolder = "not-a-folder"
    case symbolicLink = "symbolic-link"
    case emptyFile = "empty-file"
    case invalidUTF8 = "invalid-utf8"
    case unknownFileType = "unknown-file-type"

    // XML
    case malformedXML = "malformed-xml"
    case documentType = "document-type"
    case xmlEncoding = "xml-encoding"
    case schemaViolation = "schema-violation"

    // YAML
    case malformedYAML = "malformed-yaml"
    case wrongType = "wrong-type"
    case missingKey = "missing-key"
    case unknownKey = "unknown-key"
    case unclosedFrontMatter = "unclosed-front-matter"

    // Known problems, and inventories of other sites
    case malformedBaseline = "malformed-baseline"
    case malformedInventory = "malformed-inventory"

    // Model
    case duplicateIdentifier = "duplicate-id"
    case duplicateEntry = "duplicate-entry"
    case unknownIdentifier = "unknown-id"
    case roleMismatch = "role-mismatch"
    case groupingCycle = "grouping-cycle"
    case profileWithoutActors = "profile-without-actors"
    case transactionWithoutRoles = "transaction-without-roles"
    case unusedActor = "unused-actor"
    case missingGrouping = "missing-grouping"
    case similarNames = "similar-names"
    case numberMismatch = "number-mismatch"
    case statusMismatch = "status-mismatch"
    case impossibleDate = "impossible-date"
    case missingAddress = "missing-address"
    case foreignAddress = "foreign-address"
    case placeholderText = "placeholder-text"
    case proseWithoutDefinition = "prose-without-definition"

    // References in prose
    case unresolvedReference = "unresolved-reference"
    case ambiguousReference = "ambiguous-reference"
    case unresolvedCitation = "unresolved-citation"
    case brokenLink = "broken-link"
    case brokenAnchor = "broken-anchor"
    case unsafeAddress = "unsafe-address"
    case rawHTML = "raw-html"
    case unreadableHTML = "unreadable-html"
    case unknownDirective = "unknown-directive"
    case unclosedDirective = "unclosed-directive"
    case unknownClass = "unknown-class"
    case unusedFootnote = "unused-footnote"
    case missingAlt = "missing-alt"
    case unevenTable = "uneven-table"
    case unknownDiagramLine = "unknown-diagram-line"
    case misleadingLink = "misleading-link"
    case otherName = "other-name"
    case misspelledName = "misspelled-name"
    case repeatedWord = "repeated-word"

    // Chapters
    case missingSection = "missing-section"
    case duplicateNumber = "duplicate-number"

    // Amendments
    case invalidAmendment = "invalid-amendment"
    case amendmentTarget = "amendment-target"
    case amendmentConflict = "amendment-conflict"
    case outdatedAmendment = "outdated-amendment"

    // Addresses, theme and output
    case invalidAddress = "invalid-address"
    case addressCollision = "address-collision"
    case missingTheme = "missing-theme"
    case themeCycle = "theme-cycle"
    case malformedTemplate = "malformed-template"
    case foreignOutput = "foreign-output"
    case unwritableOutput = "unwritable-output"

    // Finished pages
    case brokenOutputLink = "broken-output-link"
    case duplicateAnchor = "duplicate-anchor"

    // Links to other sites
    case deadLink = "dead-link"
    case movedLink = "moved-link"
    case unreachableLink = "unreachable-link"

    /// The severity that the rule has unless a site says otherwise.
    public var severity: Severity {
        switch self {
        case .unknownFileType, .unknownKey, .roleMismatch, .groupingCycle, .profileWithoutActors,
            .transactionWithoutRoles, .unusedActor, .missingGrouping, .similarNames, .numberMismatch, .statusMismatch,
            .impossibleDate, .missingAddress, .foreignAddress, .placeholderText, .misleadingLink, .otherName,
            .misspelledName, .repeatedWord, .rawHTML, .unknownClass, .unusedFootnote, .missingAlt, .unevenTable,
            .unknownDiagramLine,
            .unresolvedCitation, .missingSection, .duplicateNumber, .outdatedAmendment,
            .deadLink, .movedLink, .unreachableLink:
            .warning
        default:
            .error
        }
    }
}
