/// Numbers for words: each new one gets the next. Made of flat arrays, since most of an index's time goes into looking
/// up words.
struct WordTable {
    /// The number of a word plus one, at the first free place from its hash on; 0 is free. Half are free at least.
    private var places: [UInt32] = Array(repeating: 0, count: 1024)
    private var hashes: [UInt32] = []
    /// All words, one behind the other, and where each ends.
    private var bytes: [UInt8] = []
    private var ends: [Int] = []

    var count: Int { ends.count }

    subscript(number: Int) -> ArraySlice<UInt8> { bytes[(number == 0 ? 0 : ends[number - 1])..<ends[number]] }

    /// The number of a word.
    mutating func number(of word: ArraySlice<UInt8>) -> (number: Int, isNew: Bool) {
        word.withUnsafeBufferPointer { word in
            let hash = Self.hash(word)
            var place = Int(hash) & (places.count - 1)
            while places[place] != 0 {
                let number = Int(places[place]) - 1
                if hashes[number] == hash, isSame(number, word) { return (number, false) }
                place = (place + 1) & (places.count - 1)
            }
            bytes.append(contentsOf: word)
            ends.append(bytes.count)
            hashes.append(hash)
            places[place] = UInt32(ends.count)
            if ends.count * 2 > places.count { grow() }
            return (ends.count - 1, true)
        }
    }

    private func isSame(_ number: Int, _ word: UnsafeBufferPointer<UInt8>) -> Bool {
        let start = number == 0 ? 0 : ends[number - 1]
        guard ends[number] - start == word.count else { return false }
        for index in word.indices where bytes[start + index] != word[index] { return false }
        return true
    }

    private mutating func grow() {
        places = Array(repeating: 0, count: places.count * 2)
        for (number, hash) in hashes.enumerated() {
            var place = Int(hash) & (places.count - 1)
            while places[place] != 0 { place = (place + 1) & (places.count - 1) }
            places[place] = UInt32(number + 1)
        }
    }

    /// FNV-1a.
    private static func hash(_ word: UnsafeBufferPointer<UInt8>) -> UInt32 {
        var hash: UInt32 = 2_166_136_261
        for byte in word { hash = (hash ^ UInt32(byte)) &* 16_777_619 }
        // The low bits tell the place.
        return hash ^ (hash >> 15)
    }
}
