// Two sides learn which targets both have, and nothing of the others but how many there are (private set intersection after Diffie and
// Hellman; Huberman, Franklin and Hogg, 1999). Each file in turn is handed over by people, so that no side needs the other's network.
import { randomUUID } from 'node:crypto'
import Type, { type Static, type TSchema } from 'typebox'
import { Compile } from 'typebox/compile'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import { targetKinds } from '../model/targets/target.ts'
import { nameTarget } from '../rules/targets/names.ts'
import { blind, bytesAt, countOf, keyFrom, newSecret, pointAt, pointsOf } from './blind.ts'

/** More than that nobody compares at once: a long list of guesses is a way to ask for what the other side has. */
export const mostCompared = 200_000

const closed = { additionalProperties: false } as const
const Points = Type.String({ maxLength: Math.ceil((mostCompared * 32) / 3) * 4, pattern: '^[A-Za-z0-9+/]*={0,2}$' })
const Session = Type.String({ pattern: '^[0-9a-f-]{36}$' })
const form = Type.Literal('tocsin-compare-1')
export const Offer = Type.Object({ form, step: Type.Literal('offer'), session: Session, points: Points }, closed)
export const Answer = Type.Object(
  { form, step: Type.Literal('answer'), session: Session, yours: Points, points: Points },
  closed,
)
export const Finish = Type.Object({ form, step: Type.Literal('finish'), session: Session, yours: Points }, closed)
/** What each side keeps to itself. */
export const Kept = Type.Object(
  {
    form,
    step: Type.Literal('kept'),
    session: Session,
    secret: Type.String({ maxLength: 64 }),
    /** In the order in which their points were sent. */
    names: Type.Array(Type.String(), { maxItems: mostCompared }),
    /** What the other side sent, blinded by both; only whoever answered has it. */
    theirs: Type.Union([Points, Type.Null()]),
  },
  closed,
)
export type Offer = Static<typeof Offer>
export type Answer = Static<typeof Answer>
export type Finish = Static<typeof Finish>
export type Kept = Static<typeof Kept>
export interface Overlap {
  both: string[]
  ours: number
  theirs: number
}

const encoded = (points: Buffer) => points.toString('base64')
const decoded = (text: string) => Buffer.from(text, 'base64')
const same = { form: 'tocsin-compare-1' as const }

/** Targets one a line: `market.example`, or `wallet,1A2b…` with the kind before the name. Lines that begin with # are none. */
export function readTargets(text: string): Reply<string[]> {
  const names = new Set<string>()
  for (const [at, line] of text.split(/\r?\n/).entries()) {
    const said = line.trim()
    if (said === '' || said.startsWith('#')) continue
    const [, before, after] = /^([a-z]+),(.+)$/.exec(said) ?? []
    const kind = targetKinds.find((one) => one === before)
    const guessed = /^[0-9.]+$|:/.test(said) ? 'address' : 'domain'
    const it = nameTarget(kind ?? guessed, kind ? (after ?? '') : said)
    if (!it.ok) return refuse('no-target', `Line ${at + 1}, ${said.slice(0, 80)}: ${it.why}`)
    // A host and a domain of one name are one target.
    names.add(`${kind === 'host' ? 'domain' : (kind ?? guessed)} ${it.name}`)
  }
  if (names.size === 0) return refuse('no-target', 'There is no target in the list.')
  if (names.size > mostCompared)
    return refuse('no-target', `There are ${names.size} targets; at most ${mostCompared} are compared.`)
  return done([...names])
}

/** Sorted by what is sent, so that the order tells nothing of the list. */
function blinded(names: readonly string[], secret: string): { points: Buffer; names: string[] } {
  const points = blind(pointsOf(names), keyFrom(secret))
  const order = names.map((name, at) => ({ name, bytes: bytesAt(points, at) }))
  order.sort((a, b) => Buffer.compare(a.bytes, b.bytes))
  return { points: Buffer.concat(order.map(({ bytes }) => bytes)), names: order.map(({ name }) => name) }
}

export function offer(targets: readonly string[]): { kept: Kept; offer: Offer } {
  const secret = newSecret()
  const session = randomUUID()
  const { points, names } = blinded(targets, secret)
  return {
    kept: { ...same, step: 'kept', session, secret, names, theirs: null },
    offer: { ...same, step: 'offer', session, points: encoded(points) },
  }
}

export function answer(targets: readonly string[], given: Offer): Reply<{ kept: Kept; answer: Answer }> {
  const secret = newSecret()
  const theirs = blindGiven(given.points, secret)
  if (!theirs.ok) return theirs
  const { points, names } = blinded(targets, secret)
  const { session } = given
  return done({
    kept: { ...same, step: 'kept', session, secret, names, theirs: encoded(theirs.value) },
    answer: { ...same, step: 'answer', session, yours: encoded(theirs.value), points: encoded(points) },
  })
}

export function finish(kept: Kept, given: Answer): Reply<{ overlap: Overlap; finish: Finish }> {
  if (kept.session !== given.session) return refuse('other-session', 'The answer is to another offer.')
  const mine = decoded(given.yours)
  if (countOf(mine) !== kept.names.length)
    return refuse('bad-file', `${kept.names.length} targets were offered and ${countOf(mine)} came back.`)
  const theirs = blindGiven(given.points, kept.secret)
  if (!theirs.ok) return theirs
  const { session } = kept
  return done({
    overlap: overlapOf(kept.names, mine, theirs.value),
    finish: { ...same, step: 'finish', session, yours: encoded(theirs.value) },
  })
}

export function conclude(kept: Kept, given: Finish): Reply<Overlap> {
  if (kept.session !== given.session) return refuse('other-session', 'The file is of another comparison.')
  const mine = decoded(given.yours)
  if (kept.theirs === null || countOf(mine) !== kept.names.length)
    return refuse('bad-file', `${kept.names.length} targets were sent and ${countOf(mine)} came back.`)
  return done(overlapOf(kept.names, mine, decoded(kept.theirs)))
}

function blindGiven(text: string, secret: string): Reply<Buffer> {
  const points = decoded(text)
  if (points.length === 0 || points.length % 32 !== 0 || countOf(points) > mostCompared)
    return refuse('bad-file', 'The file holds no whole list of points.')
  const seen = new Set<string>()
  for (let at = 0; at < countOf(points); at++) seen.add(pointAt(points, at))
  if (seen.size !== countOf(points)) return refuse('bad-file', 'A point stands in the file twice.')
  try {
    return done(blind(points, keyFrom(secret)))
  } catch {
    return refuse('bad-file', 'A point in the file is none that an honest side sends.')
  }
}

function overlapOf(names: readonly string[], mine: Buffer, theirs: Buffer): Overlap {
  const there = new Set<string>()
  for (let at = 0; at < countOf(theirs); at++) there.add(pointAt(theirs, at))
  const both = names.filter((_, at) => there.has(pointAt(mine, at))).sort()
  return { both, ours: names.length, theirs: countOf(theirs) }
}

/** A file of one of these forms, or why it is none. */
export function readStep<S extends TSchema>(schema: S, text: string): Reply<Static<S>> {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return refuse('bad-file', 'It is no JSON.')
  }
  const check = Compile(schema)
  if (check.Check(value)) return done(value)
  const [fault] = check.Errors(value)
  return refuse('bad-file', `It is not what is asked for: ${fault?.instancePath || '/'} ${fault?.message ?? ''}`)
}
