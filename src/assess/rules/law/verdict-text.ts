// A verdict as text that can be read at three in the morning: what to send to whom until when, first.
import type { Fault, RegimeVerdict, ReportDue, Verdict } from '../../model/verdict.ts'
import type { PreparedLaw } from './prepared.ts'
import { wrapped } from './wrap.ts'

export function verdictInWords(law: PreparedLaw, verdict: Verdict, timeZone: string, now: string | null): string {
  const { regimes, nextQuestion } = verdict
  const by = (answer: RegimeVerdict['verdict']) =>
    regimes.filter((one) => one.applies !== 'no' && one.verdict === answer)
  const met = by('yes')
  const open = by('undetermined')
  const silent = by('no').filter(({ note }) => note !== 'voluntary')
  const voluntary = regimes.filter(({ applies, note }) => applies !== 'no' && note === 'voluntary')
  const displaced = regimes.filter(({ displacedBy }) => displacedBy !== null)
  const shown = { law, timeZone, now }
  const lines = wrapped(headline(shown, met, open))
  for (const regime of met) lines.push('', ...regimeLines(shown, 'REPORT', regime))
  for (const regime of open) lines.push('', ...regimeLines(shown, 'NOT KNOWN YET', regime))
  for (const regime of silent) lines.push('', ...regimeLines(shown, 'NO DUTY', regime))
  if (displaced.length > 0) lines.push('')
  for (const one of displaced)
    lines.push(
      ...wrapped(
        `${one.title}: gives way to ${one.displacedBy?.regime}. ${one.note ?? ''} (${one.displacedBy?.articles.join(', ')})`,
      ),
    )
  if (voluntary.length > 0) lines.push('', ...wrapped(`Voluntary: ${voluntary.map(({ title }) => title).join('; ')}`))
  const others = regimes.filter(({ applies, displacedBy }) => applies === 'no' && displacedBy === null)
  lines.push('', ...wrapped(`Do not concern this entity now: ${others.map(({ id }) => id).join(', ') || 'none'}`))
  if (nextQuestion !== null) {
    const of = nextQuestion.service === null ? '' : ` (service ${nextQuestion.service})`
    lines.push('', ...wrapped(`NEXT QUESTION${of}: ${nextQuestion.text}`))
    if (nextQuestion.help) lines.push(...wrapped(nextQuestion.help, '  '))
    const left = `at most ${nextQuestion.left} ${nextQuestion.left === 1 ? 'question' : 'questions'} left`
    lines.push(...wrapped(`${nextQuestion.fact}; ${nextQuestion.article}; ${left}`, '  '))
  }
  lines.push('', ...wrapped(`By the law as of ${verdict.dataVersion}. ${law.law.disclaimer}`))
  return lines.join('\n')
}

interface Shown {
  law: PreparedLaw
  timeZone: string
  now: string | null
}

function headline({ timeZone }: Shown, met: readonly RegimeVerdict[], open: readonly RegimeVerdict[]): string {
  const late = met.flatMap(({ reports }) => reports).filter(({ overdue }) => overdue).length
  const first = earliest(met)
  const parts = [
    met.length > 0 ? `REPORTABLE under ${met.map(({ id }) => id).join(', ')}` : 'Nothing is known to be reportable',
    ...(open.length > 0 ? [`not known yet: ${open.map(({ id }) => id).join(', ')}`] : []),
    ...(late > 0 ? [`${late} OVERDUE`] : []),
    ...(first ? [`next due ${local(first, timeZone)}`] : []),
  ]
  return `${parts.map((part) => part.charAt(0).toUpperCase() + part.slice(1)).join('. ')}.`
}

function earliest(regimes: readonly RegimeVerdict[]): string | null {
  let first: string | null = null
  for (const { reports } of regimes)
    for (const { due, standing, submitted, overdue } of reports)
      if (due !== null && standing === 'runs' && submitted === null && !overdue && (first === null || due < first))
        first = due
  return first
}

function regimeLines(shown: Shown, heading: string, regime: RegimeVerdict): string[] {
  const { law } = shown
  const lines = [`${heading}  ${regime.title}${regime.verified ? '' : '  (NOT VERIFIED LAW)'}`]
  for (const id of regime.because) {
    const rule = law.ruleOf.get(id)?.rule
    lines.push(
      ...wrapped(
        `${regime.verdict === 'yes' ? 'because' : 'since'} ${rule?.label ?? id} (${rule?.article ?? id}; ${id})`,
        '  ',
      ),
    )
  }
  if (regime.note !== null) lines.push(...wrapped(regime.note, '  '))
  if (regime.missing.length > 0) lines.push(...wrapped(`open: ${regime.missing.join(', ')}`, '  '))
  for (const report of regime.reports) lines.push(...reportLines(shown, regime.verdict, report))
  return lines
}

function reportLines(shown: Shown, verdict: RegimeVerdict['verdict'], report: ReportDue): string[] {
  const { name, article, recipients, clock, standing, submitted } = report
  const sure = standing === 'runs' || submitted !== null
  const condition = sure ? '' : verdict === 'yes' ? ', where that applies' : ', if it is reportable'
  const standard = clock.also ? `; ${clock.also.replaceAll('_', ' ')}` : ''
  return [
    ...wrapped(`- ${name}, to ${recipients.join(', ')}`, '  '),
    ...wrapped(`${whenInWords(shown, report)}${condition}`, '      '),
    ...wrapped(`${clock.basis}${standard}${clock.basis.includes(article) ? '' : ` (${article})`}`, '      '),
    ...(report.verified ? [] : ['      NOT VERIFIED']),
    ...(clock.assumed.length > 0 ? wrapped(`taken for granted: ${clock.assumed.join(', ')}`, '      ') : []),
  ]
}

function whenInWords({ timeZone, now }: Shown, { submitted, due, overdue, clock }: ReportDue): string {
  if (submitted !== null) return `sent ${local(submitted, timeZone)}`
  if (due === null) return clock.kind === 'waits' ? `waits for ${clock.waitsFor.join(', ')}` : 'no fixed limit'
  if (overdue) return `OVERDUE since ${local(due, timeZone)}`
  if (now !== null && now > due) return `was due ${local(due, timeZone)}`
  return `due ${local(due, timeZone)}${now === null ? '' : `, ${left(now, due)}`}`
}

function local(moment: string, timeZone: string): string {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  return `${format.format(new Date(moment))} ${timeZone}`
}

function left(now: string, due: string): string {
  const minutes = Math.floor((Date.parse(due) - Date.parse(now)) / 60_000)
  if (minutes < 60) return `${minutes} min left`
  return minutes < 48 * 60
    ? `${Math.floor(minutes / 60)} h ${minutes % 60} min left`
    : `${Math.floor(minutes / 1440)} days left`
}

export function faultsInWords(faults: readonly Fault[]): string {
  const lines = faults.flatMap(({ field, rule, reason }) => wrapped(`${field || '/'} (${rule}): ${reason}`, '  '))
  return ['REFUSED: this situation cannot be judged.', ...lines].join('\n')
}
