// Ranges of addresses that overlap made into ones that do not, and those into pages that are fast to look up.

/** Prefixes as texts (`10.0.0.0/8`, `fc00::/7`) as ranges of the upper `bits` bits, all with one value. */
export function rangesOfPrefixes(prefixes, bits, value) {
  return prefixes.flatMap(({ prefix }) => {
    const [address, length] = prefix.split('/')
    const six = address.includes(':')
    const whole = six ? 128n : 32n
    const cut = whole - BigInt(bits)
    const from = (six ? number6(address) : number4(address)) >> cut
    const size = BigInt(bits) - BigInt(length)
    // Finer than what the table tells apart (such as ::1/128): not told.
    return size < 0n ? [] : [{ from, to: from + (1n << size), value }]
  })
}

const number4 = (text) => text.split('.').reduce((sum, part) => sum * 256n + BigInt(part), 0n)

function number6(text) {
  const [head, tail] = text.split('::').map((half) => half.split(':').filter(Boolean))
  const groups = [...head, ...Array(8 - head.length - (tail?.length ?? 0)).fill('0'), ...(tail ?? [])]
  return groups.reduce((sum, group) => sum * 65536n + BigInt(Number.parseInt(group, 16)), 0n)
}

/**
 * Sorted ranges without overlap that cover everything from 0 to 2^bits, equal neighbours joined, value 0 where nothing was
 * known. Where ranges overlap the smaller wins, since it is the more specific; of equal ones the last that was given.
 */
export function flatten(ranges, bits) {
  const sorted = ranges.map((range, order) => ({ ...range, order })).sort((a, b) => compare(a.from, b.from))
  const flat = [{ from: 0n, value: 0 }]
  let open = []
  let next = 0
  let at = 0n
  const end = 1n << bits
  while (at < end) {
    open = open.filter((range) => range.to > at)
    while (next < sorted.length && sorted[next].from <= at) open.push(sorted[next++])
    const winner = open.reduce((best, range) => (isMoreSpecific(range, best) ? range : best), undefined)
    const value = winner?.value ?? 0
    if (flat.at(-1).from === at) flat.at(-1).value = value
    else if (flat.at(-1).value !== value) flat.push({ from: at, value })
    let until = next < sorted.length ? sorted[next].from : end
    for (const range of open) if (range.to < until) until = range.to
    at = until
  }
  // The first may have become equal to the second.
  return flat.filter((range, n) => n === 0 || range.value !== flat[n - 1].value)
}

const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0)

function isMoreSpecific(range, other) {
  if (!other) return true
  const bySize = compare(range.to - range.from, other.to - other.from)
  return bySize < 0 || (bySize === 0 && range.order > other.order)
}

/** Entries below this are a value; from it on, they are the number of a group plus this. */
const groupBase = 256

/**
 * IPv4: one entry for each /16. Most are of one country; for the others a group of starts (lower 16 bits), padded by
 * repeating the last so that every group's length is a power of two and the search needs no bounds.
 */
export function pages4(flat) {
  const table = createTable()
  splitBy(flat, 65536, (page, pieces) => table.add(page, pieces, (from) => Number(from & 0xffffn)))
  return table.sections()
}

/**
 * IPv6: one entry for each /16, then groups by the second 16 bits; where a /32 is divided, a group of the third and fourth.
 */
export function pages6(flat) {
  const upper = createTable()
  const lower = createTable(Uint32Array)
  splitBy(flat, 2 ** 48, (page, pieces) => {
    const entries = []
    splitRuns(pieces, 32n, (BigInt(page) + 1n) * 2n ** 48n, (at, run) => {
      const entry = run.length === 1 ? run[0].value : groupBase + lower.group(run, (from) => Number(from & 0xffffffffn))
      if (entries.at(-1)?.value !== entry) entries.push({ from: at, value: entry })
    })
    upper.add(page, entries, (from) => Number((from >> 32n) & 0xffffn))
  })
  const { direct, ...rest } = upper.sections()
  const second = lower.sections()
  return { direct, ...rest, lowerPlaces: second.places, lowerStarts: second.starts, lowerValues: second.values }
}

/** Calls for each of 65,536 equal pages with the pieces of ranges within it. */
function splitBy(flat, pageSize, take) {
  const size = BigInt(pageSize)
  let at = 0
  for (let page = 0; page < 65536; page++) {
    const from = BigInt(page) * size
    while (at + 1 < flat.length && flat[at + 1].from <= from) at++
    const pieces = [{ from, value: flat[at].value }]
    for (let n = at + 1; n < flat.length && flat[n].from < from + size; n++) pieces.push(flat[n])
    take(page, pieces)
  }
}

/** Calls once for each run of pieces that lies within one network of 2^bits, or for the first of several equal ones. */
function splitRuns(pieces, bits, end, take) {
  const networkOf = (from) => (from >> bits) << bits
  for (let n = 0; n < pieces.length; ) {
    const network = networkOf(pieces[n].from)
    const run = []
    if (pieces[n].from > network) run.push({ from: network, value: pieces[n - 1].value })
    while (n < pieces.length && networkOf(pieces[n].from) === network) run.push(pieces[n++])
    take(network, run)
    const last = run.at(-1)
    const following = network + (1n << bits)
    // What comes after a divided network begins anew, unless the next piece begins there anyway.
    const rest = n === pieces.length ? following < end : pieces[n].from > following
    if (run.length > 1 && rest) take(following, [{ from: following, value: last.value }])
  }
}

function createTable(Starts = Uint16Array) {
  const direct = new Uint16Array(65536)
  const places = []
  const starts = []
  const values = []
  const group = (pieces, low) => {
    const size = 2 ** Math.ceil(Math.log2(pieces.length))
    places.push(starts.length * 32 + Math.log2(size))
    for (let n = 0; n < size; n++) {
      const piece = pieces[Math.min(n, pieces.length - 1)]
      starts.push(low(piece.from))
      values.push(piece.value)
    }
    return places.length - 1
  }
  return {
    group,
    add(page, pieces, low) {
      const entry = pieces.length === 1 ? pieces[0].value : groupBase + group(pieces, low)
      if (entry > 65535) throw new Error('More groups than a table of pages can name.')
      direct[page] = entry
    },
    sections: () => ({
      direct,
      // Where a group begins (times 32) and, in the lower five bits, how many halvings its search takes.
      places: Uint32Array.from(places),
      starts: Starts.from(starts),
      values: values.some((value) => value > 255) ? Uint16Array.from(values) : Uint8Array.from(values),
    }),
  }
}
