// Why a report is not owed any more, in the words of the law that it was judged by.
import type { Duty } from '../../model/duty.ts'
import type { DutyReport, Law } from '../../model/law.ts'
import type { RegimeVerdict } from '../../model/verdict.ts'

export interface Ended {
  because: string
  article: string | null
}

const most = 4

export function whyEnded(
  { regime, report }: Pick<Duty, 'regime' | 'report'>,
  verdict: RegimeVerdict | undefined,
  law: Law,
): Ended {
  if (!verdict) return { because: `The law of version ${law.version} has no regime ${regime}.`, article: null }
  const judgedBy = law.regimes.find((one) => one.id === regime)
  if (verdict.verdict === 'no') {
    const { because, article } = whyNo(verdict, law)
    // What the act says on judging anew: DORA wants it told by the same form.
    const note = verdict.applies === 'no' ? undefined : judgedBy?.notes.find((one) => /reclassif/i.test(one))
    return { because: note ? `${because} ${note}` : because, article }
  }
  const asked = judgedBy?.reports.find((one) => one.id === report)
  if (!asked) return { because: `The law of version ${law.version} asks for no such report.`, article: null }
  return { because: whyLeftOut(asked, law, regime), article: asked.article }
}

function whyNo({ title, displacedBy, applies, note, because, failed, articles }: RegimeVerdict, law: Law): Ended {
  if (displacedBy) return { because: displacedBy.text, article: listed(displacedBy.articles) }
  if (applies === 'no') return { because: note ?? `${title} does not concern this entity.`, article: listed(articles) }
  const ids = because.length > 0 ? because : failed
  const rules = law.rules.filter((rule) => ids.includes(rule.id)).slice(0, most)
  const said = rules.map(({ label, article }) => `${label} (${article})`).join('; ')
  // An exclusion that is met settles it; otherwise it is all the rules that were looked at and are not met.
  const why = because.length > 0 ? `because of ${said}` : `none of its rules is met: ${said}`
  return {
    because: said
      ? `Judged anew, it is not reportable under ${title}: ${why}.`
      : (note ?? `Not reportable under ${title}.`),
    article: listed(rules.map((rule) => rule.article)) ?? listed(articles),
  }
}

function whyLeftOut({ name, replacedWhen, onlyIf }: DutyReport, law: Law, regime: string): string {
  const names = law.regimes
    .find((one) => one.id === regime)
    ?.reports.filter((one) => replacedWhen?.by.includes(one.id))
    .map((one) => one.name)
  if (names && names.length > 0) return `${listed(names)} take the place of ${name}.`
  return onlyIf ? `${name} is asked for only under a condition that does not hold.` : `${name} is not asked for.`
}

function listed(words: readonly string[]): string | null {
  return words.length > 0 ? [...new Set(words)].slice(0, most).join(', ') : null
}
