// Which fields a report of a regime has: those of its prescribed form at this stage, or the contents that the act names.
import type { Fill, Forms, OwnField } from '../../model/duty-forms.ts'
import type { ContentItem, DutyReport, Law, Regime, TemplateField } from '../../model/law.ts'

export interface AskedField {
  id: string
  label: string
  section: string | null
  type: string
  choices: readonly string[] | null
  help: string | null
  /** always: needed. depends: on a condition, or on what there is. open: the law does not name it. */
  asked: 'always' | 'depends' | 'open'
  /** The word of the law: 'always', 'where_available', 'M', 'C'. */
  word: string | null
  /** Of a prescribed form: the id of the condition. */
  condition: string | null
  verified: boolean
  /** What a person wrote here in an earlier report of the regime is taken over. */
  carried: boolean
  parts: readonly string[]
  template: { field: TemplateField; fill: Fill | null } | null
}

export interface Place {
  law: Law
  regime: Regime
  report: DutyReport
}

export function placeOf(law: Law, regimeId: string, reportId: string): Place | null {
  const regime = law.regimes.find((one) => one.id === regimeId)
  const report = regime?.reports.find((one) => one.id === reportId)
  return regime && report ? { law, regime, report } : null
}

export function askedFields(place: Place, forms: Forms): AskedField[] {
  const { regime, report } = place
  if (regime.template && report.template) return templateFields(place, forms)
  const named = contentFields(place, forms)
  const heading = forms.heading.map((field) => ownField(field, 'About this report'))
  if (named.length > 0) return [...heading, ...named]
  return [...heading, ...forms.open.map((field) => ownField(field, 'The act leaves the contents open'))]
}

const sections: Record<string, string> = {
  general: 'General information',
  initial: 'Initial notification',
  intermediate: 'Intermediate report',
  final: 'Final report',
}

function templateFields({ law, regime, report }: Place, forms: Forms): AskedField[] {
  const stage = report.template ?? ''
  const fills = forms.templates[regime.id] ?? {}
  return (regime.template?.fields ?? []).flatMap((field): AskedField[] => {
    const word = field.required[stage] ?? '-'
    if (word === '-') return []
    return [
      {
        id: field.no,
        label: field.label,
        section: field.section ? (sections[field.section] ?? field.section) : null,
        type: field.type,
        choices: field.choices ?? choicesOf(law, field.choicesOf),
        help: field.note ?? null,
        asked: word === 'M' ? 'always' : 'depends',
        word,
        condition: field.condition ?? null,
        verified: field.verified ?? regime.verified ?? true,
        carried: true,
        parts: [],
        template: { field, fill: fills[field.no] ?? null },
      },
    ]
  })
}

/** 'dora/1.4': the choices of that field of the form of another regime. */
function choicesOf(law: Law, where: string | undefined): readonly string[] | null {
  const [regimeId = '', no = ''] = where?.split('/') ?? []
  const regime = law.regimes.find((one) => one.id === regimeId)
  return regime?.template?.fields.find((field) => field.no === no)?.choices ?? null
}

/** The contents that the act names; one that says 'the same as in that report' is replaced by those. */
function contentFields(place: Place, forms: Forms): AskedField[] {
  const found = new Map<string, AskedField>()
  for (const item of place.report.contents) {
    const alike = Object.hasOwn(forms.alike, item.id) ? forms.alike[item.id] : undefined
    const other = alike && place.regime.reports.find((report) => report.id === alike.report && report !== place.report)
    const items = other ? other.contents.filter(({ id }) => alike.only?.includes(id) ?? true) : [item]
    for (const one of items) {
      if (!found.has(one.id)) found.set(one.id, contentField(place, forms, one, other !== undefined))
    }
  }
  return [...found.values()]
}

function contentField({ regime, report }: Place, forms: Forms, item: ContentItem, carried: boolean): AskedField {
  return {
    id: item.id,
    label: item.label,
    section: 'Contents that the act names',
    type: 'text',
    choices: null,
    help: null,
    asked: item.required === 'always' ? 'always' : 'depends',
    word: item.required,
    condition: null,
    verified: item.verified ?? report.verified ?? regime.verified ?? true,
    carried,
    parts: Object.hasOwn(forms.contents, item.id) ? (forms.contents[item.id] ?? []) : [],
    template: null,
  }
}

function ownField({ id, label, parts }: OwnField, section: string): AskedField {
  return {
    ...{ id, label, section, parts },
    ...{ type: 'text', choices: null, help: null, asked: 'open', word: null },
    ...{ condition: null, verified: true, carried: false, template: null },
  }
}
