import ContentReading

/// The headers with which the pages of a site are to be served: the tests serve it with those that it is published with.
public enum SecurityHeaders {
    /// What pages may load and do: files of the site, no script or style that stands in a page, nothing of other sites.
    ///
    /// - Parameter forms: Where forms of the site go: pages may send them there, and nowhere else.
    public static func contentSecurityPolicy(forms: [FormTarget] = []) -> String {
        let sources = ["'self'"] + Set(forms.compactMap(\.policySource)).sorted()
        return """
            default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; \
            form-action \(sources.joined(separator: " ")); base-uri 'none'; frame-ancestors 'none'
            """
    }

    /// The headers of every file, in their order.
    static func all(forms: [FormTarget]) -> [(name: String, value: String)] {
        [
            ("Content-Security-Policy", contentSecurityPolicy(forms: forms)),
            ("X-Content-Type-Options", "nosniff"),
            ("Referrer-Policy", "strict-origin-when-cross-origin"),
            ("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
            ("Cross-Origin-Opener-Policy", "same-origin"),
        ]
    }

    /// How long browsers may keep what stands under a name with a hash: a year, without asking again.
    static let immutable = "public, max-age=31536000, immutable"
    /// Pages and all else are asked for anew each time.
    static let revalidated = "public, max-age=0, must-revalidate"
}

extension FormTarget {
    /// What a policy calls the place that the form goes to (CSP Level 3, section 2.3.1); `nil` for one of the own host.
    fileprivate var policySource: String? {
        switch address {
        case .mail: return "mailto:"
        case .endpoint(let url):
            guard url.hasPrefix("https://") else { return nil }
            let host = url.dropFirst("https://".count).prefix { $0.isLetter || $0.isNumber || "-.:[]".contains($0) }
            return "https://\(host)"
        }
    }
}
