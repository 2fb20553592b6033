// What the values of facts are called on the screen: types, roles, classes, evidence, checks, figures and times.
import { say } from '#web/say.ts'
import type {
  CheckFact,
  ClaimClass,
  ClaimFact,
  ClaimRelation,
  ClaimRole,
  FigureFact,
  NameType,
  TimeFact,
} from '../../model.ts'
import type { FactKind } from '../spans.ts'

const types: Record<NameType, string> = {
  person: 'Person',
  organisation: 'Organisation',
  place: 'Place',
  product: 'Product',
}

export function nameTypeWord(type: NameType | null): string {
  return type === null ? say('not said what') : say(types[type])
}

const roles: Record<ClaimRole, string> = {
  'first-hand': 'first-hand',
  official: 'official',
  anonymous: 'not named',
  expert: 'expert',
  unattributed: 'nobody says who',
}

export function roleWord(role: ClaimRole): string {
  return say(roles[role])
}

export function classWord(of: ClaimClass): string {
  return say(of)
}

type EvidenceKind = ClaimFact['evidence']['kind']

const evidence: Record<EvidenceKind, string> = {
  'none offered': 'no evidence offered',
  withheld: 'evidence withheld',
  cited: 'evidence cited',
  'not stated': 'nothing said about evidence',
}

export function evidenceWord(kind: EvidenceKind, what: string | null): string {
  return what ? `${say(evidence[kind])}: ${what}` : say(evidence[kind])
}

const relations: Record<ClaimRelation['relation'], string> = {
  supports: 'Supports',
  disputes: 'Disputes',
  repeats: 'Repeats',
  retracts: 'Takes back',
}

export function relationWord(relation: ClaimRelation['relation']): string {
  return say(relations[relation])
}

const checks: Record<CheckFact['kind'], string> = {
  'parts-total': 'Parts and their total',
  'share-base': 'A share and what it is of',
  'running-total': 'A running total',
  'currency-pair': 'Two currencies',
  'count-listed': 'A number and the list',
  'date-order': 'The order of dates',
  'headline-body': 'Headline and text',
}

export function checkWord(kind: CheckFact['kind']): string {
  return say(checks[kind])
}

const results: Record<CheckFact['result'], string> = {
  check: 'Please look',
  agrees: 'Agrees',
  info: 'Follows from it',
}

export function resultWord(result: CheckFact['result']): string {
  return say(results[result])
}

/** `about 39,000 · complaints`, `60,000,000 to 70,000,000 USD`. */
export function figureValue(figure: FigureFact): string {
  const numbers = [figure.value, ...(figure.to === null ? [] : [figure.to])].map((it) => it.toLocaleString('en'))
  const value = [figure.qualifier ?? '', numbers.join(` ${say('to')} `), figure.unit ?? ''].filter(Boolean).join(' ')
  return figure.of ? `${value} · ${figure.of}` : value
}

/** `2025-03-10 · date`; what waits for the day of publication says so. */
export function timeWord(time: TimeFact): string {
  const waits = time.floating && time.value === null
  return [
    waits ? say('needs the day of publication') : (time.value ?? time.shape),
    say(time.kind),
    time.anchor !== 'none' && time.anchor !== 'publication' ? say('counts from {anchor}', { anchor: time.anchor }) : '',
  ]
    .filter(Boolean)
    .join(' · ')
}

export interface GroupWords {
  title: string
  none: string
  /** As the stages name themselves where they could not look. */
  stage: string
}

const groups: Record<FactKind, GroupWords> = {
  claim: { title: 'Claims', none: 'Nobody is reported to claim anything.', stage: 'claims' },
  check: { title: 'Checks', none: 'No two figures that could be held against each other.', stage: 'checks' },
  name: { title: 'Names', none: 'No name is told.', stage: 'names' },
  figure: { title: 'Figures', none: 'No figure is told.', stage: 'figures' },
  time: { title: 'Times', none: 'No time is named.', stage: 'times' },
  place: { title: 'Places', none: 'No place is named.', stage: 'places' },
  topic: { title: 'Topics', none: 'No topic is certain enough.', stage: 'topics' },
  sector: { title: 'Sectors', none: 'No sector is certain enough.', stage: 'sectors' },
  suggestion: { title: 'Suggested by a machine', none: 'It suggested nothing.', stage: 'suggestions' },
}

export function groupWords(kind: FactKind): GroupWords {
  const { title, none, stage } = groups[kind]
  return { title: say(title), none: say(none), stage }
}
