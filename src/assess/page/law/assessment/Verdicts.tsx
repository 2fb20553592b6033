// All verdicts of an assessment: reportable first, then what is open, and the rest folded so that it does not cry.
import type { ReactNode } from 'react'
import { Empty } from '#web/kit/Empty.tsx'
import { say, sayCount } from '#web/say.ts'
import type { RegimeVerdict, Verdict } from '../../../model/verdict.ts'
import type { LawIndex } from '../law-index.ts'
import { orderVerdicts } from './order-verdicts.ts'
import type { DutyShown } from './shown.ts'
import { VerdictCard } from './VerdictCard.tsx'

export interface VerdictsProps {
  assessment: string
  verdict: Verdict
  duties: readonly DutyShown[]
  law: LawIndex
  zone: string
  lawVersion?: string | undefined
  linked: boolean
}

export function Verdicts({ verdict, ...rest }: VerdictsProps): ReactNode {
  const { yes, open, no, invited, elsewhere } = orderVerdicts(verdict.regimes)
  const card = (it: RegimeVerdict) => <VerdictCard key={it.id} verdict={it} {...rest} />
  const summary = [
    sayCount(yes.length, '{n} reportable', '{n} reportable'),
    sayCount(open.length, '{n} open', '{n} open'),
    sayCount(no.length, '{n} not reportable', '{n} not reportable'),
  ].join(' · ')
  return (
    <div className="stack">
      <h2 className="verdict-count">
        <span role="status">{summary}</span>
      </h2>
      {yes.length + open.length + no.length + invited.length === 0 ? (
        <Empty icon="search" title={say('No act concerns this organisation yet')}>
          {say('Say who it is by law: its types and countries decide which acts ask it for reports.')}
        </Empty>
      ) : null}
      {yes.length + open.length > 0 ? <div className="verdicts">{[...yes, ...open].map(card)}</div> : null}
      {no.length > 0 ? (
        <details className="folded">
          <summary>
            {sayCount(no.length, '{n} act does not ask for a report', '{n} acts do not ask for a report')}:{' '}
            {no.map((it) => it.title).join('; ')}
          </summary>
          <div className="verdicts">{no.map(card)}</div>
        </details>
      ) : null}
      {invited.length > 0 ? (
        <details className="folded">
          <summary>
            {sayCount(
              invited.length,
              '{n} act invites a report and obliges nobody',
              '{n} acts invite reports and oblige nobody',
            )}
            : {invited.map((it) => it.title).join('; ')}
          </summary>
          <div className="verdicts">{invited.map(card)}</div>
        </details>
      ) : null}
      {elsewhere.length > 0 ? <Elsewhere verdicts={elsewhere} law={rest.law} /> : null}
    </div>
  )
}

/** Regimes that stay silent, each with the reason: nobody should wonder whether one was forgotten. */
function Elsewhere({ verdicts, law }: { verdicts: readonly RegimeVerdict[]; law: LawIndex }): ReactNode {
  const displaced = verdicts.filter((it) => it.displacedBy)
  const others = verdicts.filter((it) => !it.displacedBy)
  return (
    <>
      {displaced.map((it) => (
        <p key={it.id} className="note">
          <strong>{it.title}</strong> {say('gives way to')}{' '}
          <strong>{law.regimeWord(it.displacedBy?.regime ?? '')}</strong>. {it.displacedBy?.text}{' '}
          <span className="quiet">{it.displacedBy?.articles.join(', ')}</span>
        </p>
      ))}
      {others.length > 0 ? (
        <details className="folded">
          <summary>
            {sayCount(
              others.length,
              '{n} act does not concern this organisation',
              '{n} acts do not concern this organisation',
            )}
          </summary>
          <ul className="plain-list small">
            {others.map((it) => (
              <li key={it.id}>
                <strong>{it.title}</strong>
                <span className="quiet">{it.note ?? say('Its types are not among those that the act names.')}</span>
              </li>
            ))}
          </ul>
        </details>
      ) : null}
    </>
  )
}
