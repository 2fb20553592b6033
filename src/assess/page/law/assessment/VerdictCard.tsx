// The verdict of one regime: the big word, why in one line, to whom, by when, and the reasons behind it for who opens them.
import { Link } from '@tanstack/react-router'
import { type ReactNode, useId, useState } from 'react'
import { Badge } from '#web/kit/Badge.tsx'
import { Icon } from '#web/kit/Icon.tsx'
import { say, sayCount } from '#web/say.ts'
import type { RegimeVerdict, ReportDue } from '../../../model/verdict.ts'
import { sayArticle } from '../../../rules/clocks/say-time.ts'
import { DueShown } from '../DueShown.tsx'
import { FactLink } from '../FactLink.tsx'
import type { LawIndex } from '../law-index.ts'
import { Moment } from '../Moment.tsx'
import { TimeLeft } from '../TimeLeft.tsx'
import { Unverified } from '../Unverified.tsx'
import { dueWord, invitationWord, recipientWord, verdictIcons, verdictWord } from '../words.ts'
import { isInvitation, nextReport, recipientsOf } from './order-verdicts.ts'
import type { DutyShown } from './shown.ts'
import { Tellings } from './Tellings.tsx'
import { Why } from './Why.tsx'

export interface VerdictCardProps {
  assessment: string
  verdict: RegimeVerdict
  duties: readonly DutyShown[]
  law: LawIndex
  zone: string
  lawVersion?: string | undefined
  /** Whether facts can be opened from here. */
  linked: boolean
}

export function VerdictCard({
  assessment,
  verdict,
  duties,
  law,
  zone,
  lawVersion,
  linked,
}: VerdictCardProps): ReactNode {
  const id = useId()
  const [open, setOpen] = useState(false)
  const recipients = recipientsOf(verdict)
  return (
    <section className="verdict card" data-verdict={verdict.verdict} aria-labelledby={id}>
      <header className="verdict-head">
        <Icon name={verdictIcons[verdict.verdict]} size={26} />
        <div>
          <p className="verdict-word">{isInvitation(verdict) ? invitationWord() : verdictWord(verdict.verdict)}</p>
          <h3 id={id}>{verdict.title}</h3>
        </div>
        <Unverified verified={verdict.verified} />
      </header>
      <WhyLine verdict={verdict} law={law} linked={linked} />
      {verdict.articles.length > 0 ? <p className="small quiet">{verdict.articles.join(' · ')}</p> : null}
      {recipients.length > 0 && (verdict.verdict !== 'no' || isInvitation(verdict)) ? (
        <p>
          {verdict.verdict === 'yes'
            ? say('Report to:')
            : isInvitation(verdict)
              ? say('May go to:')
              : say('Would go to:')}{' '}
          <strong>{recipients.map(recipientWord).join(', ')}</strong>
        </p>
      ) : null}
      {verdict.verdict === 'no' ? null : <NextClock verdict={verdict} zone={zone} />}
      {verdict.reports.length > 0 ? <Reports {...{ verdict, duties, law, zone }} /> : null}
      <Tellings tellings={verdict.tellings} zone={zone} />
      <details className="why" onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>{say('Why, rule by rule')}</summary>
        {open ? <Why {...{ assessment, regime: verdict.id, law, lawVersion, linked }} /> : null}
      </details>
    </section>
  )
}

/** What stands here is what settled it; for an open one, what would have to be known. */
function WhyLine({ verdict, law, linked }: Pick<VerdictCardProps, 'verdict' | 'law' | 'linked'>): ReactNode {
  if (isInvitation(verdict)) return <p>{say('Nobody is obliged to report this; whoever wants to, may.')}</p>
  if (verdict.note) return <p>{verdict.note}</p>
  if (verdict.verdict === 'undetermined') return <Missing verdict={verdict} law={law} linked={linked} />
  const [first, ...others] = verdict.because
  if (first === undefined)
    return <p>{verdict.verdict === 'no' ? say('None of its conditions is met.') : say('Its conditions are met.')}</p>
  const rules = [...new Set([first, ...others].map(law.ruleWord))].slice(0, 3).join(' · ')
  return <p>{verdict.verdict === 'yes' ? say('Met: {rules}', { rules }) : say('Settled by: {rules}', { rules })}</p>
}

/** More missing facts than these are counted, not named. */
const few = 3

function Missing({ verdict, law, linked }: Pick<VerdictCardProps, 'verdict' | 'law' | 'linked'>): ReactNode {
  const rest = verdict.missing.length - few
  return (
    <div>
      <p>{sayCount(verdict.missing.length, '{n} fact can still change this:', '{n} facts can still change this:')}</p>
      <ul className="law-list">
        {verdict.missing.slice(0, few).map((fact) => (
          <li key={fact}>
            <FactLink fact={fact} linked={linked}>
              {law.factWord(fact)}
            </FactLink>
          </li>
        ))}
        {rest > 0 ? <li>{say('and {n} more', { n: rest })}</li> : null}
      </ul>
    </div>
  )
}

function NextClock({ verdict, zone }: { verdict: RegimeVerdict; zone: string }): ReactNode {
  const next = nextReport(verdict)
  if (next?.due) {
    const firm = next.standing === 'runs'
    return (
      <div className="next-clock">
        {firm ? <TimeLeft due={next.due} large /> : <span className="quiet">{say('If it is reportable:')}</span>}
        <span>
          {next.name}: <Moment at={next.due} zone={zone} />
        </span>
        {firm ? null : <TimeLeft due={next.due} />}
      </div>
    )
  }
  const waiting = verdict.reports.find((report) => report.submitted === null)
  return waiting ? (
    <p className="next-clock quiet">
      {waiting.name}: {dueWord(waiting.clock)}
    </p>
  ) : null
}

interface ReportsProps extends Pick<VerdictCardProps, 'duties' | 'law' | 'zone'> {
  verdict: RegimeVerdict
}

function Reports({ verdict, duties, law, zone }: ReportsProps): ReactNode {
  return (
    <details className="reports">
      <summary>
        {sayCount(verdict.reports.length, '{n} report, and when it is due', '{n} reports, and when they are due')}
      </summary>
      <ul className="plain-list">
        {verdict.reports.map((report) => (
          <ReportLine
            key={report.id}
            report={report}
            reportable={verdict.verdict === 'yes'}
            duty={duties.find((it) => it.state.regime === verdict.id && it.state.report === report.id)}
            law={law}
            zone={zone}
          />
        ))}
      </ul>
    </details>
  )
}

interface ReportLineProps extends Pick<VerdictCardProps, 'law' | 'zone'> {
  report: ReportDue
  duty: DutyShown | undefined
  reportable: boolean
}

function ReportLine({ report, duty, reportable, law, zone }: ReportLineProps): ReactNode {
  return (
    <li>
      <span className="row">
        {duty ? (
          <Link to="/clocks" search={{ duty: duty.id }} className="title-link">
            {report.name}
          </Link>
        ) : (
          <strong>{report.name}</strong>
        )}
        {report.mandatory ? null : <Badge tone="quiet">{say('voluntary')}</Badge>}
        {report.submitted ? <Badge tone="good">{say('handed in')}</Badge> : null}
        {report.overdue ? <Badge tone="bad">{say('overdue')}</Badge> : null}
        {report.standing === 'would-run' ? (
          <Badge tone="quiet">{reportable ? say('only if its condition holds') : say('only if reportable')}</Badge>
        ) : null}
      </span>
      <span className="small">
        {report.recipients.map(recipientWord).join(', ')}
        {report.recipients.length > 0 ? ' · ' : ''}
        {sayArticle(report.article)}
      </span>
      <DueShown due={report.clock} zone={zone} factWord={law.factWord} />
    </li>
  )
}
