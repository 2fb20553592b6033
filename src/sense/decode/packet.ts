// Headers of one packet: from the link to IP, and from IP to ports. Shared by sFlow samples and capture files.

/** How a packet begins. Numbers of capture files (tcpdump.org/linktypes); sFlow's protocols are turned into these. */
export const link = { null: 0, ethernet: 1, raw: 101, loop: 108, sll: 113, ipv4: 228, ipv6: 229, sll2: 276 } as const

const mostTags = 4
const mostLabels = 8
const mostExtensions = 8

const etherIpv4 = 0x0800
const etherIpv6 = 0x86dd

/** Where the IP header stands, or -1: it is no IP packet, of a link we do not know, or cut off before. */
export function findIp(view: DataView, at: number, end: number, kind: number): number {
  switch (kind) {
    case link.ethernet:
      return at + 14 > end ? -1 : behindTags(view, at + 12, end)
    case link.raw:
    case 12: // the same on BSD
    case 14:
    case link.ipv4:
    case link.ipv6:
      return at
    case link.null:
    case link.loop:
      // A family in four bytes, of the byte order of some machine; the version that stands in the packet says the same.
      return at + 4
    case link.sll:
      return at + 16 > end ? -1 : behindTags(view, at + 14, end)
    case link.sll2:
      if (at + 20 > end) return -1
      return isIp(view.getUint16(at))
        ? at + 20
        : view.getUint16(at) === 0x8100
          ? behindTags(view, at + 20 + 2, end)
          : -1
    default:
      return -1
  }
}

function isIp(type: number): boolean {
  return type === etherIpv4 || type === etherIpv6
}

/** From an EtherType past VLAN tags (802.1Q, 802.1ad) and MPLS labels (RFC 3032) to what they carry. */
function behindTags(view: DataView, at: number, end: number): number {
  let place = at
  for (let tags = 0; tags <= mostTags; tags++) {
    if (place + 2 > end) return -1
    const type = view.getUint16(place)
    if (isIp(type)) return place + 2
    if (type === 0x8847 || type === 0x8848) return behindLabels(view, place + 2, end)
    // PPPoE session (RFC 2516): six bytes, then two that say what PPP carries.
    if (type === 0x8864) return place + 10 > end ? -1 : behindPpp(view, place + 8)
    if (type !== 0x8100 && type !== 0x88a8 && type !== 0x9100) return -1
    place += 4
  }
  return -1
}

function behindPpp(view: DataView, at: number): number {
  const protocol = view.getUint16(at)
  return protocol === 0x0021 || protocol === 0x0057 ? at + 2 : -1
}

function behindLabels(view: DataView, at: number, end: number): number {
  let place = at
  for (let labels = 0; labels < mostLabels; labels++) {
    if (place + 4 > end) return -1
    const bottom = view.getUint8(place + 2) & 1
    place += 4
    if (bottom === 1) return place
  }
  return -1
}

/** What an IP packet says; filled again for each packet. Addresses and payload are places in the view. */
export interface IpPacket {
  family: 4 | 6
  source: number
  destination: number
  protocol: number
  /** Not the first fragment: there are no ports in it. */
  laterFragment: boolean
  /** Any fragment of a packet that was cut. */
  fragment: boolean
  sourcePort: number
  destinationPort: number
  tcpFlags: number
  /** What follows the IP headers, and where the packet ends by its own length. That may be behind what was captured. */
  payload: number
  ends: number
}

export function createIpPacket(): IpPacket {
  return {
    family: 4,
    source: 0,
    destination: 0,
    protocol: 0,
    laterFragment: false,
    fragment: false,
    sourcePort: 0,
    destinationPort: 0,
    tcpFlags: 0,
    payload: 0,
    ends: 0,
  }
}

/** False where the header is not whole, or is none. What follows it may be cut off: then ports and flags are 0. */
export function readIp(view: DataView, at: number, end: number, into: IpPacket): boolean {
  if (at < 0 || at + 1 > end) return false
  const version = view.getUint8(at) >>> 4
  const good = version === 4 ? readIp4(view, at, end, into) : version === 6 && readIp6(view, at, end, into)
  if (good) readPorts(view, end, into)
  return good
}

function readIp4(view: DataView, at: number, end: number, into: IpPacket): boolean {
  if (at + 20 > end) return false
  const header = (view.getUint8(at) & 15) * 4
  if (header < 20) return false
  const cut = view.getUint16(at + 6)
  into.family = 4
  into.source = at + 12
  into.destination = at + 16
  into.protocol = view.getUint8(at + 9)
  into.laterFragment = (cut & 0x1fff) !== 0
  into.fragment = (cut & 0x3fff) !== 0
  into.payload = at + header
  into.ends = at + view.getUint16(at + 2)
  return true
}

function readIp6(view: DataView, at: number, end: number, into: IpPacket): boolean {
  if (at + 40 > end) return false
  into.family = 6
  into.source = at + 8
  into.destination = at + 24
  into.laterFragment = false
  into.fragment = false
  into.ends = at + 40 + view.getUint16(at + 4)
  let next = view.getUint8(at + 6)
  let place = at + 40
  for (let headers = 0; headers < mostExtensions && isExtension(next) && place + 8 <= end; headers++) {
    const following = view.getUint8(place)
    const length = view.getUint8(place + 1)
    if (next === 44) {
      const cut = view.getUint16(place + 2)
      into.fragment = (cut & 0xfff9) !== 0
      into.laterFragment = (cut & 0xfff8) !== 0
      place += 8
    } else {
      // The authentication header counts in four bytes (RFC 4302), the others in eight.
      place += next === 51 ? (length + 2) * 4 : (length + 1) * 8
    }
    next = following
    if (into.laterFragment) break
  }
  into.protocol = next
  into.payload = place
  return true
}

/** Hop-by-hop, routing, fragment, authentication, destination options, mobility, HIP, Shim6. */
function isExtension(next: number): boolean {
  return (
    next === 0 ||
    next === 43 ||
    next === 44 ||
    next === 51 ||
    next === 60 ||
    next === 135 ||
    next === 139 ||
    next === 140
  )
}

function readPorts(view: DataView, end: number, into: IpPacket): void {
  into.sourcePort = 0
  into.destinationPort = 0
  into.tcpFlags = 0
  const { protocol, payload } = into
  // TCP, UDP, DCCP, SCTP, UDP-Lite
  const hasPorts = protocol === 6 || protocol === 17 || protocol === 33 || protocol === 132 || protocol === 136
  if (into.laterFragment || !hasPorts || payload + 4 > end) return
  into.sourcePort = view.getUint16(payload)
  into.destinationPort = view.getUint16(payload + 2)
  if (protocol === 6 && payload + 14 <= end) into.tcpFlags = view.getUint8(payload + 13)
}
