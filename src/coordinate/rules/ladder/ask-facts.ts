// The closed vocabulary of criteria, asked of the facts of a crisis. Three-valued: what nobody recorded is undetermined, with
// what to record, and never passes as no.
import type { Ask } from '../../model/ladder-table.ts'
import type { Evidence } from '../../model/words.ts'
import type { CrisisFacts, IncidentFact } from './facts.ts'

export interface Answered {
  answer: 'yes' | 'no' | 'undetermined'
  because: string
  evidence: readonly Evidence[]
}

type Of<K extends Ask['kind']> = Extract<Ask, { kind: K }>
const yes = (because: string, evidence: readonly Evidence[]): Answered => ({ answer: 'yes', because, evidence })
const no = (because: string, evidence: readonly Evidence[] = []): Answered => ({ answer: 'no', because, evidence })
const open = (because: string, evidence: readonly Evidence[] = []): Answered => ({
  answer: 'undetermined',
  because,
  evidence,
})
const evidenceOf = (those: readonly { evidence: Evidence }[]) => those.map(({ evidence }) => evidence)
const noIncident = open('The crisis has no incident yet. Add one, or open one.')

function counted(
  facts: CrisisFacts,
  what: string,
  atLeast: number,
  valuesOf: (one: IncidentFact) => readonly string[],
  ofStrands: readonly string[],
  isPlaced: (one: IncidentFact) => boolean,
): Answered {
  const { incidents, crisis } = facts
  const found = [...new Set([...incidents.flatMap(valuesOf), ...ofStrands])].sort()
  const rests = [
    ...evidenceOf(incidents.filter((one) => valuesOf(one).length > 0)),
    ...(ofStrands.length > 0 ? [crisis.evidence] : []),
  ]
  const said = found.length === 0 ? `No ${what} is recorded` : `${found.length}: ${found.slice(0, 40).join(', ')}`
  if (found.length >= atLeast) return yes(`${said}.`, rests)
  if (incidents.length === 0 && ofStrands.length === 0) return noIncident
  const unplaced = incidents.filter((one) => !isPlaced(one))
  if (unplaced.length === 0) return no(`${said}; ${atLeast} are asked for.`, rests)
  return open(`${said}. Record what these affect: ${labels(unplaced)}.`, evidenceOf(unplaced))
}

function labels(those: readonly { evidence: Evidence }[]): string {
  const named = those.slice(0, 5).map(({ evidence }) => evidence.label.slice(0, 120))
  return those.length > 5 ? `${named.join('; ')} and ${those.length - 5} more` : named.join('; ')
}

const placed = (one: IncidentFact) => one.memberStates.length + one.thirdCountries.length > 0

export function memberStates(facts: CrisisFacts, { atLeast }: Of<'member-states'>): Answered {
  const ofStrands = facts.strands.flatMap(({ countries }) => countries.filter((one) => facts.memberStates.has(one)))
  return counted(facts, 'Member State', atLeast, (one) => one.memberStates, ofStrands, placed)
}

export function thirdCountries(facts: CrisisFacts, { atLeast }: Of<'third-countries'>): Answered {
  const ofStrands = facts.strands.flatMap(({ countries }) => countries.filter((one) => !facts.memberStates.has(one)))
  return counted(facts, 'country outside the Union', atLeast, (one) => one.thirdCountries, ofStrands, placed)
}

export function sectors(facts: CrisisFacts, { atLeast }: Of<'sectors'>): Answered {
  const main = (all: readonly string[]) => all.map((sector) => sector.split('.', 1)[0] ?? sector)
  const ofStrands = main(facts.strands.flatMap((one) => one.sectors))
  return counted(
    facts,
    'sector',
    atLeast,
    (one) => main(one.sectors),
    ofStrands,
    (one) => one.sectors.length > 0,
  )
}

const worth: Record<string, number> = { white: 0, green: 1, yellow: 2, red: 3 }

export function severity({ incidents, strands, crisis }: CrisisFacts, { atLeast }: Of<'severity'>): Answered {
  const reaches = (value: string | null) => value !== null && (worth[value] ?? 0) >= (worth[atLeast] ?? 0)
  const bad = incidents.filter((one) => reaches(one.severity))
  const strand = strands.filter((one) => reaches(one.severity))
  if (bad.length > 0) return yes(`Judged ${atLeast} or worse: ${labels(bad)}.`, evidenceOf(bad))
  if (strand.length > 0) return yes(`Judged ${atLeast} or worse: ${strand[0]?.title}.`, [crisis.evidence])
  if (incidents.length === 0) return noIncident
  const unjudged = incidents.filter((one) => one.severity === null)
  if (unjudged.length > 0) return open(`Nobody has judged the severity of ${labels(unjudged)}.`, evidenceOf(unjudged))
  return no(`Nothing is judged ${atLeast} or worse.`, evidenceOf(incidents))
}

export function predicate({ predicates, assessments }: CrisisFacts, { rule }: Of<'predicate'>): Answered {
  const found = predicates.find((one) => one.rule === rule)
  if (!found) return open(`The law in force on this node has no rule ${rule}.`)
  const said = evidenceOf(assessments.filter(({ evidence }) => found.saidBy.includes(evidence.id)))
  const basis = `${found.label}: ${found.article}${found.verified ? '' : ' (unverified)'}`
  if (found.answer === 'yes') return yes(`${basis}.`, said)
  if (found.answer === 'no') return no(`${basis}: every assessment says no.`, evidenceOf(assessments))
  if (assessments.length === 0) return open('No incident of the crisis was assessed. Open an assessment under Law.')
  const missing = found.missing.slice(0, 3).map(({ question }) => question)
  return open(`Not known yet. Answer in an assessment: ${missing.join(' ')}`, evidenceOf(assessments))
}

export function significant({ assessments }: CrisisFacts, { regimes }: Of<'significant'>): Answered {
  const verdicts = assessments.map((one) => ({ one, said: regimes.flatMap((id) => one.verdicts[id] ?? []) }))
  const concerned = verdicts.filter(({ said }) => said.length > 0)
  const sure = concerned.filter(({ said }) => said.includes('yes')).map(({ one }) => one)
  if (sure.length > 0) return yes(`Says so: ${labels(sure)}.`, evidenceOf(sure))
  if (concerned.length === 0)
    return open('No incident was assessed for an entity that it concerns. Open an assessment under Law.')
  const unsure = concerned.filter(({ said }) => said.includes('undetermined')).map(({ one }) => one)
  if (unsure.length > 0) return open(`Not settled in ${labels(unsure)}: answer its questions.`, evidenceOf(unsure))
  return no('Every assessment says that it is not.', evidenceOf(concerned.map(({ one }) => one)))
}

export function rootCause({ incidents }: CrisisFacts, { values }: Of<'root-cause'>): Answered {
  const found = incidents.filter((one) => one.rootCause !== null && values.includes(one.rootCause))
  if (found.length > 0) return yes(`Classified so: ${labels(found)}.`, evidenceOf(found))
  if (incidents.length === 0) return noIncident
  const unset = incidents.filter((one) => one.rootCause === null)
  if (unset.length > 0) return open(`Classify the root cause of ${labels(unset)}.`, evidenceOf(unset))
  return no('Every incident is classified otherwise.', evidenceOf(incidents))
}

export function detected({ incidents, home }: CrisisFacts, { homes }: Of<'detected'>): Answered {
  const found = incidents.flatMap(({ detections }) => detections)
  if (home === null || !homes.includes(home))
    return open('The organisation of this node is neither a CSIRT nor a hub: ask who found it.')
  if (found.length > 0)
    return yes(`It rests on ${found.length === 1 ? 'a detection' : `${found.length} detections`} of this node.`, found)
  return open('No incident rests on a detection of this node. Link one, or say who found it.')
}

export function hybrid({ crisis, strands }: CrisisFacts): Answered {
  if (crisis.kind === 'hybrid') return yes('The crisis is recorded as a hybrid campaign.', [crisis.evidence])
  const others = [...new Set(strands.flatMap(({ domain }) => (domain === 'cyber' ? [] : [domain])))]
  if (others.length === 0) return no('It is recorded as a crisis of cyber incidents alone.', [crisis.evidence])
  return open(`There are strands in ${others.join(', ')}, but it is recorded as cyber. Say which it is.`, [
    crisis.evidence,
  ])
}

export function asked({ answers, ladder }: CrisisFacts, { asked: id }: Of<'asked'>, question: string): Answered {
  const told = answers[id]
  const evidence = ladder ? [ladder] : []
  if (!told || told.value === null) return open(`Nobody has answered: ${question}`)
  const because = `Answered ${told.value ? 'yes' : 'no'}: ${told.reason}`
  return told.value ? yes(because, evidence) : no(because, evidence)
}

export function allContained({ incidents }: CrisisFacts): Answered {
  if (incidents.length === 0) return noIncident
  const loose = incidents.filter((one) => one.open && !one.contained)
  if (loose.length > 0) return no(`Not contained: ${labels(loose)}.`, evidenceOf(loose))
  return yes('Every open incident is contained or further.', evidenceOf(incidents))
}

export function noneOpen({ incidents }: CrisisFacts): Answered {
  if (incidents.length === 0) return noIncident
  const still = incidents.filter((one) => one.open)
  return still.length > 0
    ? no(`Open: ${labels(still)}.`, evidenceOf(still))
    : yes('All have ended.', evidenceOf(incidents))
}

export function openFalling({ incidents, now }: CrisisFacts, { hours }: Of<'open-falling'>): Answered {
  if (incidents.length === 0) return noIncident
  const then = new Date(Date.parse(now) - hours * 3_600_000).toISOString()
  const fresh = incidents.filter((one) => one.declaredAt > then)
  if (fresh.length > 0) return no(`New within ${hours} hours: ${labels(fresh)}.`, evidenceOf(fresh))
  const openNow = incidents.filter((one) => one.open).length
  const ended = incidents.filter((one) => !one.open && one.statusSince > then)
  const counted = `${openNow} open now, ${openNow + ended.length} open ${hours} hours ago`
  return ended.length > 0 ? yes(`${counted}.`, evidenceOf(ended)) : no(`${counted}.`, evidenceOf(incidents))
}

export function networkAt({ modes, ladder }: CrisisFacts, { network, modes: wanted }: Of<'network-at'>): Answered {
  const mode = modes[network]
  const evidence = ladder ? [ladder] : []
  if (mode === undefined) return open(`It is not recorded where ${network} stands.`)
  return wanted.includes(mode)
    ? yes(`${network} stands on ${mode}.`, evidence)
    : no(`${network} stands on ${mode}.`, evidence)
}
