// What kind of file is it? Told from its first bytes; a name can say anything.
const magic: readonly { type: string; at: number; bytes: readonly number[] }[] = [
  { type: 'application/pdf', at: 0, bytes: ascii('%PDF-') },
  { type: 'image/png', at: 0, bytes: [0x89, ...ascii('PNG'), 0x0d, 0x0a] },
  { type: 'image/jpeg', at: 0, bytes: [0xff, 0xd8, 0xff] },
  { type: 'image/gif', at: 0, bytes: ascii('GIF8') },
  { type: 'image/webp', at: 8, bytes: ascii('WEBP') },
  { type: 'application/gzip', at: 0, bytes: [0x1f, 0x8b] },
  { type: 'application/zip', at: 0, bytes: [...ascii('PK'), 3, 4] },
  { type: 'application/zip', at: 0, bytes: [...ascii('PK'), 5, 6] },
  { type: 'application/x-7z-compressed', at: 0, bytes: [...ascii('7z'), 0xbc, 0xaf, 0x27, 0x1c] },
  { type: 'application/vnd.rar', at: 0, bytes: ascii('Rar!') },
  { type: 'application/x-xz', at: 0, bytes: [0xfd, ...ascii('7zXZ')] },
  { type: 'application/zstd', at: 0, bytes: [0x28, 0xb5, 0x2f, 0xfd] },
  { type: 'application/vnd.tcpdump.pcap', at: 0, bytes: [0xd4, 0xc3, 0xb2, 0xa1] },
  { type: 'application/vnd.tcpdump.pcap', at: 0, bytes: [0xa1, 0xb2, 0xc3, 0xd4] },
  { type: 'application/vnd.tcpdump.pcap', at: 0, bytes: [0x4d, 0x3c, 0xb2, 0xa1] },
  { type: 'application/x-pcapng', at: 0, bytes: [0x0a, 0x0d, 0x0d, 0x0a] },
  { type: 'application/vnd.microsoft.portable-executable', at: 0, bytes: ascii('MZ') },
  { type: 'application/x-elf', at: 0, bytes: [0x7f, ...ascii('ELF')] },
  { type: 'application/x-ole-storage', at: 0, bytes: [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1] },
  { type: 'application/vnd.sqlite3', at: 0, bytes: ascii('SQLite format 3') },
  { type: 'application/x-tar', at: 257, bytes: ascii('ustar') },
]

function ascii(text: string): number[] {
  return [...text].map((letter) => letter.charCodeAt(0))
}

/** `head`: up to the first 4096 bytes. Markup is called text: nobody is asked to run it. */
export function mediaTypeOf(head: Uint8Array): string {
  const known = magic.find(({ at, bytes }) => bytes.every((byte, n) => head[at + n] === byte))
  if (known) return known.type
  return isText(head) ? 'text/plain' : 'application/octet-stream'
}

function isText(head: Uint8Array): boolean {
  if (head.length === 0) return false
  if (head.some((byte) => byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d && byte !== 0x1b)) return false
  try {
    // `stream` lets a character be cut at the end of what was read.
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true })
    return true
  } catch {
    return false
  }
}
