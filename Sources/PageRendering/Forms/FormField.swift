/// A field of a form with its label, a hint and what is said where it can't be sent: all without script. A browser shows the
/// error by `:user-invalid`; a script adds to that what only screen readers need.
struct FormField {
    /// The name that the field is sent under, and its place in the form.
    let name: String
    let label: String
    /// What stands below the label; empty where there is nothing to say.
    var hint = ""
    /// What is said of a value that can't be sent; empty for a field that may hold anything.
    var error = ""
    let control: Control

    enum Control {
        /// A line of text, with HTML's type and what browsers fill in.
        case line(type: String, autocomplete: String)
        case text
        /// What is chosen from; the first is there for nothing chosen.
        case choice([(value: String, label: String)], chosen: String?)
        case consent
    }

    /// The field.
    ///
    /// - Parameter form: The identifier of the form, which those of its fields begin with.
    func html(in form: String) -> HTML {
        let id = "\(form)-\(name)"
        let required: HTML = error.isEmpty ? HTML() : " required data-error=\"\(id)-error\""
        let described: HTML = hint.isEmpty ? HTML() : " aria-describedby=\"\(id)-hint\""
        let attributes: HTML = " id=\"\(id)\" name=\"\(name)\"\(required)\(described)"
        let optional: HTML = error.isEmpty ? " <span class=\"field-optional\">(optional)</span>" : HTML()
        let label: HTML = "<label for=\"\(id)\">\(label)\(optional)</label>\n"
        let hintText: HTML = hint.isEmpty ? HTML() : "<p class=\"field-hint\" id=\"\(id)-hint\">\(hint)</p>\n"
        let errorText: HTML = error.isEmpty ? HTML() : "<p class=\"field-error\" id=\"\(id)-error\">\(error)</p>\n"
        if case .consent = control {
            return """
                <div class="field field-consent">\(control.html(attributes))\(label)\(hintText)\(errorText)</div>

                """
        }
        return "<div class=\"field\">\(label)\(hintText)\(control.html(attributes))\(errorText)</div>\n"
    }
}

extension FormField.Control {
    fileprivate func html(_ attributes: HTML) -> HTML {
        switch self {
        case .line(let type, let autocomplete):
            return "<input type=\"\(type)\"\(attributes) autocomplete=\"\(autocomplete)\" maxlength=\"200\">\n"
        case .text: return "<textarea\(attributes) rows=\"8\" maxlength=\"5000\"></textarea>\n"
        case .choice(let choices, let chosen):
            let options = choices.map { value, label -> HTML in
                let selected: HTML = value == chosen ? " selected" : HTML()
                return "<option value=\"\(value)\"\(selected)>\(label)</option>"
            }
            return "<select\(attributes)>\(options.joined(separator: ""))</select>\n"
        case .consent: return "<input type=\"checkbox\"\(attributes) value=\"yes\">\n"
        }
    }
}
