// Guidelines of organisations: drafted from a released one, edited, approved by a second person, withdrawn.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import type { Call } from '#platform/http/types.ts'
import type { Held, Unit } from '#platform/journal/index.ts'
import type * as api from '../../api/guidelines.ts'
import { guidelineRecord } from '../../events/resolvers.ts'
import type { Guideline, OwnGuideline } from '../../model/guideline.ts'
import { checkGuideline } from '../../rules/guideline/check.ts'
import { type GuidelineEvent, whyNot } from '../../rules/guideline/lifecycle.ts'
import { alike } from '../../rules/parts/differing.ts'
import { guidelinePage } from '../../store/resolvers.ts'
import type { ResolverArea } from './area.ts'
import { organisationOf, type ShownGuideline, shown, shownGuideline } from './shown.ts'

export async function listGuidelines(
  area: ResolverArea,
  filter: InputOf<typeof api.listGuidelines>,
  call: Call,
): Promise<Reply<OutputOf<typeof api.listGuidelines>>> {
  const own = await guidelinePage(area.room.journal, call.view, filter)
  const released = [...area.data.guidelines.values()].map((text) => ({
    text,
    findings: checkGuideline(text, area.data.known),
  }))
  return done({ released, own: own.map((held) => shownGuideline(area, held)) })
}

const idForm = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

/** A released guideline by its name, or the record of an organisation's own. */
export async function findGuideline(
  { room, data }: ResolverArea,
  which: string,
  call: Call,
): Promise<{ text: Guideline; own: Held<OwnGuideline> | null } | null> {
  const released = data.guidelines.get(which)
  if (released) return { text: released, own: null }
  const own = idForm.test(which) ? await room.journal.reads.one(guidelineRecord, call.view, which) : undefined
  return own ? { text: own.state.text, own } : null
}

export async function getGuideline(
  area: ResolverArea,
  { guideline }: InputOf<typeof api.getGuideline>,
  call: Call,
): Promise<Reply<OutputOf<typeof api.getGuideline>>> {
  const found = await findGuideline(area, guideline, call)
  if (!found) return refuse('unknown', `There is no guideline ${guideline} that you may read.`)
  const findings = checkGuideline(found.text, area.data.known)
  return done({ text: found.text, findings, own: found.own ? shown(found.own) : null })
}

export function draftGuideline(
  area: ResolverArea,
  { from, text, organisation, marking }: InputOf<typeof api.draftGuideline>,
  call: Call,
): Promise<Reply<ShownGuideline>> {
  return area.room.journal.commit(call.writer, async (unit) => {
    const person = namedPerson(unit, call)
    const whose = await organisationOf(area, unit, organisation)
    const known = [...area.data.guidelines.keys()].join(', ')
    const begun = text ?? area.data.guidelines.get(from ?? 'union-dns-failover')
    if (!begun) return unit.refuse('no-such-guideline', `Released are ${known}.`, '/from')
    const body = { organisation: whose, text: begun, person }
    const { held } = await unit.open(guidelineRecord, 'sustain.guidelineDrafted', body, marking ? { marking } : {})
    return done(shownGuideline(area, held))
  })
}

export function changeGuideline(
  area: ResolverArea,
  { id, version, text }: InputOf<typeof api.changeGuideline>,
  call: Call,
): Promise<Reply<ShownGuideline>> {
  return area.room.journal.commit(call.writer, async (unit) => {
    const person = namedPerson(unit, call)
    const before = await take(unit, id, 'edit', person)
    const changed = Object.entries(text).filter(
      ([name, value]) => !alike(before.state.text[name as keyof Guideline], value),
    )
    if (before.version === version && changed.length === 0) return unit.refuse('nothing-to-change')
    const body = { text: Object.fromEntries(changed), person }
    const { held } = await unit.append(guidelineRecord, 'sustain.guidelineChanged', id, body, {
      expectedVersion: version,
    })
    return done(shownGuideline(area, held))
  })
}

export function approveGuideline(
  area: ResolverArea,
  { id, version }: InputOf<typeof api.approveGuideline>,
  call: Call,
): Promise<Reply<ShownGuideline>> {
  return area.room.journal.commit(call.writer, async (unit) => {
    const person = namedPerson(unit, call)
    const before = await take(unit, id, 'approve', person)
    const [error] = checkGuideline(before.state.text, area.data.known).filter(({ level }) => level === 'error')
    if (error) return unit.refuse('guideline-contradicts', `${error.where}: ${error.says}`)
    const { held } = await unit.append(
      guidelineRecord,
      'sustain.guidelineApproved',
      id,
      { person },
      { expectedVersion: version },
    )
    return done(shownGuideline(area, held))
  })
}

export function withdrawGuideline(
  area: ResolverArea,
  { id, version, reason }: InputOf<typeof api.withdrawGuideline>,
  call: Call,
): Promise<Reply<ShownGuideline>> {
  return area.room.journal.commit(call.writer, async (unit) => {
    const person = namedPerson(unit, call)
    await take(unit, id, 'withdraw', person)
    const { held } = await unit.append(
      guidelineRecord,
      'sustain.guidelineWithdrawn',
      id,
      { person, reason },
      { expectedVersion: version },
    )
    return done(shownGuideline(area, held))
  })
}

function namedPerson(unit: Unit, call: Call): string {
  return call.reader.person ?? unit.refuse('person-needed')
}

async function take(unit: Unit, id: string, event: GuidelineEvent, person: string): Promise<Held<OwnGuideline>> {
  const before = await unit.read(guidelineRecord, id)
  if (!before) return unit.refuse('unknown', `There is no guideline ${id} that you may read.`)
  const no = whyNot(before.state, event, person)
  return no ? unit.refuse(no.refusal, no.why) : before
}
