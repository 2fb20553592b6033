// What was told amiss: to somebody who may not have it, twice, or taken back; and who was told at all.
import type { Id } from '#kernel/id.ts'
import type { Marking } from '#kernel/marking.ts'
import { instant } from '#kernel/time.ts'
import type { Finding, ToldParty } from '../../model/evaluation/evaluation.ts'
import type { Scenario } from '../../model/scenario.ts'
import { type Ledger, type Noted, proofOf } from './ledger.ts'
import type { Telling } from './tellings.ts'

/** Who plays whom. */
export interface Parties {
  home: Id
  organisationOf(participant: string): Id
  /** Ids of persons who sit or act for a participant. */
  personsOf(participant: string): ReadonlySet<Id>
}

const same = (a: string, b: string) => a.trim().toLowerCase() === b.trim().toLowerCase()

/** By the name that the scenario gives, or by the organisation or person where only one participant has it. */
export function participantOf(
  scenario: Scenario,
  parties: Parties,
  telling: Pick<Telling, 'name' | 'organisation' | 'person'>,
) {
  const { participants } = scenario
  const byName = participants.find(({ id, name }) => same(name, telling.name) || id === telling.name)
  if (byName) return byName.id
  const { person, organisation } = telling
  const byPerson = person === null ? [] : participants.filter(({ id }) => parties.personsOf(id).has(person))
  if (byPerson.length === 1) return byPerson[0]?.id ?? null
  const theirs =
    organisation === null ? [] : participants.filter(({ id }) => parties.organisationOf(id) === organisation)
  return theirs.length === 1 ? (theirs[0]?.id ?? null) : null
}

export interface Verdict {
  may: 'yes' | 'no' | 'undetermined'
  because: string
}

/** Whether a recipient may have what is marked so, as far as its marking says. Not knowing is an answer. */
export function mayHave(marking: Marking, who: { organisation: Id | null; persons: ReadonlySet<Id> }): Verdict {
  const label = `TLP:${marking.tlp}`
  const reached = who.organisation !== null && [marking.owner, ...marking.audience].includes(who.organisation)
  if (marking.tlp === 'CLEAR') return { may: 'yes', because: `${label} is for everybody.` }
  if (marking.tlp === 'RED') {
    if ([...who.persons].some((person) => marking.persons.includes(person)))
      return { may: 'yes', because: `${label} names them.` }
    const known = who.organisation !== null || who.persons.size > 0
    return known
      ? { may: 'no', because: `${label} is for named persons, and nobody of theirs is named.` }
      : { may: 'undetermined', because: 'Nothing says who that address is.' }
  }
  if (who.organisation === null) return { may: 'undetermined', because: 'Nothing says who that address is.' }
  if (marking.releasableTo.length > 0 && who.organisation !== marking.owner)
    return {
      may: 'undetermined',
      because: `It may go to ${marking.releasableTo.join(', ')}; nothing says whether they are.`,
    }
  if (marking.tlp === 'GREEN' || reached) return { may: 'yes', because: `${label} reaches them.` }
  return marking.tlp === 'AMBER'
    ? { may: 'undetermined', because: `${label} reaches clients of those who have it; nothing says whether they are.` }
    : {
        may: 'no',
        because: `${label} is for ${marking.audience.length === 0 ? 'its owner alone' : 'its owner and those named'}.`,
      }
}

/** What only some participants saw is told to another one, whom nobody expected to be told. */
function keptFrom(scenario: Scenario, participant: string, injects: ReadonlySet<string>): string | null {
  if (scenario.expected.some(({ tells }) => tells === participant)) return null
  const from = scenario.injects.filter(({ id }) => injects.has(id))
  const hidden = from.filter(({ visibleTo }) => visibleTo !== undefined && !visibleTo.includes(participant))
  if (from.length === 0 || hidden.length < from.length) return null
  return `It comes of '${hidden[0]?.title ?? ''}', which they were not to see.`
}

export interface Amiss {
  findings: Finding[]
  undetermined: number
}

const finding = (kind: Finding['kind'], noted: Noted, says: string, others: readonly Noted[] = []): Finding => ({
  ...{ key: `${kind}/${noted.id}`, kind, says: says.slice(0, 1_000), objective: null, expected: null },
  at: instant(new Date(noted.at)),
  proof: [noted, ...others].slice(0, 40).map(proofOf),
})

export function toldAmiss(scenario: Scenario, parties: Parties, ledger: Ledger): Amiss {
  const findings: Finding[] = []
  let undetermined = 0
  const before = new Map<string, (Telling & { noted: Noted })[]>()
  for (const telling of ledger.tellings()) {
    const { noted, name } = telling
    const participant = participantOf(scenario, parties, telling)
    const organisation = telling.organisation ?? (participant === null ? null : parties.organisationOf(participant))
    const theirs = participant === null ? new Set<Id>() : parties.personsOf(participant)
    const persons = telling.person === null ? theirs : new Set([telling.person])
    const verdict = mayHave(telling.marking, { organisation, persons })
    const kept = participant === null ? null : keptFrom(scenario, participant, noted.injects)
    if (verdict.may === 'no' || kept !== null) {
      const because = verdict.may === 'no' ? verdict.because : (kept ?? '')
      findings.push(finding('wrong-recipient', noted, `${name} was told, and should not have been: ${because}`))
    } else if (verdict.may === 'undetermined') undetermined += 1
    const key = JSON.stringify([name.trim().toLowerCase(), telling.what])
    const earlier = before.get(key) ?? []
    // One act may leave two entries: the report that was sent, and the duty that it meets.
    if (earlier.some((one) => one.noted.at !== noted.at))
      findings.push(
        finding(
          'told-twice',
          noted,
          `${name} was told the same again.`,
          earlier.map((one) => one.noted),
        ),
      )
    before.set(key, [...earlier, telling])
  }
  for (const { noted, document, because } of ledger.retractions()) {
    const gone = ledger.tellings().filter((one) => one.document === document && one.noted.at <= noted.at)
    if (gone.length === 0) continue
    const names = [...new Set(gone.map(({ name }) => name))].join(', ')
    const why = because === null ? '' : `: ${because}`
    findings.push(
      finding(
        'retracted',
        noted,
        `What ${names} had been told was taken back${why}`,
        gone.map((one) => one.noted),
      ),
    )
  }
  return { findings, undetermined }
}

/** Everybody who was told something, in the order in which they first were. */
export function toldParties(
  scenario: Scenario,
  parties: Parties,
  ledger: Ledger,
  cameAt: (inject: string) => number | null,
): ToldParty[] {
  const rows = new Map<string, ToldParty>()
  const acts = new Map<string, Set<number>>()
  for (const telling of ledger.tellings()) {
    const { noted, name } = telling
    const key = name.trim().toLowerCase()
    const moments = acts.get(key) ?? new Set<number>()
    acts.set(key, moments.add(noted.at))
    const row = rows.get(key)
    if (row) {
      row.times = moments.size
      if (row.proof.length < 40) row.proof.push(proofOf(noted))
      continue
    }
    const inject = earliest([...noted.injects], cameAt)
    rows.set(key, {
      ...{ name, participant: participantOf(scenario, parties, telling), times: 1 },
      firstAt: instant(new Date(noted.at)),
      seconds: inject === null ? null : Math.max(0, noted.at - inject.at) / 1_000,
      ...{ inject: inject?.id ?? null, proof: [proofOf(noted)] },
    })
  }
  return [...rows.values()]
}

function earliest(ids: readonly string[], cameAt: (inject: string) => number | null) {
  let first: { id: string; at: number } | null = null
  for (const id of ids) {
    const at = cameAt(id)
    if (at !== null && (first === null || at < first.at)) first = { id, at }
  }
  return first
}
