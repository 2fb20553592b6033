// Explanations side by side: what speaks for each, what against, and what would tell them apart.
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { enterClaim } from '#watch/api/claims.ts'
import { Badge } from '#web/kit/Badge.tsx'
import { buttonClass } from '#web/kit/Button.tsx'
import { say } from '#web/say.ts'
import { useMay, useMe } from '#web/session.ts'
import type { Explanation, ReachVerdict } from '../../model/reach.ts'
import type { ShownReach } from './ServicePage.tsx'
import { stateTones, stateWord, supportText, sureWord } from './words.ts'

interface ExplanationsProps {
  verdict: ReachVerdict
  findings: ShownReach['findings']
}

export function Explanations({ verdict, findings }: ExplanationsProps): ReactNode {
  const open = findings.find(({ state }) => state.status === 'open')
  const first = verdict.explanations.slice(0, 1)
  const shown = verdict.explanations.filter((one) => first.includes(one) || one.sure !== 'unlikely')
  const rest = verdict.explanations.filter((one) => !shown.includes(one) && one.kind !== 'unknown')
  if (verdict.state === 'well') return <p>{say('From every place that was heard it is as it should be.')}</p>
  return (
    <section className="stack" aria-label={say('Explanations')}>
      <ul className="explanations">
        {shown.map((one) => (
          <One key={one.kind} one={one} finding={open?.id} name={open?.state.name} />
        ))}
      </ul>
      {rest.length > 0 ? (
        <section className="explanation" aria-label={say('Unlikely')}>
          <p className="small quiet">{say('Unlikely, and why')}</p>
          <dl className="unlikely small">
            {rest.map(({ kind, support, against, for: reasons }) => (
              <div key={kind}>
                <dt>
                  {stateWord(kind)} <span className="number quiet">{supportText(support)}</span>
                </dt>
                <dd>{(against.length > 0 ? against : reasons).join(' ') || say('Nothing speaks for it.')}</dd>
              </div>
            ))}
          </dl>
        </section>
      ) : null}
    </section>
  )
}

interface OneProps {
  one: Explanation
  finding: string | undefined
  name: string | undefined
}

function One({ one, finding, name }: OneProps): ReactNode {
  const may = useMay()
  const me = useMe()
  const percent = Math.round(one.support * 100)
  return (
    <li className="explanation" data-sure={one.sure}>
      <div className="row apart">
        <Badge tone={one.sure === 'unlikely' ? 'quiet' : stateTones[one.kind]}>{stateWord(one.kind)}</Badge>
        <span className="small">{sureWord(one.sure)}</span>
      </div>
      <div className="support">
        <meter
          min={0}
          max={100}
          value={percent}
          aria-label={say('Support for {what}', { what: stateWord(one.kind) })}
        />
        <span className="number">{supportText(one.support)}</span>
      </div>
      <Reasons title={say('For it')} sign="+" list={one.for} />
      <Reasons title={say('Against it')} sign="−" list={one.against} />
      <p className="small">
        <strong>{say('Next:')}</strong> {one.next}
      </p>
      {finding && name && one.sure !== 'unlikely' && one.kind !== 'unknown' && may(enterClaim) ? (
        <Link
          to="/watch"
          search={{ tab: 'claims', add: 'claim', says: saysOf(name, one), by: me.organisation.name, finding }}
          className={buttonClass()}
        >
          {say('Enter as a claim')}
        </Link>
      ) : null}
    </li>
  )
}

function saysOf(name: string, one: Explanation): string {
  const said = { name, what: stateWord(one.kind), support: supportText(one.support), sure: sureWord(one.sure) }
  return `${say('{name}, measured by us: {what} (support {support}, {sure}).', said)} ${one.for.join(' ')}`.slice(
    0,
    2000,
  )
}

function Reasons({ title, sign, list }: { title: string; sign: string; list: readonly string[] }): ReactNode {
  if (list.length === 0) return null
  return (
    <div className="small">
      <p className="unseen">{title}</p>
      <ul className="reasons" data-sign={sign}>
        {list.map((reason) => (
          <li key={reason}>{reason}</li>
        ))}
      </ul>
    </div>
  )
}
