import LinkResolution

/// A page before the theme's shell is put around it.
public struct PageContent: Sendable {
    public let key: PageKey
    public let address: Address
    /// The page that search engines are to show in the place of this one.
    var canonical: Address
    /// The theme's template for the page.
    var template = PageShell.Template.page
    /// The page's only `h1`.
    public var title: String
    /// The number of the chapter that the page is; empty for other pages.
    public var number = ""
    /// What the page is about, such as "Actor"; empty for plain pages.
    public var kind = ""
    /// One or two sentences for lists and search engines.
    public var description = ""
    public var badges = HTML()
    /// The definition, below the title.
    public var lead = HTML()
    /// Everything below.
    public var body = HTML()
    public var headings: [Heading] = []
    /// Anchors besides those of headings.
    public var ids: [String] = []
    /// Where in the body sections begin.
    private(set) var sections = SectionStarts()
    /// Whether the page shows its contents; an A-Z index has its letters.
    public var showsContents = true
    /// The way from the home page, without the page itself.
    public var trail: [PageKey] = []
    /// The page whose place in the side navigation this one has; `nil` for its own.
    var placeInNavigation: PageKey?
    /// What the page says, for programs: a file beside it for each format of its key.
    var data: [DataFormat: [UInt8]] = [:]
    /// The page whose feed this one names to feed readers.
    var feed: PageKey?
    /// The scripts that the page loads besides those of every page, in their order.
    var scripts: [Address] = []
    /// What the theme tells the kind of page by.
    public var cssClass = ""

    /// The data of the page in the order of its formats.
    var dataFiles: [(format: DataFormat, bytes: [UInt8])] {
        key.dataFormats.compactMap { format in data[format].map { (format, $0) } }
    }

    /// Takes over a body with its anchors.
    mutating func take(_ finished: PageBody) {
        body = finished.html
        headings = finished.headings
        ids = finished.ids
        sections = finished.sections
    }

    init(_ key: PageKey, _ address: Address, title: String) {
        self.key = key
        self.address = address
        canonical = address
        self.title = title
    }
}
