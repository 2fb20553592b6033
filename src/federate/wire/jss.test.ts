// Signatures of X.590 against the example of the standard, and against those who change something.
import { createPrivateKey, generateKeyPairSync, sign } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { type JsonObject, keyPrint, publicKeyFrom, publicKeyText, signJss, verifyJss } from './jss.ts'

/** Clause 7.1 and appendix II: the keys of the standard, for examples alone. */
const theirPublic = 'MCowBQYDK2VwAyEAubMonBfU9pvIbj5RCiWQLD45Jvu6mKr+kQXjvjW8ZkU'
const theirSecret = createPrivateKey({
  key: Buffer.from('MC4CAQAwBQYDK2VwBCIEIDnZ5bPmXnB3OfU/5fNVfxfr7iRZtqH06AZ3b6c6liTL', 'base64'),
  ...{ format: 'der', type: 'pkcs8' },
})
const theirValue = 'F1Sj4VcZlSt5GO3Bcu4izpCklj9DbKDNvc2Trpdznfqgv9HMPUGVtefMsHfTqel-dN20lUXsdoeD8PpVr1ssCg'
const hello: JsonObject = { statement: 'Hello signed world!', otherProperties: ['home', 'food'] }
const theirs = { hash_algorithm: 'sha-256', algorithm: 'Ed25519', public_key: theirPublic, value: theirValue }

test('the example of the standard holds, and is made again to the letter', () => {
  const held = verifyJss({ ...hello, signatures: [theirs] }, theirs)
  expect(held.ok && publicKeyText(held.value)).toBe(theirPublic)
  expect(signJss(hello, {}, theirSecret)).toEqual({ ...hello, signatures: [theirs] })
})

test('a signature stays as it is when others come to it, beside it or upon it', () => {
  const twice = signJss(signJss(hello, { signee: 'One' }, theirSecret), { signee: 'Two' }, theirSecret)
  const [one, two] = twice.signatures as JsonObject[]
  const countersigned = { ...one, signature: { algorithm: 'Ed25519', value: 'x' } }
  for (const signature of [one, two, countersigned]) expect(verifyJss(twice, signature ?? {}).ok).toBe(true)
})

describe('it does not hold', () => {
  const signed = signJss(hello, { signee: 'One', valid_until: '2027-01-01T00:00:00.000Z' }, theirSecret)
  const [good = {}] = signed.signatures as JsonObject[]
  const other = publicKeyText(generateKeyPairSync('ed25519').publicKey)
  const small = generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey
  test.each<[string, JsonObject, JsonObject, string]>([
    ['where the document was changed', { ...signed, statement: 'Hello!' }, good, 'not-intact'],
    ['where something was added to it', { ...signed, more: 1 }, good, 'not-intact'],
    ['where the name of the signer was changed', signed, { ...good, signee: 'Two' }, 'not-intact'],
    ['where it was made to last longer', signed, { ...good, valid_until: '2099-01-01T00:00:00.000Z' }, 'not-intact'],
    ['with another key', signed, { ...good, public_key: other }, 'not-intact'],
    ['with another hash', signed, { ...good, hash_algorithm: 'sha-512' }, 'not-intact'],
    ['with a value that is cut', signed, { ...good, value: String(good.value).slice(0, -4) }, 'not-intact'],
    ['with a value in another spelling', signed, { ...good, value: `${good.value}==` }, 'not-intact'],
    ['with no value', signed, { ...good, value: undefined }, 'not-intact'],
    ['with a shared secret', signed, { ...good, algorithm: 'HS256' }, 'unknown-algorithm'],
    ['with an algorithm called none', signed, { ...good, algorithm: 'none' }, 'unknown-algorithm'],
    ['with a broken hash', signed, { ...good, hash_algorithm: 'md5' }, 'unknown-algorithm'],
    ['with a key of another kind', signed, { ...good, algorithm: 'ES256' }, 'no-key'],
    [
      'with a key that is too short',
      signed,
      { ...good, algorithm: 'RS256', public_key: publicKeyText(small) },
      'no-key',
    ],
    ['with no key', signed, { ...good, public_key: undefined, thumbprint: 'x' }, 'no-key'],
    ['with a key elsewhere', signed, { ...good, public_key: undefined, cert_url: 'https://a.example/' }, 'no-key'],
    ['with a chain of rubbish', signed, { ...good, public_key: undefined, public_cert_chain: ['AAAA'] }, 'no-key'],
  ])('%s', (_title, document, signature, refusal) => {
    expect(verifyJss(document, signature)).toMatchObject({ ok: false, refusal })
  })
})

test.each([
  ['RS256', generateKeyPairSync('rsa', { modulusLength: 2048 }), 'sha256', {}],
  ['PS512', generateKeyPairSync('rsa', { modulusLength: 2048 }), 'sha512', { padding: 6, saltLength: 64 }],
  ['ES384', generateKeyPairSync('ec', { namedCurve: 'P-384' }), 'sha384', { dsaEncoding: 'ieee-p1363' as const }],
  ['Ed448', generateKeyPairSync('ed448'), null, {}],
] as const)('%s of others is read', async (algorithm, { publicKey, privateKey }, digest, how) => {
  const { createHash } = await import('node:crypto')
  const claims = { algorithm, hash_algorithm: 'sha-512', public_key: publicKeyText(publicKey) }
  // Written out by hand: what verifies must not be what signs.
  const text = `{"a":1,"signatures":[{"algorithm":"${algorithm}","hash_algorithm":"sha-512","public_key":"${claims.public_key}"}]}`
  const hash = Buffer.from(createHash('sha512').update(text).digest('hex'))
  const value = sign(digest, hash, { key: privateKey, ...how }).toString('base64url')
  expect(verifyJss({ a: 1 }, { ...claims, value }).ok).toBe(true)
  expect(verifyJss({ a: 2 }, { ...claims, value })).toMatchObject({ refusal: 'not-intact' })
})

test('a key is read with and without its first and last line, and has one fingerprint', () => {
  const pem = `-----BEGIN PUBLIC KEY-----\n${theirPublic}=\n-----END PUBLIC KEY-----\n`
  const prints = [pem, theirPublic, `${theirPublic}=`].map((text) => {
    const key = publicKeyFrom(text)
    return key.ok ? keyPrint(key.value) : key.detail
  })
  expect(new Set(prints).size).toBe(1)
  expect(prints[0]).toMatch(/^[0-9a-f]{64}$/)
  for (const bad of ['', 'AAAA', '{}', 'A'.repeat(30_000)]) expect(publicKeyFrom(bad).ok).toBe(false)
})
