// What a peer may say about agreements, and every lie about it: refused by name, with nothing written.
import { expect, test } from 'vitest'
import type { Held, Unit } from '#platform/journal/index.ts'
import { canonicalJson } from '#platform/journal/proof/index.ts'
import type { Agreement, AgreementSignature, AgreementTerms } from '../../model/agreement.ts'
import type { AgreementPart } from '../../model/letter.ts'
import type { Peer } from '../../model/peer.ts'
import type { Letter } from '../../model/wire.ts'
import { agreementContext, signedWords } from '../../rules/agreements/check-terms.ts'
import { takeAgreementPart } from './arrive.ts'
import type { AgreementRoom } from './room.ts'

const us = '0198f000-0000-7000-8000-00000000000a'
const them = '0198f000-0000-7000-8000-00000000000b'
const third = '0198f000-0000-7000-8000-00000000000c'
const home = '0198f000-0000-7000-8000-0000000000aa'
const theirs = '0198f000-0000-7000-8000-0000000000bb'
const id = '0198f000-0000-7000-8000-0000000000cc'
const signs = { ed25519: 'A', mlDsa65: 'B' }

/** A signature that only fits what was signed, by a sign that nobody takes for cryptography. */
const seal = (context: string, value: unknown) => `${context} ${canonicalJson(value)}`
const terms = (more: Partial<AgreementTerms> = {}): AgreementTerms => ({
  ...{ v: 1, id, version: 1, title: 'Agreed', purpose: 'To warn each other.', realm: 'live' },
  parties: [
    { node: them, organisation: theirs, name: 'South' },
    { node: us, organisation: home, name: 'North' },
  ],
  flows: [
    {
      ...{ from: them, to: us, kinds: ['warnings'], highest: 'AMBER', trigger: { when: 'always' } },
      ...{ responseMinutes: null, formats: ['envelopes/1'], retentionDays: null },
    },
  ],
  ...{ contacts: [], fallback: 'Call.', limits: { lettersPerMinute: 10, kilobytesPerSecond: null }, basis: [] },
  ...{ validFrom: '2027-01-01', reviewOn: '2028-01-01', endsOn: null },
  ...more,
})
function signed(given: AgreementTerms, more: Partial<AgreementSignature> = {}): AgreementSignature {
  const by = { node: them, person: 'Sofia', function: 'Head', at: '2027-03-10T09:45:00.000Z', ...more }
  const ed25519 = seal(agreementContext, signedWords(given, by))
  return { ...by, signs: more.signs ?? signs, signature: more.signature ?? { ed25519, mlDsa65: '' } }
}
const part = (given: AgreementTerms, more: Partial<AgreementPart> = {}): AgreementPart => ({
  ...{ part: 'agreement', id: given.id, version: given.version, act: 'proposed', terms: given },
  ...{ signatures: [signed(given)], at: '2027-03-10T09:45:00.000Z' },
  ...more,
})

const peer = (status: Peer['status'] = 'trusted') =>
  ({
    id: them,
    state: { status, name: 'South', organisation: theirs, card: { content: { signs } } },
  }) as unknown as Held<Peer>

/** How many proposals of theirs are open; whether the id is in use. */
function roomWith(open = 0, taken = false): AgreementRoom {
  const rows = { limit: () => ({ executeTakeFirst: async () => (taken ? { id } : undefined) }) }
  const sql = { selectFrom: () => ({ select: () => ({ where: () => rows }) }) }
  return {
    room: {
      journal: { nodeId: us, home, sql },
      trust: {
        ownCard: async () => ({ content: { node: us, organisation: { id: home, name: 'North' } } }),
        verify: (context: string, value: unknown, signature: { ed25519: string }) =>
          signature.ed25519 === seal(context, value),
      },
    },
    kinds: { severities: [{ value: 'red', label: 'red' }] },
    standing: {
      agreements: async () => Array.from({ length: open }, () => ({ state: { peer: them, status: 'proposed' } })),
    },
  } as unknown as AgreementRoom
}

interface Taking {
  held?: Partial<Agreement>
  from?: Held<Peer>
  realm?: string
  room?: AgreementRoom
  letter?: Letter
}

async function take(
  given: AgreementPart,
  { held, from = peer(), realm = 'live', room = roomWith(), letter }: Taking = {},
) {
  const wrote: string[] = []
  const write = async (_record: unknown, kind: string) => void wrote.push(kind)
  const state = held && { peer: them, signatures: [], next: null, suspendedByPeer: null, ...held }
  const unit = {
    read: async () => (state ? { id, realm, state } : undefined),
    open: write,
    append: write,
  } as unknown as Unit
  const head = letter ?? ({ head: { realm } } as unknown as Letter)
  const refused = await takeAgreementPart(room)(unit, from, given, head)
  if (refused && wrote.length > 0) throw new Error('It was refused after something was written.')
  return refused?.refusal ?? wrote.join()
}

test('a proposal that is signed by the believed keys over exactly these terms is taken', async () => {
  expect(await take(part(terms()))).toBe('federate.agreementReceived')
})

test.each([
  [
    'by other keys',
    part(terms(), { signatures: [signed(terms(), { signs: { ed25519: 'X', mlDsa65: 'Y' } })] }),
    'forged-signature',
  ],
  ['over other terms', part(terms({ fallback: 'Shout.' }), { signatures: [signed(terms())] }), 'forged-signature'],
  [
    'under another name',
    part(terms(), { signatures: [{ ...signed(terms()), person: 'Somebody else' }] }),
    'forged-signature',
  ],
  [
    'at a moment that is none',
    part(terms(), { signatures: [signed(terms(), { at: '2027-13-40T00:00:00Z' })] }),
    'forged-signature',
  ],
  ['by a third node', part(terms(), { signatures: [signed(terms(), { node: third })] }), 'not-signed'],
  ['by nobody', part(terms(), { signatures: [] }), 'not-signed'],
] as const)('signed %s it is refused', async (_name, given, refusal) => {
  expect(await take(given)).toBe(refusal)
})

test('terms that name another node or another organisation of ours or theirs are refused', async () => {
  const [south, north] = terms().parties
  const between = (one: typeof south, other: typeof north) => part(terms({ parties: [one, other] }))
  expect(await take(between({ ...south, node: third }, north))).toBe('wrong-parties')
  expect(await take(between({ ...south, organisation: third }, north))).toBe('wrong-parties')
  expect(await take(between(south, { ...north, organisation: third }))).toBe('wrong-parties')
  expect(await take(between(south, { ...north, node: third }))).toBe('wrong-parties')
})

test('terms of another realm, another id, without words or with words that cannot stand are refused', async () => {
  expect(await take(part(terms({ realm: 'exercise:storm' })))).toBe('wrong-realm')
  expect(await take(part(terms()), { realm: 'exercise:storm' })).toBe('wrong-realm')
  expect(await take(part(terms(), { id: third }))).toBe('bad-terms')
  expect(await take(part(terms(), { version: 2 }))).toBe('bad-terms')
  const { terms: _words, ...bare } = part(terms())
  expect(await take(bare)).toBe('bad-terms')
  expect(await take(part(terms({ validFrom: '2027-02-30' })))).toBe('bad-terms')
  const flow = terms().flows.map((one) => ({ ...one, to: third }))
  expect(await take(part(terms({ flows: flow })))).toBe('bad-terms')
})

test('who is not trusted is not heard, and nobody speaks about the agreement of somebody else', async () => {
  expect(await take(part(terms()), { from: peer('revoked') })).toBe('not-trusted')
  const ended = part(terms(), { act: 'ended', signatures: [] })
  expect(await take(ended, { held: { peer: third, status: 'in-force', terms: terms() } })).toBe('unknown-agreement')
  expect(await take(ended)).toBe('unknown-agreement')
})

test('an id that is in use for something else is not taken over, and a flood of proposals is stopped, in one letter too', async () => {
  expect(await take(part(terms()), { room: roomWith(0, true) })).toBe('id-taken')
  expect(await take(part(terms()), { room: roomWith(20) })).toBe('too-many')
  const letter = { head: { realm: 'live' } } as unknown as Letter
  const answers: string[] = []
  for (let n = 0; n < 22; n++) {
    const each = terms({ id: `0198f000-0000-7000-8000-0000000001${String(n).padStart(2, '0')}` })
    answers.push(await take(part(each), { letter }))
  }
  expect(answers.filter((one) => one === 'too-many')).toHaveLength(2)
})

test('their word about what is in force counts once, and never puts anything in force', async () => {
  const word = (act: AgreementPart['act']) => part(terms(), { act, signatures: [], reason: 'So it is.' })
  const stands: Partial<Agreement> = { status: 'in-force', terms: terms() }
  expect(await take(word('suspended'), { held: stands })).toBe('federate.agreementSuspended')
  expect(await take(word('ended'), { held: stands })).toBe('federate.agreementEnded')
  expect(await take(word('ended'), { held: { ...stands, status: 'ended' } })).toBe('')
  expect(await take(word('suspended'), { held: { ...stands, status: 'draft' } })).toBe('wrong-state')
  // Ours: only we resume it.
  const stopped = { by: 'person:1', at: '2027-03-10T09:45:00.000Z', reason: 'So it is.' }
  const ours = { ...stands, status: 'suspended' as const, suspended: stopped, suspendedByPeer: null }
  expect(await take(word('resumed'), { held: ours })).toBe('')
  expect(await take(word('resumed'), { held: { ...ours, suspendedByPeer: stopped } })).toBe('federate.agreementResumed')
})

test('a signature of theirs counts under words that we have signed, and what they took back binds nobody', async () => {
  const ourSignature = signed(terms(), { node: us })
  const proposed: Partial<Agreement> = { status: 'proposed', terms: terms(), signatures: [ourSignature] }
  expect(await take(part(terms(), { act: 'signed' }), { held: proposed })).toBe('federate.agreementSigned')
  expect(await take(part(terms(), { act: 'signed' }), { held: { ...proposed, status: 'draft', signatures: [] } })).toBe(
    'wrong-state',
  )
  const both: Partial<Agreement> = {
    status: 'in-force',
    terms: terms(),
    signatures: [signed(terms()), ourSignature],
    history: [],
  }
  const back = part(terms(), { act: 'declined', signatures: [], reason: 'We took it back.' })
  expect(await take(back, { held: both })).toBe('federate.revisionUndone')
  expect(await take(back, { held: { ...both, signatures: [ourSignature, signed(terms())] } })).toBe('wrong-state')
})
