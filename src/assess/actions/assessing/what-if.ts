// What would be if: the record is changed in memory only, by the same steps as the actions take, and judged.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import { done, type Refused, type Reply, refuse } from '#kernel/reply.ts'
import { type Instant, instant } from '#kernel/time.ts'
import type { Call } from '#platform/http/types.ts'
import type * as api from '../../api/assessments.ts'
import type { Assessment } from '../../model/assessment.ts'
import { compareVerdicts } from '../../rules/assessing/compare-verdicts.ts'
import { situationOf } from '../../rules/assessing/situation-of.ts'
import { assessmentRecord } from '../../rules/assessment-record.ts'
import { checkMoment } from '../../rules/classify.ts'
import { anchorNow } from '../../rules/clocks/anchors.ts'
import { faultsOf } from '../../rules/law/faults.ts'
import { reasonsOf } from '../../rules/law/reasons.ts'
import { turnsOf } from '../../rules/law/turns.ts'
import { knownToPerson } from './answers.ts'
import { judgeState, stateAfter } from './judge-assessment.ts'
import { type AssessingRoom, lawShown } from './room.ts'
import { namedServices } from './services.ts'

type Input = InputOf<typeof api.whatIf>
type Supposed = Input['suppose']

export async function whatIf(
  room: AssessingRoom,
  { id, suppose }: Input,
  { view, now }: Call,
): Promise<Reply<OutputOf<typeof api.whatIf>>> {
  const held = await room.journal.reads.one(assessmentRecord, view, id)
  if (!held) return refuse('unknown', `No assessment with the id ${id} that you may read.`)
  const [shown, law] = await Promise.all([
    lawShown(room, held.state, undefined),
    lawShown(room, held.state, suppose.law),
  ])
  if (!law || !shown) return refuse('unknown-law', `There is no version ${suppose.law}.`, '/suppose/law')
  const asked = view.asOf ?? now
  const moment = suppose.now === undefined ? done(asked) : checkMoment(suppose.now, '/suppose/now')
  if (!moment.ok) return refuse('bad-input', moment.detail, moment.where)
  const supposed = supposedState(held.state, suppose, asked)
  if (!supposed.ok) return supposed
  const { verdict: before } = judgeState(room, shown, held.state, asked)
  const { verdict: after, faults } = judgeState(room, law, supposed.value, moment.value)
  return done({ before, after, faults, changes: before && after ? compareVerdicts(before, after) : [] })
}

/** The same reducers as for real. */
function supposedState(state: Assessment, suppose: Supposed, now: Instant): Reply<Assessment> {
  const unit = { now, refuse: throwRefusal }
  try {
    return done(applied(unit, state, suppose))
  } catch (thrown) {
    if (thrown instanceof Supposition) return thrown.refused
    throw thrown
  }
}

class Supposition {
  readonly refused: Refused
  constructor(refused: Refused) {
    this.refused = refused
  }
}

function throwRefusal(refusal: string, detail?: string, where?: string): never {
  throw new Supposition(refuse(refusal, detail, where && `/suppose${where}`))
}

function applied(
  unit: { now: Instant; refuse: typeof throwRefusal },
  before: Assessment,
  suppose: Supposed,
): Assessment {
  let state = before
  if (suppose.entity) {
    const entity = { ...state.entity, ...suppose.entity }
    state = stateAfter(unit, state, 'assess.assessedEntityDescribed', { entity })
  }
  if (suppose.services) {
    const services = namedServices(unit, state.services, suppose.services).map(({ id, name }) => ({ id, name }))
    state = stateAfter(unit, state, 'assess.servicesSet', { services })
  }
  for (const [at, { fact, value, place = 'event' }] of (suppose.answers ?? []).entries()) {
    const said = { [fact]: value === null ? null : { value, source: knownToPerson } }
    const isService = place !== 'event' && place !== 'group'
    if (isService && !state.services.some((one) => one.id === place))
      unit.refuse('unknown-service', `There is no service '${place}'.`, `/answers/${at}/place`)
    state = stateAfter(unit, state, 'assess.factsAnswered', {
      facts: place === 'event' ? said : {},
      group: place === 'group' ? said : {},
      services: isService ? { [place]: said } : {},
    })
  }
  for (const [anchor, given] of Object.entries(suppose.anchors ?? {})) {
    if (anchorNow(state.anchors[anchor] ?? []) === given) continue
    const moment = given === null ? done(null) : checkMoment(given, `/anchors/${anchor}`)
    if (!moment.ok) return unit.refuse('bad-input', moment.detail, `/anchors/${anchor}`)
    const said = { anchor, at: moment.value && instant(moment.value), reason: 'supposed', source: knownToPerson }
    state = stateAfter(unit, state, 'assess.anchorSet', said)
  }
  return state
}

export async function assessmentReasons(
  room: AssessingRoom,
  { id, regime, law: asked }: InputOf<typeof api.assessmentReasons>,
  { view, now }: Call,
): Promise<Reply<OutputOf<typeof api.assessmentReasons>>> {
  const held = await room.journal.reads.one(assessmentRecord, view, id)
  if (!held) return refuse('unknown', `No assessment with the id ${id} that you may read.`)
  const law = await lawShown(room, held.state, asked)
  if (!law) return refuse('unknown-law', `There is no version ${asked}.`, '/law')
  if (!law.regimeOf.has(regime)) return refuse('unknown-regime', `There is no regime '${regime}'.`, '/regime')
  const situation = situationOf(held.state, view.asOf ?? now, (fact) => law.factOf.has(fact))
  const [fault] = faultsOf(law, situation)
  if (fault) return refuse('impossible-facts', `${fault.field}: ${fault.reason} (${fault.rule})`)
  return done({
    regime,
    dataVersion: law.law.version,
    reasons: reasonsOf(law, situation, regime),
    turns: turnsOf(law, situation, regime),
  })
}
