// A MISP event from what of a crisis file may be told under a marking. What is above has no part in it, not even as a count.
import type { Incident } from '#assess/model.ts'
import type { Filed } from '#coordinate/model/crisis-file.ts'
import { madeFrom } from '#federate/rules/misp/remark-response.ts'
import { mispNamespace, mispUuid, uuid5 } from '#federate/rules/misp/uuids.ts'
import { tagsOfMarking, writeTag } from '#federate/rules/tags/machine-tag.ts'
import type { Marking } from '#kernel/marking.ts'
import type { Attack } from '#sense/model/attacks.ts'
import type { LedgerClaim } from '#watch/model/ledger.ts'
import { type Told, within } from '../drafting/within.ts'
import { situationReport } from './misp-report.ts'

interface MispChoice {
  marking: Marking
  sha1: (bytes: Uint8Array) => Uint8Array
  /** What it is called where the title of the crisis may not be told. */
  title: string | null
  published: boolean
}

type Json = Record<string, unknown>

interface Desk {
  told: Told
  /** Of a text, within this event: the same file under the same marking gives the same event. */
  uuidOf(name: string): string
  /** Of a kind of object: the same in all events. */
  templateOf(kind: string): string
  base: { distribution: '5'; timestamp: string }
}

/** Null when nothing of it may be told, or it would have no name. */
export function mispEvent(file: Told, { marking, sha1, title, published }: MispChoice): Json | null {
  const told = within(file, marking)
  const info = told.crisis ? `${told.crisis.state.reference}: ${told.crisis.state.title}` : title
  const counted = [told.crisis, ...told.incidents, ...told.attacks, ...told.claims, ...told.items]
  const present = counted.filter((one) => one !== null)
  if (present.length === 0 || info === null) return null
  // Under another marking it is another event: whoever gets both must not take the one for the other.
  const circle = [marking.tlp, ...marking.audience, ...marking.persons, ...marking.releasableTo].join(',')
  const uuid = uuid5(
    sha1,
    mispNamespace,
    `event/${present.map(({ id }) => id).sort()[0]}/${told.crisis?.id ?? ''}/${circle}`,
  )
  const since = present.map((one) => one.since).sort()
  const timestamp = seconds(since.at(-1) ?? told.asOf)
  const desk: Desk = {
    told,
    uuidOf: (name) => uuid5(sha1, mispNamespace, `${uuid}/${name}`),
    templateOf: (kind) => uuid5(sha1, mispNamespace, `template/${kind}`),
    base: { distribution: '5', timestamp },
  }
  const day = (told.crisis?.state.openedAt ?? since[0] ?? told.asOf).slice(0, 10)
  const exercise = told.realm !== 'live'
  const owner = { uuid: mispUuid(sha1, told.node.organisation), name: told.node.name || 'Organisation' }
  return {
    uuid,
    info: `${exercise ? 'EXERCISE: ' : ''}${info}`,
    date: day,
    threat_level_id: threatLevel(told.incidents),
    analysis: told.crisis?.state.status === 'closed' ? '2' : '1',
    published,
    timestamp,
    publish_timestamp: published ? seconds(told.asOf) : '0',
    distribution: marking.tlp === 'CLEAR' ? '3' : marking.tlp === 'GREEN' ? '1' : '0',
    Orgc: owner,
    Org: owner,
    Tag: tagsFor(told, marking, exercise).map((name) => ({ name })),
    Attribute: told.items.flatMap((item) => linkOf(desk, item.id, item.state.url, item.state.title)),
    Object: [
      ...told.incidents.map((one) => incidentObject(desk, one)),
      ...told.attacks.map((one) => attackObject(desk, one)),
      ...told.claims.map((one) => claimObject(desk, one)),
    ],
    EventReport: [
      {
        ...{
          uuid: desk.uuidOf('report'),
          name: `${exercise ? 'EXERCISE: ' : ''}Situation as of ${told.asOf}`,
          ...desk.base,
        },
        content: situationReport(told, marking),
      },
    ],
  }
}

const seconds = (at: string) => String(Math.floor(Date.parse(at) / 1_000))

/** 1 high, 2 medium, 3 low, 4 undefined: by the worst incident whose severity somebody judged. */
function threatLevel(incidents: readonly Filed<Incident>[]): string {
  const found = new Set(incidents.map(({ state }) => state.severity?.value))
  return found.has('red') ? '1' : found.has('yellow') ? '2' : found.has('green') || found.has('white') ? '3' : '4'
}

function tagsFor(told: Told, marking: Marking, exercise: boolean): string[] {
  const tags = new Set<string | undefined>(tagsOfMarking(marking))
  const add = (namespace: string, predicate: string, value: string | null) =>
    tags.add(writeTag({ namespace, predicate, value }))
  for (const { state } of told.incidents) {
    for (const { class: of, type } of state.classification?.rsit ?? []) add('rsit', of, type)
    if (state.severity) add('nis', 'impact-severity', state.severity.value)
    if (state.classification?.rootCause) add('nis', 'nature-root-cause', state.classification.rootCause)
    if (state.classification?.threatSeverity) add('nis', 'nature-severity', state.classification.threatSeverity)
    if (state.classification?.outlook) add('nis', 'impact-outlook', state.classification.outlook)
  }
  if (exercise) add('tocsin', 'exercise', told.realm.slice(0, 200))
  return [...tags].filter((tag) => tag !== undefined)
}

const records = { incident: 'assess.incident', attack: 'sense.attack', claim: 'watch.claim' } as const

/** Parts of an object; what is not known is not among them. */
function objectOf(
  desk: Desk,
  kind: keyof typeof records,
  id: string,
  comment: string,
  parts: [string, string, unknown, string?][],
): Json {
  const uuid = desk.uuidOf(`${kind}/${id}`)
  return {
    ...{ uuid, name: `tocsin-${kind}`, 'meta-category': 'misc', description: '', comment, ...desk.base },
    ...{ template_uuid: desk.templateOf(kind), template_version: '1', ObjectReference: [] },
    // By this a sighting that comes back finds the record; a server drops it, this node keeps it.
    [madeFrom]: `${records[kind]}/${id}`,
    Attribute: parts.flatMap(([relation, type, value, category = 'Other'], n) =>
      value === null || value === undefined || value === ''
        ? []
        : [
            {
              ...{ uuid: desk.uuidOf(`${kind}/${id}/${relation}/${n}`), object_relation: relation, type, category },
              ...{ value: String(value), to_ids: false, comment: '', disable_correlation: true, ...desk.base },
            },
          ],
    ),
  }
}

function incidentObject(desk: Desk, { id, state }: Filed<Incident>): Json {
  const { affected, times, severity } = state
  const names = affected.organisations.flatMap((one) => desk.told.names.organisations[one]?.name ?? [])
  return objectOf(desk, 'incident', id, 'An incident, as its owner records it', [
    ['reference', 'text', state.reference],
    ['title', 'text', state.title],
    ['summary', 'text', state.summary],
    ['status', 'text', state.status],
    ['severity', 'text', severity?.value],
    ['started', 'datetime', times.startedAt],
    ['detected', 'datetime', times.detectedAt],
    ['ended', 'datetime', times.endedAt],
    ['users', 'counter', affected.users?.value],
    ...affected.sectors.map((one): [string, string, unknown] => ['sector', 'text', one]),
    ...affected.countries.map((one): [string, string, unknown] => ['country', 'text', one]),
    ...names.map((one): [string, string, unknown, string] => ['victim', 'target-org', one, 'Targeting data']),
  ])
}

function attackObject(desk: Desk, { id, state }: Filed<Attack>): Json {
  return objectOf(desk, 'attack', id, 'An attack, measured where its owner measures', [
    ['title', 'text', state.title],
    ['measure', 'text', state.measure],
    ['state', 'text', state.state],
    ['first-seen', 'datetime', state.onset],
    ['last-seen', 'datetime', state.end],
    ['usual', 'float', state.usual],
    ['seen', 'float', state.seen],
    ['waves', 'counter', state.waves.length],
    ['judged', 'text', state.judged?.as],
  ])
}

/** A claim is what somebody says, and never an indicator. */
function claimObject(desk: Desk, { id, state }: Filed<LedgerClaim>): Json {
  return objectOf(desk, 'claim', id, 'What somebody says; it is not confirmed by being in this event', [
    ['proposition', 'text', state.proposition.slice(0, 5_000), 'External analysis'],
    ['holder', 'text', state.holder ?? 'nobody is named'],
    ['role', 'text', state.role],
    ['class', 'text', state.class],
    ['evidence', 'text', state.evidence.kind],
    ['outlet', 'text', state.outlet],
    ['said-at', 'text', state.saidAt],
    ['status', 'text', state.status],
  ])
}

function linkOf(desk: Desk, id: string, url: string | null, title: string): Json[] {
  if (url === null || !/^https?:\/\/\S+$/.test(url)) return []
  const category = 'External analysis'
  return [
    {
      uuid: desk.uuidOf(`link/${id}`),
      type: 'link',
      category,
      value: url,
      comment: title,
      to_ids: false,
      ...desk.base,
    },
  ]
}
