// The nouns of the law as data: facts, rules over them, regimes with their duties, reports, deadlines and anchors.
import Type, { type Static, type TSchema } from 'typebox'

const closed = { additionalProperties: false } as const
const optional = Type.Optional
const Text = Type.String({ minLength: 1, maxLength: 3_000 })
const Short = Type.String({ minLength: 1, maxLength: 400 })
function list<T extends TSchema>(schema: T, maxItems = 500) {
  return Type.Array(schema, { maxItems })
}

/** `incident.duration_minutes`: scope, then name. */
export const FactId = Type.String({ pattern: '^[a-z0-9_]+[.][a-z0-9_]+$', maxLength: 100 })
/** `nis2ir.7.a`, `dora.c.data.access`. */
export const RuleId = Type.String({ pattern: '^[a-z0-9_]+([.][a-z0-9_]+)+$', maxLength: 100 })
export const RegimeId = Type.String({ pattern: '^[a-z0-9]+(-[a-z0-9]+)*$', maxLength: 60 })
export const DutyReportId = Type.String({ pattern: '^[a-z0-9_]+$', maxLength: 80 })
export const EntityTypeId = Type.String({ pattern: '^[a-z0-9_]+$', maxLength: 80 })
/** `awareness`, or `report_submitted:incident_notification`; with the regime before it where two have a report of that id. */
export const AnchorId = Type.String({ pattern: '^[a-z_]+(:([a-z0-9-]+/)?[a-z0-9_]+)?$', maxLength: 160 })
/** ISO 8601: months, weeks and days by the calendar, hours and less as time that passes. */
export const Duration = Type.String({
  pattern:
    '^P(?=[0-9T])([0-9]{1,3}Y)?([0-9]{1,3}M)?([0-9]{1,3}W)?([0-9]{1,4}D)?(T(?=[0-9])([0-9]{1,5}H)?([0-9]{1,5}M)?)?$',
})
/** ISO 3166-1 alpha-2 of a Member State. */
export const MemberState = Type.String({ pattern: '^[A-Z]{2}$' })

/**
 * How well a value is known. `verified: false` must be shown as such wherever it is shown: it was not read in the act.
 * What has none inherits it from what it stands in.
 */
const verification = { verified: optional(Type.Boolean()), evidence: optional(Short) } as const

export const factTypes = ['boolean', 'enum', 'set', 'integer', 'number', 'text'] as const
export const factScopes = ['entity', 'incident', 'service', 'group', 'threat', 'vulnerability', 'product'] as const
export const Unit = Type.Enum(['minutes', 'seconds', 'percent', 'count', 'EUR'])

export const FactValue = Type.Union([
  Type.Boolean(),
  Type.Number(),
  Type.String({ maxLength: 200 }),
  Type.Array(Type.String({ maxLength: 200 }), { maxItems: 100 }),
])
export type FactValue = Static<typeof FactValue>

export const Fact = Type.Object(
  {
    id: FactId,
    type: Type.Enum(factTypes),
    scope: Type.Enum(factScopes),
    description: Text,
    /** Asked of somebody who never read the act: one sentence, ending in a question mark. */
    question: Text,
    /** What the words in the question mean, and how to count or measure it. */
    help: optional(Text),
    unit: optional(Unit),
    /** Values of an enum or a set; 'entity_types' stands for the ids of all entity types. */
    values: optional(Type.Union([list(Short), Type.Literal('entity_types')])),
    /** How people say the values, in the same order. */
    labels: optional(list(Short)),
    minimum: optional(Type.Number()),
    maximum: optional(Type.Number()),
    /** A weighing that no figure can settle: a person answers it. */
    humanJudgement: optional(Type.Boolean()),
    /** Where the notion comes from. */
    basis: optional(Short),
    /** Computed from others where they are known: 100 * part / whole. A value that was given goes before it. */
    share: optional(Type.Object({ part: FactId, whole: FactId }, closed)),
    /** The answer of this rule on the facts of the group. */
    byRule: optional(RuleId),
    ...verification,
  },
  closed,
)
export type Fact = Static<typeof Fact>

export const operators = ['eq', 'neq', 'gt', 'gte', 'lt', 'lte', 'in', 'contains_any'] as const
export const Leaf = Type.Object(
  { fact: FactId, op: Type.Enum(operators), value: FactValue, unit: optional(Unit) },
  closed,
)
export type Leaf = Static<typeof Leaf>

/** The closed set of operators. Depth and size are bounded when the law is read. */
export type Condition =
  | Leaf
  | { rule: string }
  | { all: Condition[] }
  | { any: Condition[] }
  | { not: Condition }
  | { atLeast: { n: number; of: Condition[] } }

export const Condition = Type.Cyclic(
  {
    Condition: Type.Union([
      Leaf,
      Type.Object({ rule: RuleId }, closed),
      Type.Object({ all: Type.Array(Type.Ref('Condition'), { minItems: 1, maxItems: 100 }) }, closed),
      Type.Object({ any: Type.Array(Type.Ref('Condition'), { minItems: 1, maxItems: 100 }) }, closed),
      Type.Object({ not: Type.Ref('Condition') }, closed),
      Type.Object(
        {
          atLeast: Type.Object(
            {
              n: Type.Integer({ minimum: 1, maximum: 100 }),
              of: Type.Array(Type.Ref('Condition'), { minItems: 1, maxItems: 100 }),
            },
            closed,
          ),
        },
        closed,
      ),
    ]),
  },
  'Condition',
)

/** Ids of entity types or of groups of them; '*' is everybody; '*nis2' whoever is essential or important. */
export const AppliesTo = list(Type.String({ pattern: '^([*]|[*]nis2|[a-z0-9_]+|@[a-z0-9_]+)$' }), 60)

export const Rule = Type.Object(
  {
    id: RuleId,
    regime: Short,
    label: Short,
    result: Short,
    scope: Type.Enum(factScopes),
    appliesTo: AppliesTo,
    when: Condition,
    article: Short,
    /** Decides a regime by itself. */
    top: optional(Type.Boolean()),
    note: optional(Text),
    /** A reading of an unclear text, with what speaks for it; shown beside the rule. */
    interpretation: optional(Type.Object({ text: Text, ...verification }, closed)),
    assessmentInterval: optional(Duration),
    ...verification,
  },
  closed,
)
export type Rule = Omit<Static<typeof Rule>, 'when'> & { when: Condition }

export type Deadline =
  | {
      kind: 'within'
      from: string
      duration: string
      also?: string
      strength?: string
      condition?: string
      unless?: string
      note?: string
      fromNote?: string
      fromVerified?: boolean
    }
  | {
      kind: 'earliest'
      of: Deadline[]
      also?: string
      note?: string
      /** Another deadline holds when `anchor` came later than `duration` after `from`: DORA, late classification. */
      exception?: { anchor: string; laterThan: string; from: string; deadline: Deadline; article: string; text: string }
    }
  | { kind: 'promptly'; wording: string; from?: string; note?: string }
  | { kind: 'on_request'; requestedBy: string[]; note?: string }
  | { kind: 'periodic'; interval: string; note?: string }
  | { kind: 'after_period'; period: Deadline; thenWithin?: string; unless?: string; note?: string }
  | { kind: 'none'; note?: string }
  | { kind: 'unclear'; text: string }

export const Deadline = Type.Cyclic(
  {
    Deadline: Type.Union([
      Type.Object(
        {
          kind: Type.Literal('within'),
          from: AnchorId,
          duration: Duration,
          /** A stricter standard beside the limit: "without_undue_delay". The limit is the latest moment, not the aim. */
          also: optional(Short),
          strength: optional(Short),
          condition: optional(Text),
          unless: optional(Text),
          note: optional(Text),
          fromNote: optional(Text),
          fromVerified: optional(Type.Boolean()),
        },
        closed,
      ),
      Type.Object(
        {
          kind: Type.Literal('earliest'),
          of: Type.Array(Type.Ref('Deadline'), { minItems: 1, maxItems: 10 }),
          also: optional(Short),
          note: optional(Text),
          exception: optional(
            Type.Object(
              {
                anchor: AnchorId,
                laterThan: Duration,
                from: AnchorId,
                deadline: Type.Ref('Deadline'),
                article: Short,
                text: Text,
              },
              closed,
            ),
          ),
        },
        closed,
      ),
      Type.Object(
        { kind: Type.Literal('promptly'), wording: Short, from: optional(AnchorId), note: optional(Text) },
        closed,
      ),
      Type.Object({ kind: Type.Literal('on_request'), requestedBy: list(Short), note: optional(Text) }, closed),
      Type.Object({ kind: Type.Literal('periodic'), interval: Duration, note: optional(Text) }, closed),
      Type.Object(
        {
          kind: Type.Literal('after_period'),
          period: Type.Ref('Deadline'),
          thenWithin: optional(Duration),
          /** Nothing is owed when this came before the period had run out. */
          unless: optional(AnchorId),
          note: optional(Text),
        },
        closed,
      ),
      Type.Object({ kind: Type.Literal('none'), note: optional(Text) }, closed),
      Type.Object({ kind: Type.Literal('unclear'), text: Text }, closed),
    ]),
  },
  'Deadline',
)

export const requiredWords = [
  'always',
  'where_applicable',
  'where_available',
  'where_possible',
  'where_appropriate',
  'where_necessary',
  'if_known',
  'where_monetary_impact',
  'where_applicable_and_appropriate',
] as const

export const ContentItem = Type.Object(
  {
    id: Type.String({ pattern: '^[A-Za-z0-9_.]+$', maxLength: 100 }),
    label: Text,
    required: Type.Enum(requiredWords),
    note: optional(Text),
    ...verification,
  },
  closed,
)
export type ContentItem = Static<typeof ContentItem>

export const DutyReport = Type.Object(
  {
    id: DutyReportId,
    name: Short,
    mandatory: Type.Boolean(),
    deadline: Deadline,
    contents: list(ContentItem),
    article: Short,
    /** Only due where this holds: a progress report while the incident goes on. */
    onlyIf: optional(Condition),
    /** Where this holds, other reports take its place. */
    replacedWhen: optional(Type.Object({ condition: Condition, by: list(DutyReportId) }, closed)),
    /** Another deadline for some entities or some facts; the first that holds counts. */
    variants: optional(
      list(
        Type.Object(
          {
            entityTypes: optional(AppliesTo),
            when: optional(Condition),
            condition: optional(Text),
            deadline: Deadline,
            article: Short,
          },
          closed,
        ),
      ),
    ),
    /** The rule that triggers this report where it is not the regime's own. */
    trigger: optional(RuleId),
    /** To whom, where that is not whom the regime names: a processor tells the controller. */
    recipients: optional(list(Short)),
    /** Fields of the regime's template that belong to it: 'initial', 'intermediate', 'final'. */
    template: optional(Short),
    /** The words by which the act lets it be left out, where no fact of the law says whether they hold: a person weighs them. */
    conditional: optional(Text),
    phased: optional(Type.Boolean()),
    notes: optional(list(Text)),
    ...verification,
  },
  closed,
)
export type DutyReport = Omit<Static<typeof DutyReport>, 'deadline' | 'onlyIf' | 'replacedWhen' | 'variants'> & {
  deadline: Deadline
  onlyIf?: Condition
  replacedWhen?: { condition: Condition; by: string[] }
  variants?: { entityTypes?: string[]; when?: Condition; condition?: string; deadline: Deadline; article: string }[]
}

/** What somebody must do beside reporting: tell customers, tell the public, tell other Member States. */
export const Communication = Type.Object(
  {
    id: DutyReportId,
    /** The actor of an authority's duty; absent where it is the entity's own. */
    actor: optional(Short),
    to: optional(list(Short)),
    whenRule: optional(RuleId),
    when: optional(Text),
    deadline: optional(Deadline),
    contents: optional(list(ContentItem)),
    article: optional(Short),
    text: optional(Text),
    ...verification,
  },
  closed,
)
export type Communication = Omit<Static<typeof Communication>, 'deadline'> & { deadline?: Deadline }

/** Relief where a limit falls on a day off: DORA, noon of the next working day. */
export const CalendarRule = Type.Object(
  {
    id: Short,
    appliesToReports: list(DutyReportId),
    text: Text,
    /** Local wall time on the next working day: '12:00'. */
    until: Type.String({ pattern: '^[0-2][0-9]:[0-5][0-9]$' }),
    article: Short,
    exclusions: list(
      Type.Object(
        {
          reports: list(DutyReportId),
          entityTypes: optional(AppliesTo),
          condition: optional(Condition),
          article: Short,
          note: optional(Text),
        },
        closed,
      ),
    ),
    interpretation: optional(Type.Object({ text: Text, ...verification }, closed)),
  },
  closed,
)
export type CalendarRule = Omit<Static<typeof CalendarRule>, 'exclusions'> & {
  exclusions: { reports: string[]; entityTypes?: string[]; condition?: Condition; article: string; note?: string }[]
}

/** One field of a prescribed form. */
export const TemplateField = Type.Object(
  {
    no: Type.String({ pattern: '^[0-9]+([.][0-9]+)?$' }),
    label: Text,
    section: optional(Short),
    /** By stage of report; for a form with one stage under 'any'. M mandatory, C if the condition holds, - not asked. */
    required: Type.Record(Type.String(), Type.Enum(['M', 'C', '-'])),
    type: Short,
    condition: optional(Short),
    choices: optional(list(Short)),
    /** The field whose choices these are: '1.4', or 'dora/1.4' in the form of another regime. */
    choicesOf: optional(Short),
    note: optional(Text),
    ...verification,
  },
  closed,
)
export type TemplateField = Static<typeof TemplateField>

export const Template = Type.Object(
  { instrument: Short, percentRule: optional(Short), moneyRule: optional(Short), fields: list(TemplateField, 200) },
  closed,
)
export type Template = Static<typeof Template>

export const regimeKinds = ['directive', 'regulation'] as const

export const Regime = Type.Object(
  {
    id: RegimeId,
    title: Short,
    instrument: Text,
    kind: Type.Enum(regimeKinds),
    bindingVia: optional(Short),
    mandatory: Type.Boolean(),
    /** First day on which the duty exists, and where it is known the first on which it does not any more. */
    appliesFrom: optional(Type.String({ pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' })),
    appliesUntil: optional(Type.String({ pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' })),
    appliesFromNote: optional(Text),
    appliesFromVerified: optional(Type.Boolean()),
    who: Type.Object({ entityTypes: AppliesTo, text: optional(Text), start: optional(Text) }, closed),
    trigger: Type.Object(
      {
        /** Any of these decides. Where `only` is given, the rule counts for those types alone, and for them no rule without it. */
        rules: list(Type.Object({ rule: RuleId, only: optional(AppliesTo) }, closed)),
        supporting: optional(list(RuleId)),
        text: optional(Text),
      },
      closed,
    ),
    recipient: Type.Object(
      {
        primary: list(Short),
        alternative: optional(list(Short)),
        also: optional(list(Text)),
        simultaneous: optional(Type.Boolean()),
        channel: optional(Text),
        text: optional(Text),
        jurisdiction: optional(Text),
        routing: optional(list(Text)),
        article: optional(Short),
      },
      closed,
    ),
    reports: list(DutyReport),
    communications: list(Communication),
    authorityDuties: list(Communication),
    calendar: optional(CalendarRule),
    template: optional(Template),
    delayRule: optional(Type.Object({ text: Text, article: Short }, closed)),
    notes: list(Text),
    effects: list(Text),
    ...verification,
  },
  closed,
)
export type Regime = Omit<Static<typeof Regime>, 'reports' | 'communications' | 'authorityDuties' | 'calendar'> & {
  reports: DutyReport[]
  communications: Communication[]
  authorityDuties: Communication[]
  calendar?: CalendarRule
}

export const EntityType = Type.Object(
  {
    id: EntityTypeId,
    label: Short,
    /** Acts that name this type: 'nis2', 'nis2-ir', 'dora'. */
    acts: list(Short),
    /** Being of this type settles these facts. */
    implies: optional(Type.Record(Type.String(), FactValue)),
    doraPoint: optional(Short),
  },
  closed,
)
export type EntityType = Static<typeof EntityType>

export const relationKinds = ['displaces', 'parallel', 'note'] as const
/** Overlap and precedence. `displaces`: where both concern an entity of `forTypes`, only `first` asks for reports. */
export const Relation = Type.Object(
  {
    id: Short,
    kind: Type.Enum(relationKinds),
    first: list(RegimeId),
    second: list(RegimeId),
    forTypes: optional(AppliesTo),
    text: Text,
    articles: list(Short),
    ...verification,
  },
  closed,
)
export type Relation = Static<typeof Relation>

export const Anchor = Type.Object(
  {
    id: Type.String({ maxLength: 160 }),
    meaning: Text,
    /** The latest of these submissions. */
    latestOf: optional(list(AnchorId)),
  },
  closed,
)
export type Anchor = Static<typeof Anchor>

/**
 * How a period that is not in hours ends. `plain`: same time of day, the earliest reading. `1182/71`: the last hour of the
 * last day, and of the next working day where that day is off.
 */
export const PeriodReading = Type.Enum(['plain', '1182/71'])
export type PeriodReading = Static<typeof PeriodReading>

export const TimeComputation = Type.Object(
  {
    act: Short,
    items: list(Type.Object({ id: Short, text: Text, article: Short, ...verification }, closed)),
    caution: Type.Object({ text: Text, ...verification }, closed),
    /** The reading that clocks run by, where no regime or Member State says otherwise. */
    reading: PeriodReading,
    settings: list(
      Type.Object(
        { regime: optional(RegimeId), memberState: optional(MemberState), reading: PeriodReading, basis: Text },
        closed,
      ),
    ),
  },
  closed,
)
export type TimeComputation = Static<typeof TimeComputation>

/** What national law changes: other deadlines, recipients, further reports. Unverified ones are shown, and never run a clock. */
export const Overlay = Type.Object(
  {
    memberState: MemberState,
    regime: RegimeId,
    text: Text,
    /** Only a verified overlay may carry changes. */
    reports: list(DutyReport),
    deadlines: list(Type.Object({ report: DutyReportId, deadline: Deadline, article: Short }, closed)),
    recipients: list(Short),
    ...verification,
  },
  closed,
)
export type Overlay = Omit<Static<typeof Overlay>, 'reports' | 'deadlines'> & {
  reports: DutyReport[]
  deadlines: { report: string; deadline: Deadline; article: string }[]
}

export const LawSource = Type.Object(
  {
    id: Short,
    document: Text,
    articles: list(Short),
    url: optional(Type.String({ maxLength: 500 })),
    note: optional(Text),
    ...verification,
  },
  closed,
)

/** All of it, read and bound together. `version` is made of what the files say: other words, another version. */
export const Law = Type.Object(
  {
    version: Type.String(),
    title: Text,
    /** Month in which the texts were last compared with the acts: '2026-08'. */
    checkedAsOf: Type.String(),
    disclaimer: Text,
    verifiedLegend: Type.Record(Type.String(), Text),
    sources: list(LawSource),
    measurement: list(Type.Object({ id: Short, text: Text, article: optional(Short), ...verification }, closed)),
    entityTypes: list(EntityType),
    /** '@relevant_entities': the types that the name stands for. */
    groups: Type.Record(Type.String(), list(EntityTypeId)),
    anchors: list(Anchor),
    time: TimeComputation,
    relations: list(Relation),
    pending: list(Type.Object({ id: Short, text: Text, ...verification }, closed)),
    overlays: list(Overlay),
    facts: list(Fact, 1_000),
    rules: list(Rule, 2_000),
    regimes: list(Regime, 200),
  },
  closed,
)
export type Law = Omit<Static<typeof Law>, 'rules' | 'regimes' | 'overlays'> & {
  rules: Rule[]
  regimes: Regime[]
  overlays: Overlay[]
}
