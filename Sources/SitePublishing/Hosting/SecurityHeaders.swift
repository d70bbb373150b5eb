/// The headers with which the pages of a site are to be served: the tests serve it with those that it is published with.
public enum SecurityHeaders {
    /// What pages may load and do: files of the site, no script or style that stands in a page, nothing of other sites.
    public static let contentSecurityPolicy = """
        default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; \
        form-action 'self'; base-uri 'none'; frame-ancestors 'none'
        """

    /// The headers of every file, in their order.
    static let all: [(name: String, value: String)] = [
        ("Content-Security-Policy", contentSecurityPolicy),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "strict-origin-when-cross-origin"),
        ("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
    ]

    /// How long browsers may keep what stands under a name with a hash: a year, without asking again.
    static let immutable = "public, max-age=31536000, immutable"
    /// Pages and all else are asked for anew each time.
    static let revalidated = "public, max-age=0, must-revalidate"
}
