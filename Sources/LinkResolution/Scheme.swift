/// Where the scheme ends that an address begins with (RFC 3986, section 3.1): the offset of its colon; `nil` where it
/// begins with none, as a relative link.
public func schemeEnd(of address: UnsafeBufferPointer<UInt8>) -> Int? {
    for (offset, byte) in address.enumerated() {
        let isLetter = (byte | 0x20) >= UInt8(ascii: "a") && (byte | 0x20) <= UInt8(ascii: "z")
        if isLetter { continue }
        guard offset > 0 else { return nil }
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."): continue
        default: return byte == UInt8(ascii: ":") ? offset : nil
        }
    }
    return nil
}
