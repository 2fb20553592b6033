// Signed notes against the published note of golang.org/x/mod/sumdb/note, and checkpoints against all that could be wrong.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type Checkpoint,
  checkpointText,
  cosignCheckpoint,
  originOf,
  parseCheckpoint,
  type SignedCheckpoint,
  signCheckpoint,
  verifyCheckpoint,
} from './checkpoint.ts'
import { sha256 } from './merkle.ts'
import {
  formatVerifierKey,
  parseNote,
  parseVerifierKey,
  signingKey,
  signNote,
  verifierKey,
  verifyNote,
} from './signed-note.ts'

const goKey = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW'
const goSeed = Buffer.from('AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz', 'base64').subarray(1)
const goText = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
const goNote = `${goText}\n\u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n`

function value<T>(reply: { ok: true; value: T } | { ok: false; refusal: string }): T {
  if (!reply.ok) throw new Error(reply.refusal)
  return reply.value
}

describe('the published note', () => {
  it('verifies under the published key', () => {
    const key = value(parseVerifierKey(goKey))
    const note = value(parseNote(goNote))
    expect(note.text).toBe(goText)
    expect(value(verifyNote(note, [key]))).toEqual([key])
  })

  it('comes out byte for byte when its text is signed with the published seed', () => {
    const key = signingKey('PeterNeumann', goSeed)
    expect(formatVerifierKey(key)).toBe(goKey)
    expect(signNote(goText, [key])).toBe(goNote)
  })

  it('does not verify with one letter of the text changed', () => {
    const note = value(parseNote(goNote.replace('answer', 'Answer')))
    expect(verifyNote(note, [value(parseVerifierKey(goKey))])).toMatchObject({ ok: false, refusal: 'false-signature' })
  })

  it('has a key that is refused when cut anywhere, or with any letter changed', () => {
    for (let i = 0; i < goKey.length; i++) {
      expect(parseVerifierKey(goKey.slice(0, i)).ok).toBe(false)
      expect(parseVerifierKey(goKey.slice(i + 1)).ok).toBe(false)
      const next = String.fromCharCode(goKey.charCodeAt(i) + 1)
      expect(parseVerifierKey(goKey.slice(0, i) + next + goKey.slice(i + 1)).ok).toBe(false)
    }
    // From the same test suite: a key of another length, and another algorithm, both with a key id that fits.
    expect(parseVerifierKey('PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==').ok).toBe(
      false,
    )
    const other = parseVerifierKey('PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW')
    expect(other).toMatchObject({ ok: false, refusal: 'unknown-algorithm' })
  })
})

const origin = originOf('018f0000-0000-7000-8000-000000000001')
const logKey = signingKey(origin, sha256(Buffer.from('log')))
const peerKey = signingKey('peer.example/witness', sha256(Buffer.from('peer')))
const root = sha256(Buffer.from('root'))
const checkpoint: Checkpoint = { origin, size: 42, root, time: '2025-03-10T09:45:00.000Z', extensions: [] }
const signedText = signCheckpoint(checkpoint, [logKey])
const parsed = (text: string): SignedCheckpoint => value(parseCheckpoint(text))

describe('a checkpoint', () => {
  it('has the three lines of the specification, the time, a blank line and the signature', () => {
    const lines = signedText.split('\n')
    expect(lines.slice(0, 5)).toEqual([
      origin,
      '42',
      Buffer.from(root).toString('base64'),
      `time ${checkpoint.time}`,
      '',
    ])
    expect(lines[5]).toMatch(new RegExp(`^\u2014 ${origin} [A-Za-z0-9+/]+=*$`))
    expect(lines.length).toBe(7)
  })

  it('reads back as what was signed, and verifies', () => {
    const back = parsed(signedText)
    expect(back).toMatchObject({ origin, size: 42, time: checkpoint.time, extensions: [] })
    expect(Buffer.from(back.root)).toEqual(Buffer.from(root))
    expect(value(verifyCheckpoint(back, origin, [verifierKey(origin, logKey.publicKey)])).length).toBe(1)
  })

  it("keeps the log's signature when a peer co-signs, and shows both", () => {
    const both = parsed(cosignCheckpoint(parsed(signedText), peerKey))
    expect(value(verifyCheckpoint(both, origin, [peerKey, logKey])).map((key) => key.name)).toEqual([
      origin,
      peerKey.name,
    ])
    expect(verifyCheckpoint(both, origin, [peerKey])).toMatchObject({ ok: false, refusal: 'unsigned' })
  })

  it('is refused when only strangers signed it, or when it is of another log', () => {
    expect(verifyCheckpoint(parsed(signedText), origin, [peerKey])).toMatchObject({ ok: false, refusal: 'unsigned' })
    expect(verifyCheckpoint(parsed(signedText), 'tocsin/other', [logKey])).toMatchObject({
      refusal: 'foreign-checkpoint',
    })
    const impostor = signingKey(origin, sha256(Buffer.from('another seed')))
    expect(verifyCheckpoint(parsed(signedText), origin, [impostor])).toMatchObject({ refusal: 'unsigned' })
  })

  it("is refused when a known peer's signature is false, though the log's is good", () => {
    const elsewhere = parsed(signCheckpoint({ ...checkpoint, size: 43 }, [peerKey])).note.signatures
    const mixed = parsed(signNote(checkpointText(checkpoint), [logKey], elsewhere))
    expect(verifyCheckpoint(mixed, origin, [logKey, peerKey])).toMatchObject({ ok: false, refusal: 'false-signature' })
    expect(verifyCheckpoint(mixed, origin, [logKey]).ok).toBe(true)
  })

  it('gains nothing by an edit of the parsed fields', () => {
    const back = parsed(signedText)
    for (const edit of [
      { size: 41 },
      { root: sha256(root) },
      { time: null },
      { origin: 'tocsin/x' },
      { extensions: ['a'] },
    ]) {
      expect(verifyCheckpoint({ ...back, ...edit }, origin, [logKey])).toMatchObject({
        refusal: 'malformed-checkpoint',
      })
    }
  })

  it('is refused with any one character changed', () => {
    fc.assert(
      fc.property(
        fc.nat(signedText.length - 1),
        fc.constantFrom('a', 'B', '0', '\n', ' ', '+', '\u2014'),
        (at, letter) => {
          const text = signedText.slice(0, at) + letter + signedText.slice(at + 1)
          const back = parseCheckpoint(text)
          expect(back.ok && verifyCheckpoint(back.value, origin, [logKey]).ok).toBe(text === signedText)
        },
      ),
      { numRuns: 500 },
    )
  })

  const head = `${origin}\n42\n${Buffer.from(root).toString('base64')}\n`
  const malformed: [name: string, text: string][] = [
    ['no signature', head],
    ['no blank line', head.slice(0, -1)],
    ['an empty origin', head.slice(origin.length)],
    ['a size with a leading zero', head.replace('\n42\n', '\n042\n')],
    ['a negative size', head.replace('\n42\n', '\n-1\n')],
    ['a size beyond 2^53', head.replace('\n42\n', '\n9999999999999999\n')],
    ['a short root', `${origin}\n42\n${Buffer.from(root).subarray(1).toString('base64')}\n`],
    ['a root in base64url without padding', head.replace('=\n', '\n')],
    ['two times', `${head}time 2025-03-10T09:45:00.000Z\ntime 2025-03-10T09:45:00.000Z\n`],
    ['a time without milliseconds', `${head}time 2025-03-10T09:45:00Z\n`],
    ['a day that does not exist', `${head}time 2025-02-30T09:45:00.000Z\n`],
    ['an empty extension line', `${head}\nx\n`],
    ['carriage returns', head.replaceAll('\n', '\r\n')],
  ]
  it.each(malformed)('is not read with %s', (name, text) => {
    const line = signedText.slice(signedText.indexOf('\u2014'))
    expect(parseCheckpoint(name.startsWith('no ') ? text : `${text}\n${line}`).ok).toBe(false)
  })

  it('is not read when it is far too long, or carries too many signatures', () => {
    expect(parseCheckpoint(signedText + 'x'.repeat(300_000)).ok).toBe(false)
    const line = signedText.slice(signedText.indexOf('\u2014'))
    expect(parseCheckpoint(signedText + line.repeat(15)).ok).toBe(true)
    expect(parseCheckpoint(signedText + line.repeat(64)).ok).toBe(false)
  })

  it('is not written with a field that could not be read back', () => {
    for (const edit of [
      { origin: '' },
      { origin: 'a\nb' },
      { size: -1 },
      { time: 'today' },
      { extensions: ['a\nb'] },
      { extensions: ['time x'] },
    ]) {
      expect(() => checkpointText({ ...checkpoint, ...edit })).toThrow(RangeError)
    }
    expect(() => signingKey('a name', root)).toThrow(RangeError)
    expect(() => signingKey('a+b', root)).toThrow(RangeError)
  })

  it("reads the specification's own example", () => {
    const example = `example.com/behind-the-sofa
20852163
CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

\u2014 example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
`
    expect(parsed(example)).toMatchObject({ origin: 'example.com/behind-the-sofa', size: 20_852_163, time: null })
  })
})
