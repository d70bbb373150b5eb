import FrameworkModel
import LinkResolution

extension PageComposer {
    func compose(_ product: Product, _ page: inout PageContent, _ body: inout PageBody) {
        if !product.certificates.isEmpty { page.scripts = [Self.commentScript] }
        var facts = FactList()
        facts.append("Vendor", markedLink(to: product.vendor))
        facts.append("Newest statement", text: product.latestStatement.map { "Version \($0.version)" })
        facts.append("Product page", product.href.map { externalLink($0, $0) })
        facts.append("Also called", text: otherNames(of: product))
        body.append(aside: facts.list)
        body.append(prose(of: page.key))
        let sorted = product.statements.sorted { ($0.date, $0.version) > ($1.date, $1.version) }
        body.append(.integrationStatements, "Integration Statements", statements(sorted, of: product))
        body.append(
            .productLabels, "Product labels", labels(of: [product], "Certificates of \(product.name)") { _ in true })
        body.append(.testedAt, "Tested at", testsByEvent(of: product.key, name: product.name))
    }

    /// The statements, the newest first. Statements say what their vendor claims, and no more.
    private func statements(_ statements: [Product.Statement], of product: Product) -> HTML {
        guard !statements.isEmpty else { return HTML() }
        var html: HTML = """
            <p>What the vendor says that each version supports; IHE certifies none of it. An Integration Statement has the form of \
            Appendix F of the General Introduction.</p>

            """
        for statement in statements {
            let href = statement.href.map { " · \(externalLink($0, "The vendor's document"))" as HTML } ?? HTML()
            html += "<h3>Version \(statement.version)</h3>\n"
            html += "<p class=\"use-count\">\(time(statement.date))\(href)</p>\n"
            var table = DataTable("\(product.name) \(statement.version)", columns: Self.claimColumns)
            for claim in statement.claims {
                let cells = cells(of: claim)
                table.append(cells[0], cells: Array(cells.dropFirst()))
            }
            html += table.html
        }
        return html
    }

    /// What laboratories have certified, the latest first.
    ///
    /// - Parameter isShown: Tells which certificates are meant.
    func labels(of products: [Product], _ caption: String, where isShown: (Product.Certificate) -> Bool) -> HTML {
        var table = DataTable(
            caption,
            columns: [
                "Product", "Version", "Laboratory", TableColumn("Valid from", class: "date"),
                TableColumn("Valid until", class: "date"), "Covers",
            ])
        let entries = products.flatMap { product in product.certificates.filter(isShown).map { (product, $0) } }
        for (product, certificate) in entries.sorted(by: { $0.1.from > $1.1.from }) {
            let covers = actorsByProfile(of: certificate.claims)
            let until = certificate.until.map { until -> HTML in
                """
                <time class="deadline" datetime="\(until)" data-from="\(certificate.from)" \
                data-states="expired|not yet valid|valid">\(until)</time>
                """
            }
            let report = certificate.href.map { " \(externalLink($0, "Report"))" as HTML } ?? HTML()
            table.append(
                markedLink(to: product), "\(certificate.version)\(report)", markedLink(to: certificate.laboratory),
                time(certificate.from), until ?? "–", covers.joined(separator: "<br>"))
        }
        return table.html
    }

    func composeRegistry(_ page: inout PageContent) {
        page.cssClass = "page-list page-list-product"
        let vendors = Set(framework.products.map(\.vendor.id))
        page.description =
            "\(count(framework.products.count, "product")) of \(count(vendors.count, "vendor")), with the profiles that each supports"
        page.showsContents = false
        page.scripts = [Address("assets/filter.js"), Address("assets/rows.js")]
        var form = FilterForm()
        form.appendList(
            "Vendor", "vendor",
            vendors.map { ($0, framework.organisations[$0]?.name ?? $0) }.sorted { identifierPrecedes($0.1, $1.1) })
        var body = PageBody()
        body += form.html(words: "Words", noun: "products")
        body += table(of: Array(framework.products), nil)
        page.take(body)
    }

    /// Products, by their vendors.
    ///
    /// - Parameter vendor: The vendor of all of them, which then need not be told; `nil` for several.
    func table(of products: [Product], _ vendor: Organisation?) -> HTML {
        var table = DataTable(
            vendor.map { "Products of \($0.name)" } ?? DefinitionKind.product.pluralLabel,
            columns: ["Product"] + (vendor == nil ? ["Vendor"] : [])
                + ["Newest statement", TableColumn("Date", class: "date"), "Profiles"])
        for product in products.sorted(by: { ($0.vendor.id, $0.name) < ($1.vendor.id, $1.name) }) {
            let latest = product.latestStatement
            let label: HTML =
                product.certificates.isEmpty ? HTML() : " <span class=\"badge badge-final-text\">Certified</span>"
            table.append(
                "\(markedLink(to: product))\(label)",
                cells: (vendor == nil ? [markedLink(to: product.vendor)] : []) + [
                    latest.map { "Version \($0.version)" } ?? "–", latest.map { time($0.date) } ?? "–",
                    profiles(of: latest?.claims ?? [], page: product.key),
                ],
                attributes: " data-row data-vendor=\"\(product.vendor.id)\"")
        }
        return table.html
    }

    /// The products that support what a page is about; of very many, the registry has all.
    ///
    /// - Parameter isMeant: Tells which claims are about it.
    func products(supporting key: DefinitionKey, where isMeant: (ProfileClaim) -> Bool) -> HTML {
        let products = framework.participation.productsByKey[key] ?? []
        let column: TableColumn = key.kind == .profile ? "Actors" : "Profiles"
        var table = DataTable(
            "Products that support \(framework[key]?.label ?? key.id)",
            columns: ["Product", "Vendor", "Version", column])
        for product in products.prefix(mostProducts) {
            for statement in product.statements.sorted(by: { $0.date > $1.date }).prefix(1) {
                let claims = statement.claims.filter(isMeant)
                guard !claims.isEmpty else { continue }
                table.append(
                    markedLink(to: product), markedLink(to: product.vendor), "\(statement.version)",
                    key.kind == .profile ? actors(of: claims) : profiles(of: claims, page: product.key))
            }
        }
        guard products.count > mostProducts, let address = addresses[.list(.product)] else { return table.html }
        return """
            \(table.html)<p><a href="\(address)">\(products.count - mostProducts) more in the product registry</a></p>

            """
    }
}

private let mostProducts = 40
