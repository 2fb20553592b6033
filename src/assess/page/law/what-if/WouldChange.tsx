// What something supposed would change, in words: verdicts that turn, clocks that come, go and move. Nothing is recorded.
import type { ReactNode } from 'react'
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import { useAsk } from '#web/ask.ts'
import { Badge, type Tone } from '#web/kit/Badge.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { say } from '#web/say.ts'
import { whatIf } from '../../../api/assessments.ts'
import { Moment } from '../Moment.tsx'
import { verdictWord } from '../words.ts'

type Suppose = InputOf<typeof whatIf>['suppose']
export type WhatIf = OutputOf<typeof whatIf>
type Change = WhatIf['changes'][number]
type ReportChange = Change['reports'][number]

export interface WouldChangeProps {
  assessment: string
  suppose: Suppose
  zone: string
}

export function WouldChange({ assessment, suppose, zone }: WouldChangeProps): ReactNode {
  const asked = useAsk(whatIf, { id: assessment, suppose }, { keep: true, hears: ['assess.assessment'] })
  if (asked.error) return <Problem error={asked.error} />
  if (!asked.data) return <p className="quiet">{say('Computing …')}</p>
  return (
    <div aria-busy={asked.isPlaceholderData || undefined}>
      <Changes answer={asked.data} zone={zone} />
    </div>
  )
}

export function Changes({ answer, zone }: { answer: WhatIf; zone: string }): ReactNode {
  if (answer.faults.length > 0) {
    return (
      <div className="note warn stack tight" role="alert">
        <strong>{say('That cannot be:')}</strong>
        <ul className="changes">
          {answer.faults.map((fault) => (
            <li key={`${fault.field}/${fault.rule}`}>
              {fault.reason} <code>{fault.field}</code>
            </li>
          ))}
        </ul>
      </div>
    )
  }
  if (answer.changes.length === 0) return <p role="status">{say('Nothing: no verdict turns, and no clock moves.')}</p>
  return (
    <ul className="would-change" aria-live="polite">
      {answer.changes.map((change) => (
        <li key={change.regime}>
          <strong>{change.title}</strong>
          {change.from === change.to ? null : (
            <span>
              {': '}
              {verdictWord(change.from)} → <strong>{verdictWord(change.to)}</strong>
            </span>
          )}
          {change.reports.length > 0 ? (
            <ul>
              {change.reports.map((report) => (
                <li key={report.id}>
                  <ReportChanged report={report} zone={zone} />
                </li>
              ))}
            </ul>
          ) : null}
        </li>
      ))}
    </ul>
  )
}

const tones: Record<ReportChange['change'], Tone> = {
  comes: 'bad',
  goes: 'good',
  moves: 'warn',
  'becomes firm': 'bad',
  'becomes open': 'quiet',
}

export function changeWord(change: ReportChange['change']): string {
  return {
    comes: say('comes'),
    goes: say('goes'),
    moves: say('moves'),
    'becomes firm': say('becomes firm'),
    'becomes open': say('becomes open'),
  }[change]
}

function ReportChanged({ report, zone }: { report: ReportChange; zone: string }): ReactNode {
  return (
    <>
      {report.name} <Badge tone={tones[report.change]}>{changeWord(report.change)}</Badge>{' '}
      {report.from ? <Moment at={report.from} zone={zone} /> : null}
      {report.from && report.to && report.from !== report.to ? ' → ' : null}
      {report.to && report.from !== report.to ? (
        <strong>
          <Moment at={report.to} zone={zone} />
        </strong>
      ) : null}
    </>
  )
}
