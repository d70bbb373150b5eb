/// Words that are in nearly every text, and those with which a question begins. They are not looked for, and a name is
/// the same without them. The theme's `search-words.js` has the same.
enum StopWords {
    static let all = Set(
        """
        a an and are as at be by can could do does for from has have how if in into is it its may me must my of on or \
        shall should that the their there these they this those to was we what when where which who whose why will with \
        would you your
        """.split(separator: " ").map { Array($0.utf8) })
}
