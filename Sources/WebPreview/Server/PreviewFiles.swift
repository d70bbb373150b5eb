/// The files of the preview itself, below `PreviewFiles.folder`.
enum PreviewFiles {
    /// Where they stand: no page of a site has an address that begins so.
    static let folder = "-/preview/"

    private static let files: [String: [UInt8]] = [
        "": PackageResources.state_html,
        "preview.css": PackageResources.preview_css,
        "preview.js": PackageResources.preview_js,
        "preview-badge.js": PackageResources.preview_badge_js,
        "preview-connection.js": PackageResources.preview_connection_js,
        "preview-forms.js": PackageResources.preview_forms_js,
        "preview-memory.js": PackageResources.preview_memory_js,
        "preview-overlay.js": PackageResources.preview_overlay_js,
        "preview-parts.js": PackageResources.preview_parts_js,
        "preview-place.js": PackageResources.preview_place_js,
        "preview-reload.js": PackageResources.preview_reload_js,
        "preview-state.css": PackageResources.preview_state_css,
        "preview-state.js": PackageResources.preview_state_js,
        "preview-styles.js": PackageResources.preview_styles_js,
    ]

    /// A file, and its type.
    static func file(named name: String) -> (bytes: [UInt8], type: String)? {
        files[name].map { ($0, name.isEmpty ? ContentType.html : ContentType.of(name)) }
    }
}
