// Opens an assessment: an incident, or what is none yet, for one entity, with the profile of its organisation where there is one.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import { staysWithin } from '#kernel/stays-within.ts'
import type { Instant } from '#kernel/time.ts'
import { organisationRecord } from '#people/index.ts'
import type { Call } from '#platform/http/types.ts'
import { type Held, newestEntries, type Unit, type View } from '#platform/journal/index.ts'
import type * as api from '../../api/assessments.ts'
import type { AssessedEntity, Assessment } from '../../model/assessment.ts'
import type { Entity } from '../../model/entity.ts'
import type { ToldFacts } from '../../model/told.ts'
import type { Incident } from '../../model.ts'
import { judgementOf } from '../../rules/assessing/judgement-of.ts'
import { allProposals } from '../../rules/assessing/proposals.ts'
import { assessmentRecord } from '../../rules/assessment-record.ts'
import { checkMoment } from '../../rules/classify.ts'
import { incident } from '../../rules/incident.ts'
import { referenceOf } from '../../rules/reference.ts'
import type { SaidFacts } from '../../rules/said-facts.ts'
import { withTold } from '../../rules/said-facts.ts'
import { sourcesFor } from '../../store/assessment-sources.ts'
import { entityOf } from '../../store/assessments.ts'
import { nextNumber } from '../../store/incidents.ts'
import { markedLike, numbered } from '../desk.ts'
import { answered, knownToPerson } from './answers.ts'
import { letClocksFollow, mustBeJudged } from './judge-assessment.ts'
import type { AssessingRoom } from './room.ts'
import { namedServices } from './services.ts'

type Input = InputOf<typeof api.openAssessment>

export function openAssessment(
  room: AssessingRoom,
  input: Input,
  call: Call,
): Promise<Reply<OutputOf<typeof api.openAssessment>>> {
  return numbered(call.view.realm, () =>
    room.journal.commit(call.writer, async (unit) => {
      const about = input.incident ? await incidentOf(unit, input.incident) : undefined
      const organisation = input.organisation ?? (input.entity ? null : call.reader.organisation)
      const profile = organisation ? await entityOf(room.journal, unit.view, organisation) : undefined
      const blank: Assessment = {
        ...{ reference: '', year: Number(unit.now.slice(0, 4)), number: 1 },
        title: input.title ?? about?.state.title ?? 'Assessment',
        incident: about?.id ?? null,
        organisation,
        entity: await entityFor(room, unit.view, input.entity ?? {}, organisation, profile),
        ...{
          facts: {},
          services: namedServices(unit, [], input.services?.map((name) => ({ name })) ?? []),
          group: {},
          anchors: {},
        },
        judged: { at: unit.now, by: '', dataVersion: '', regimes: [] },
        ...{ closed: null, openedAt: unit.now, openedBy: '', changedAt: unit.now },
      }
      const law = room.law.current()
      const sources = () => sourcesFor(room.journal, unit.view, blank, room, unit.now)
      const said = await answered(
        unit,
        law,
        blank,
        input.answers ?? [],
        async () => allProposals(await sources()).facts,
      )
      const body = {
        title: blank.title,
        incident: blank.incident,
        organisation,
        entity: blank.entity,
        facts: { ...fromProfile(profile), ...said.facts },
        services: blank.services.map((one) => ({ ...one, facts: said.services[one.id] ?? {} })),
        group: said.group,
        anchors: input.awareness ? { awareness: awarenessSaid(unit, input.awareness) } : {},
      }
      const { verdict } = mustBeJudged(room, unit, law, {
        ...blank,
        ...body,
        facts: told(unit, body.facts),
        services: body.services.map((one) => ({ ...one, facts: told(unit, one.facts) })),
        group: told(unit, body.group),
        anchors: Object.fromEntries(
          Object.entries(body.anchors).map(([id, one]) => [id, [{ ...one, by: '', recordedAt: unit.now }]]),
        ),
      })
      const number = await nextNumber(room.journal, assessmentRecord.name, unit.view, blank.year)
      const reference = referenceOf('ASM', blank.year, number)
      const marked = about ? markedLike(room, unit.view, about, input.marking) : marking(input)
      const { entry, held } = await unit.open(
        assessmentRecord,
        'assess.assessmentOpened',
        { reference, year: blank.year, number, ...body, judged: judgementOf(verdict) },
        { ...marked, cause: about ? await newestEntries(room.journal, unit.view, [about.id]) : [] },
      )
      const borrowed = input.title === undefined || (input.answers ?? []).some((one) => one.source?.record)
      if (about && borrowed && !staysWithin(held.marking, about.marking))
        return refuse('would-leak', undefined, '/marking')
      const duties = await letClocksFollow(
        room,
        unit,
        held,
        verdict,
        { law, because: 'the assessment was opened' },
        entry,
      )
      return done({ id: held.id, version: held.version, entry, verdict, duties, reference })
    }),
  )
}

async function incidentOf(unit: Unit, id: string): Promise<Held<Incident>> {
  const held = await unit.read(incident, id)
  return held ?? unit.refuse('unknown', `No incident with the id ${id} that you may read.`, '/incident')
}

function marking({ marking: asked }: Input) {
  return asked ? { marking: asked } : {}
}

function told(unit: Unit, facts: SaidFacts): ToldFacts {
  return withTold({}, facts, { actor: '', recordedAt: unit.now })
}

/** What was described goes before the profile, and that before what people knows of the organisation. */
async function entityFor(
  room: AssessingRoom,
  view: View,
  given: Partial<AssessedEntity>,
  organisation: string | null,
  profile: Held<Entity> | undefined,
): Promise<AssessedEntity> {
  const known = organisation ? await room.journal.reads.one(organisationRecord, view, organisation) : undefined
  const { types = [], countries, jurisdiction = null, timeZone = 'UTC' } = profile?.state ?? {}
  const home = known?.state.country ? [known.state.country] : []
  return {
    name: known?.state.name ?? 'The entity',
    types,
    countries: countries ?? home,
    jurisdiction,
    timeZone,
    ...given,
  }
}

function fromProfile(profile: Held<Entity> | undefined): SaidFacts {
  const source = { kind: 'entity' as const, record: profile?.id ?? null, text: 'the legal profile of the organisation' }
  return Object.fromEntries(
    Object.entries(profile?.state.facts ?? {}).map(([fact, { value }]) => [fact, { value, source }]),
  )
}

function awarenessSaid(unit: Unit, given: Instant) {
  const at = momentNotAhead(unit, given, '/awareness')
  return { at, reason: 'said at the opening', source: knownToPerson }
}

/** A moment that exists and has been; a minute is left for clocks that differ. */
export function momentNotAhead(unit: Unit, given: Instant, where: string): Instant {
  const moment = checkMoment(given, where)
  if (!moment.ok) return unit.refuse(moment.refusal, moment.detail, where)
  if (Date.parse(moment.value) > Date.parse(unit.now) + 60_000)
    unit.refuse('impossible-times', `${moment.value} lies in the future.`, where)
  return moment.value
}
