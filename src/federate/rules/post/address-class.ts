// Where something came from, coarsely: the address of a sender says nothing about who it is, and is not kept.
const addressClasses = ['this-machine', 'private-network', 'internet', 'file', 'fetched', 'unknown'] as const
export type AddressClass = (typeof addressClasses)[number]

export function addressClass(address: string): AddressClass {
  const plain = address.toLowerCase().replace(/^::ffff:/, '')
  if (plain === '::1' || plain.startsWith('127.')) return 'this-machine'
  const four = plain.split('.').map(Number)
  if (four.length === 4 && four.every((part) => Number.isInteger(part) && part >= 0 && part < 256)) {
    const [a = 0, b = 0] = four
    const closed = a === 10 || (a === 172 && b >= 16 && b < 32) || (a === 192 && b === 168) || (a === 169 && b === 254)
    return closed || (a === 100 && b >= 64 && b < 128) ? 'private-network' : 'internet'
  }
  if (!plain.includes(':')) return 'unknown'
  return plain.startsWith('fc') || plain.startsWith('fd') || plain.startsWith('fe8') ? 'private-network' : 'internet'
}
