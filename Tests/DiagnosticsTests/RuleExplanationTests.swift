import Testing

@testable import Diagnostics

@Suite struct RuleExplanationTests {
    private let guide = """
        # Checks

        Text.

        ## missing-section

        A chapter lacks a section. Readers look
        for it.

        Another paragraph.

        ````markdown
        ## Overview

        ```xml
        <a/>
        ```
        ````

        ```text
        warning: something [missing-section]
        ```

        Write the section,
        soon.

        ## no-such-rule

        ## broken-link

        This one is not whole.
        """

    @Test func aSectionIsReadInItsParts() throws {
        let explanations = RuleExplanation.read(guide)
        #expect(explanations.map(\.rule) == [.missingSection])
        let explanation = try #require(explanations.first)
        #expect(explanation.about == "A chapter lacks a section. Readers look for it.\nAnother paragraph.")
        #expect(explanation.summary == "A chapter lacks a section.")
        #expect(explanation.language == "markdown")
        #expect(explanation.example == "## Overview\n\n```xml\n<a/>\n```\n")
        #expect(explanation.report == "warning: something [missing-section]")
        #expect(explanation.wayOut == "Write the section, soon.")
        #expect(explanation.markdown.hasPrefix("A chapter"))
        #expect(explanation.markdown.hasSuffix("soon."))
    }

    @Test func aTerminalGetsLinesOfItsWidth() throws {
        let explanation = try #require(RuleExplanation.read(guide).first)
        #expect(
            explanation.text(width: 30) == """
                missing-section (warning)

                A chapter lacks a section.
                Readers look for it.

                Another paragraph.

                For example:

                    ## Overview
                    ```xml
                    <a/>
                    ```

                is reported as

                    warning: something [missing-section]

                The way out: Write the
                section, soon.

                """)
    }
}
