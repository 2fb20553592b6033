// Names as points of Curve25519: the map Elligator 2 (RFC 9380, section 6.7.1, as the suite curve25519_XMD:SHA-512_ELL2_NU_ has it), of which
// the u coordinate is enough. Every point is on the curve itself, never on its twist: which of the two it were would tell something.
import { createHash } from 'node:crypto'

const p = 2n ** 255n - 19n
const A = 486_662n
const mask = p + 18n // 2^255 - 1

const mod = (x: bigint): bigint => {
  // 2^255 is 19 more than a multiple of p: what stands above the 255 bits comes back 19-fold.
  const folded = (x & mask) + 19n * (x >> 255n)
  const again = (folded & mask) + 19n * (folded >> 255n)
  return again >= p ? again - p : again
}
const square = (x: bigint, times = 1): bigint => {
  let out = x
  for (let n = 0; n < times; n++) out = mod(out * out)
  return out
}

/** Whether it is a square, by x^((p-1)/2): the exponent is 2^254 - 10, mostly ones, so it is built by doubling. */
function isSquare(x: bigint): boolean {
  const x2 = mod(square(x) * x)
  const x4 = mod(square(x2, 2) * x2)
  const x5 = mod(square(x4) * x)
  const x10 = mod(square(x5, 5) * x5)
  const x20 = mod(square(x10, 10) * x10)
  const x40 = mod(square(x20, 20) * x20)
  const x50 = mod(square(x40, 10) * x10)
  const x100 = mod(square(x50, 50) * x50)
  const x200 = mod(square(x100, 100) * x100)
  const x250 = mod(square(x200, 50) * x50)
  const six = square(mod(square(x) * x))
  return mod(square(x250, 4) * six) <= 1n
}

function inverse(x: bigint): bigint {
  let [a, b, u, v] = [mod(x), p, 1n, 0n]
  while (a > 1n) {
    const q = b / a
    ;[b, a] = [a, b - q * a]
    ;[v, u] = [u, v - q * u]
  }
  return ((u % p) + p) % p
}

/** u coordinates for field elements, 32 bytes each, little-endian. One inversion for all of them (Montgomery's trick). */
export function toCurve(elements: readonly bigint[]): Buffer[] {
  const below = elements.map((r) => {
    const t = mod(2n * mod(r * r))
    return t === p - 1n ? 1n : mod(1n + t)
  })
  const products: bigint[] = []
  let all = 1n
  for (const d of below) {
    products.push(all)
    all = mod(all * d)
  }
  let back = inverse(all)
  const points: Buffer[] = new Array(elements.length)
  for (let at = elements.length - 1; at >= 0; at--) {
    const d = below[at] as bigint
    const inverted = mod(back * (products[at] as bigint))
    back = mod(back * d)
    points[at] = bytesOf(pointFor(mod((p - A) * inverted)))
  }
  return points
}

function pointFor(x: bigint): bigint {
  const gx = mod(mod(mod(x * x) * (x + A)) + x)
  return isSquare(gx) ? x : mod(2n * p - x - A)
}

function bytesOf(x: bigint): Buffer {
  return Buffer.from(x.toString(16).padStart(64, '0'), 'hex').reverse()
}

/** hash_to_field of one element (RFC 9380, section 5.2) by expand_message_xmd with SHA-512, 48 bytes. */
export function toField(message: string, domain: string): bigint {
  const tag = Buffer.from(domain)
  const dst = Buffer.concat([tag, Buffer.from([tag.length])])
  const sha = (...parts: Buffer[]) => createHash('sha512').update(Buffer.concat(parts)).digest()
  const first = sha(Buffer.alloc(128), Buffer.from(message), Buffer.from([0, 48, 0]), dst)
  const bytes = sha(first, Buffer.from([1]), dst).subarray(0, 48)
  return BigInt(`0x${bytes.toString('hex')}`) % p
}
