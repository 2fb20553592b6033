// What is settled already, while questions go on: reportable first, since that is what one acts on at once.
import type { ReactNode } from 'react'
import { Badge } from '#web/kit/Badge.tsx'
import { say } from '#web/say.ts'
import type { Verdict } from '../../../model/verdict.ts'
import { nextReport, orderVerdicts } from '../assessment/order-verdicts.ts'
import { TimeLeft } from '../TimeLeft.tsx'
import { verdictTones, verdictWord } from '../words.ts'

export function Settled({ verdict }: { verdict: Verdict }): ReactNode {
  const { yes, open, no } = orderVerdicts(verdict.regimes)
  const lines = [...yes, ...open, ...no]
  if (lines.length === 0) return null
  return (
    <section className="settled" aria-label={say('Where it stands')}>
      <h2>{say('Where it stands')}</h2>
      <ul className="plain-list small">
        {lines.map((it) => {
          const next = it.verdict === 'yes' ? nextReport(it) : null
          return (
            <li key={it.id}>
              <span className="row apart">
                <span>{it.title}</span>
                <Badge tone={verdictTones[it.verdict]}>{verdictWord(it.verdict)}</Badge>
              </span>
              {next?.due ? (
                <span>
                  {next.name}: <TimeLeft due={next.due} />
                </span>
              ) : null}
            </li>
          )
        })}
      </ul>
    </section>
  )
}
