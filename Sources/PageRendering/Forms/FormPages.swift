import ContentReading
import FrameworkModel
import LinkResolution

/// The forms by which readers write to committees. They work without script and without anybody but the host that
/// `site.yml` names.
extension PageComposer {
    /// What the theme's forms do with script.
    static let formScript = Address("assets/form.js")

    /// A form; a word instead where nothing says where it goes, which is reported.
    ///
    /// - Parameters:
    ///   - place: Which of the same forms on its page it is, counted from 0.
    ///   - domain: The domain that is chosen.
    func html(of form: SiteForm, place: Int = 0, domain: String? = nil) -> HTML {
        guard let target = form.target(in: configuration) else {
            return "<p class=\"empty\">There is no form yet.</p>\n"
        }
        let id = place == 0 ? form.rawValue : "\(form.rawValue)-\(place + 1)"
        let fields =
            switch form {
            case .contact: contactFields(target, domain: domain)
            case .newsletter: newsletterFields(domain: domain)
            }
        return """
            \(note(on: target))<form class="site-form" id="\(id)" method="post"\(attributes(of: target, form))>
            <p class="form-lead">Everything is needed that is not marked as optional.</p>
            \(fields.map { $0.html(in: id) }.joined(separator: ""))\(trap(in: id, target))\
            <p><button type="submit">\(form == .contact ? "Send" : "Sign up")</button></p>
            </form>

            """
    }

    /// The contact page of a domain: the form with the domain chosen, which on a page that all share would need script.
    func composeContact(of id: String, _ page: inout PageContent) {
        guard let domain = framework.domains[id] else { return }
        page.cssClass = "page-contact"
        page.trail = [.list(.domain), .definition(domain.key)]
        page.placeInNavigation = .definition(domain.key)
        page.description = "Write to the committee of \(domain.name)"
        page.scripts = [Self.formScript]
        page.showsContents = false
        var body = PageBody()
        let other = domain.contact.map { " The committee can also be reached at \(contactLink($0))." as HTML } ?? HTML()
        body += """
            <p>What you write here goes to those who look after the domain \(link(to: domain, text: domain.name)).\(other)</p>

            """
        body += html(of: .contact, domain: id)
        page.take(body)
    }

    // MARK: Fields

    private func contactFields(_ target: FormTarget, domain: String?) -> [FormField] {
        let topics = target.topics.isEmpty ? Self.topics : target.topics
        let fields: [FormField?] = [
            FormField(
                name: "name", label: "Your name", error: "Write your name, so that the answer can use it.",
                control: .line(type: "text", autocomplete: "name")),
            mailField,
            FormField(
                name: "topic", label: "Topic", error: "Choose what it is about.",
                control: .choice(
                    [("", "Choose a topic")] + topics.map { ($0, $0) }, chosen: domain == nil ? nil : topics.first)),
            domainField(chosen: domain),
            FormField(
                name: "message", label: "Message", hint: "At most 5000 characters.", error: "Write your message.",
                control: .text),
        ]
        return fields.compactMap(\.self)
    }

    private func newsletterFields(domain: String?) -> [FormField] {
        let fields: [FormField?] = [
            mailField, domainField(chosen: domain),
            FormField(
                name: "consent", label: "Send me news by mail, until I sign off", error: "Tick this to sign up.",
                control: .consent),
        ]
        return fields.compactMap(\.self)
    }

    private var mailField: FormField {
        FormField(
            name: "email", label: "Your mail address", hint: "Such as name@example.org.",
            error: "Write a whole mail address, with an @.", control: .line(type: "email", autocomplete: "email"))
    }

    /// `nil` where the site has no domains, as that of an affiliate.
    private func domainField(chosen: String?) -> FormField? {
        guard !framework.domains.isEmpty else { return nil }
        return FormField(
            name: "domain", label: "Domain",
            control: .choice(
                [("", "No domain in particular")] + framework.domains.map { ($0.id, $0.name) }, chosen: chosen))
    }

    private static let topics = [
        "A profile, transaction or other text", "A draft in public comment", "Testing", "Membership", "Events",
        "This site",
    ]

    // MARK: Where it goes

    private func attributes(of target: FormTarget, _ form: SiteForm) -> HTML {
        switch target.address {
        case .endpoint(let address): return " action=\"\(address)\" accept-charset=\"utf-8\""
        case .mail(let address):
            let subject = "\(configuration.title): \(form == .contact ? "contact" : "newsletter")"
            return
                " action=\"mailto:\(urlEncoded(address))?subject=\(Address(subject).encoded)\" enctype=\"text/plain\""
        }
    }

    private func note(on target: FormTarget) -> HTML {
        var html = HTML()
        if target.isExample {
            html += """
                <p class="example-note"><strong>Example.</strong> This form is not connected: nobody reads what is sent.</p>

                """
        }
        if case .mail(let address) = target.address {
            html += """
                <p>The form opens your mail program with what you wrote. You can as well write to <a \
                href="mailto:\(urlEncoded(address))">\(address)</a>.</p>

                """
        }
        return html
    }

    /// A field that readers don't see and programs that send advertisements fill in: who receives the form drops what has
    /// it. A mail has nobody who could.
    private func trap(in id: String, _ target: FormTarget) -> HTML {
        guard case .endpoint = target.address else { return HTML() }
        return """
            <div class="field-trap" aria-hidden="true"><label for="\(id)-website">Leave this empty</label><input type="text" \
            id="\(id)-website" name="website" tabindex="-1" autocomplete="off"></div>

            """
    }
}
