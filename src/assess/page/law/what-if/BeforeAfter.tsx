// Verdicts and clocks as they are and as they would be, side by side; what differs is said in words, not in colours.
import type { ReactNode } from 'react'
import { Badge } from '#web/kit/Badge.tsx'
import { say } from '#web/say.ts'
import type { RegimeVerdict } from '../../../model/verdict.ts'
import { isInvitation } from '../assessment/order-verdicts.ts'
import { Moment } from '../Moment.tsx'
import { dueWord, invitationWord, verdictTones, verdictWord } from '../words.ts'
import type { WhatIf } from './WouldChange.tsx'

export function BeforeAfter({ answer, zone }: { answer: WhatIf; zone: string }): ReactNode {
  const after = new Map((answer.after?.regimes ?? []).map((it) => [it.id, it]))
  const before = new Map((answer.before?.regimes ?? []).map((it) => [it.id, it]))
  const ids = [...new Set([...before.keys(), ...after.keys()])]
  const rows = ids
    .map((id) => ({ id, was: before.get(id), is: after.get(id) }))
    .filter(({ was, is }) => concerns(was) || concerns(is))
    .toSorted((a, b) => Number(differs(b.was, b.is)) - Number(differs(a.was, a.is)))
  if (rows.length === 0) return null
  return (
    <ul className="before-after" aria-label={say('Before and after')}>
      {rows.map(({ id, was, is }) => (
        <li key={id} data-differs={differs(was, is) || undefined}>
          <h3>
            {was?.title ?? is?.title ?? id} {differs(was, is) ? <Badge tone="accent">{say('differs')}</Badge> : null}
          </h3>
          <dl>
            <dt>{say('As recorded')}</dt>
            <dd>
              <Side verdict={was} zone={zone} brief={!differs(was, is)} />
            </dd>
          </dl>
          <dl>
            <dt>{say('If it were so')}</dt>
            <dd>
              {answer.after ? <Side verdict={is} zone={zone} brief={!differs(was, is)} /> : say('cannot be judged')}
            </dd>
          </dl>
        </li>
      ))}
    </ul>
  )
}

interface SideProps {
  verdict: RegimeVerdict | undefined
  zone: string
  /** Where nothing differs, the clocks need no second reading. */
  brief: boolean
}

function Side({ verdict, zone, brief }: SideProps): ReactNode {
  if (!verdict) return <span className="quiet">{say('not in this version of the law')}</span>
  if (!concerns(verdict)) return <span className="quiet">{say('does not concern the organisation')}</span>
  return (
    <div className="stack tight">
      <span>
        <Badge tone={verdictTones[verdict.verdict]}>
          {isInvitation(verdict) ? invitationWord() : verdictWord(verdict.verdict)}
        </Badge>
      </span>
      {brief || verdict.verdict === 'no' ? null : (
        <ul className="side-reports small">
          {verdict.reports.map((report) => (
            <li key={report.id}>
              {report.name}: {report.due ? <Moment at={report.due} zone={zone} /> : dueWord(report.clock)}
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

function concerns(verdict: RegimeVerdict | undefined): boolean {
  return verdict !== undefined && (verdict.applies !== 'no' || verdict.verdict !== 'no')
}

function differs(was: RegimeVerdict | undefined, is: RegimeVerdict | undefined): boolean {
  if (!was || !is) return was !== is
  return was.verdict !== is.verdict || was.applies !== is.applies || dues(was) !== dues(is)
}

function dues(verdict: RegimeVerdict): string {
  return verdict.reports.map((report) => `${report.id} ${report.due} ${report.standing}`).join('\n')
}
