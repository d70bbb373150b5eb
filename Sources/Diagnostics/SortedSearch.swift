extension RandomAccessCollection {
    /// The first position from which on all elements fulfil a condition that those before do not.
    public func partition(from isBeyond: (Element) -> Bool) -> Index {
        var start = startIndex
        var count = count
        while count > 0 {
            let half = count / 2
            let middle = index(start, offsetBy: half)
            if isBeyond(self[middle]) {
                count = half
            } else {
                start = index(after: middle)
                count -= half + 1
            }
        }
        return start
    }
}
