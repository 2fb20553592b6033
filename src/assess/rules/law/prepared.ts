// What the law looks like once it is prepared: everything numbered, every condition a function. Types only.
import type {
  Condition,
  DutyReport,
  Fact,
  FactValue,
  Law,
  Leaf,
  Overlay,
  Regime,
  Relation,
  Rule,
} from '../../model/law.ts'
import type { Trit } from './three-valued.ts'

/** A condition that can be asked, and looked into. `service` is the place of one service, or -1 for all that is no service. */
export type Node =
  | { join: 'leaf'; leaf: Leaf; fact: PreparedFact; meets(value: FactValue): boolean; ask: Ask }
  | { join: 'rule'; rule: PreparedRule; ask: Ask }
  | { join: 'all' | 'any' | 'not'; parts: readonly Node[]; ask: Ask }
  | { join: 'at-least'; n: number; parts: readonly Node[]; ask: Ask }
export type Ask = (known: Known, service: number) => Trit

export interface PreparedFact {
  index: number
  fact: Fact
  /** Legal values that differ to some leaf of the law: one for each cell between thresholds, the one nearest to a threshold. */
  outcomes: readonly FactValue[]
  /** Leaves that compare this fact. */
  leaves: readonly (Node & { join: 'leaf' })[]
  /** Every rule whose answer can depend on it, by number. */
  rules: readonly number[]
  /** The same by number of the rule: 1 where it can. */
  moves: Uint8Array
  share: { part: PreparedFact; whole: PreparedFact } | null
  byRule: PreparedRule | null
  /** Shares that are computed from this fact. */
  sharesOf: readonly PreparedFact[]
}

export interface Applies {
  everybody: boolean
  /** Whoever is essential or important. */
  nis2: boolean
  /** By number of the entity type. */
  types: Uint8Array
}

export interface PreparedRule {
  index: number
  rule: Rule
  applies: Applies
  /** Asked of each service, and met where one of them meets it. */
  ofService: boolean
  node: Node
}

export interface PreparedReport {
  report: DutyReport
  trigger: PreparedRule | null
  onlyIf: Node | null
  replacedWhen: Node | null
  variants: { applies: Applies | null; when: Node | null; at: number }[]
}

export interface PreparedRegime {
  index: number
  regime: Regime
  applies: Applies
  triggers: { rule: PreparedRule; only: Applies | null }[]
  reports: readonly PreparedReport[]
}

export interface PreparedRelation {
  relation: Relation
  first: readonly PreparedRegime[]
  second: ReadonlySet<string>
  applies: Applies
}

export interface PreparedLaw {
  law: Law
  facts: readonly PreparedFact[]
  factOf: ReadonlyMap<string, PreparedFact>
  rules: readonly PreparedRule[]
  ruleOf: ReadonlyMap<string, PreparedRule>
  typeOf: ReadonlyMap<string, number>
  /** Types that NIS2 itself names, by number. */
  nis2Types: Uint8Array
  nis2Class: PreparedFact | null
  regimes: readonly PreparedRegime[]
  regimeOf: ReadonlyMap<string, PreparedRegime>
  displacements: readonly PreparedRelation[]
  overlays: readonly Overlay[]
  shares: readonly PreparedFact[]
  byRules: readonly PreparedFact[]
  /** A condition of a report or of a calendar as a node. */
  nodeOf(condition: Condition): Node
  appliesOf(appliesTo: readonly string[]): Applies
}

export type Values = (FactValue | undefined)[]

export interface KnownService {
  /** What people call it; null where it is the only one. */
  label: string | null
  values: Values
  /** Facts that were computed, by number. */
  derived: ReadonlySet<number>
  memo: Int8Array
}

/** One situation, ready to be asked: the values by number of the fact, and what was already answered. */
export interface Known {
  law: PreparedLaw
  values: Values
  derived: ReadonlySet<number>
  /** Never empty: where none is named, the service facts of the situation form one without a name. */
  services: readonly KnownService[]
  types: readonly number[]
  nis2: Trit
  memo: Int8Array
}
