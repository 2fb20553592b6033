// What the actions of handling work with: all kinds of record that can be marked lower, the guideline in force, and its marks.
import { createHash } from 'node:crypto'
import type { Id } from '#kernel/id.ts'
import { mayRead } from '#kernel/may-read.ts'
import { personOf, type Reader } from '#kernel/reader.ts'
import type { AnyRecord, Held, Unit } from '#platform/journal/index.ts'
import type { Advice } from '../../model/advice.ts'
import type { GuidelineData, GuidelineText } from '../../model/guideline.ts'
import { adviseMarking } from '../../rules/handling/advise.ts'
import { findClassified, type PreparedMarks } from '../../rules/handling/classified.ts'
import type { Gathered } from '../../store/handling/gather.ts'
import { guidelineInForce } from '../../store/handling/kept.ts'
import type { ShareRoom } from '../room.ts'

export interface HandlingRoom extends ShareRoom {
  kinds: ReadonlyMap<string, AnyRecord>
  /** Names of the kinds that the adviser looks at. */
  handled: readonly string[]
  guideline: GuidelineData
  marks: PreparedMarks
}

/** The law, sensors and the documents of this room say nothing of an event: how they are marked is no question of handling. */
const besides = new Set([
  'assess.law',
  'sense.sensor',
  'coordinate.obligation',
  'share.release',
  'share.guideline',
  'share.taxonomy',
  'share.taxonomyMapping',
  'share.taxonomyProposal',
  'share.voice',
  'share.practice',
  'share.practiceUse',
  'share.productOrigin',
])

export function handledKinds(kinds: Iterable<string>): string[] {
  return [...kinds].filter((name) => !name.startsWith('people.') && !besides.has(name)).sort()
}

export interface InForce {
  id: Id | null
  text: GuidelineText
  /** Names the rules: what was judged by others is judged again. */
  digest: string
}

/** The edition that this node adopted last in this realm; until there is one, the text that came with the software. */
export async function inForce(room: Pick<HandlingRoom, 'journal' | 'guideline'>, realm: string): Promise<InForce> {
  const held = await guidelineInForce(room.journal, realm)
  const text = held?.state.text ?? room.guideline.text
  const digest = createHash('sha256').update(JSON.stringify(text.rules)).digest('hex').slice(0, 16)
  return { id: held?.id ?? null, text, digest }
}

/** Advice on a record, as somebody may be shown it; without a reader nothing that bounds it is named. */
export function adviceFor(
  { marks }: Pick<HandlingRoom, 'marks'>,
  { text }: Pick<InForce, 'text'>,
  it: Gathered,
  reader: Reader | null,
): Advice {
  const bases = it.bases
    .filter((basis) => basis.realm === it.realm)
    .map((basis) => ({ ...basis, shown: reader !== null && mayRead(reader, it.realm, basis.marking) }))
  const like = bases.find(({ marking }) => sameMarking(marking, it.openedMarking))
  const { remarked } = it
  const marked = {
    by: remarked?.by ?? it.openedBy,
    at: remarked?.at ?? it.openedAt,
    remarked: remarked && { reason: remarked.reason },
    like: like ? { record: like.record, title: like.title, shown: like.shown } : null,
  }
  return adviseMarking(it, { marked, bases, rules: text.rules, marks })
}

function sameMarking(one: Gathered['marking'], other: Gathered['marking']): boolean {
  const key = ({ tlp, pap, owner, audience, persons, releasableTo }: Gathered['marking']) =>
    JSON.stringify([tlp, pap, owner, [...audience].sort(), [...persons].sort(), [...releasableTo].sort()])
  return key(one) === key(other)
}

export function seen(unit: Unit, held: Held<unknown>, version: number): void {
  if (held.version !== version)
    unit.refuse('stale-version', `You saw version ${version}; it is at version ${held.version}.`)
}

/** Nothing that carries a mark of classified information is kept by this room. `where`: a JSON pointer. */
export function refuseClassified(
  unit: Pick<Unit, 'refuse'>,
  { marks }: Pick<HandlingRoom, 'marks'>,
  texts: Record<string, string | undefined>,
): void {
  for (const [where, text] of Object.entries(texts)) {
    const mark = findClassified(text ?? '', marks).findings.find(({ is }) => is === 'mark')
    // The words themselves are not repeated: they would stand in logs.
    if (mark) unit.refuse('classified', `It carries a mark of the level ${mark.level}.`, where)
  }
}

export function bySomebody(actor: string): string {
  return actor.startsWith('person:') ? personOf(actor) : 'node'
}
