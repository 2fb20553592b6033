// An incident review: its text, whole or as others would get it, files of it, and what keeps an anonymised version from going out.
import { type ReactNode, useState } from 'react'
import type { OutputOf } from '#kernel/contract.ts'
import { useAsk } from '#web/ask.ts'
import { Acts } from '#web/kit/acts/Acts.tsx'
import { Badge } from '#web/kit/Badge.tsx'
import { Card } from '#web/kit/Card.tsx'
import { CheckField } from '#web/kit/Field.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { Scrolled } from '#web/kit/Scrolled.tsx'
import { Time } from '#web/kit/Time.tsx'
import { say } from '#web/say.ts'
import { useNames } from '#web/shell/names.ts'
import { exportReview, getReview } from '../../api/reviews.ts'
import { stateWord } from '../words.ts'
import { Files } from './Files.tsx'
import { reviewActs } from './review-acts.ts'
import { Lines, Standing } from './Standing.tsx'

type Shown = OutputOf<typeof getReview>

export function ReviewParts({ id }: { id: string }): ReactNode {
  const asked = useAsk(getReview, { id }, { keep: true, hears: ['recover.review'] })
  const names = useNames()
  const [others, setOthers] = useState(false)
  if (!asked.data) return <Problem error={asked.error} onAgain={() => void asked.refetch()} />
  const { state, marking, left, withheld, anonymised } = asked.data
  return (
    <div className="stack">
      <Standing state={state.state} marking={marking}>
        {state.requestedBy ? say('Asked for by {name}', { name: state.requestedBy.name }) : null}
        {state.approvedBy ? say('Approved by {name}', { name: names.actor(state.approvedBy) }) : null}
      </Standing>
      <Acts acts={reviewActs(asked.data)} />
      {state.returned.length > 0 && state.state === 'draft' ? (
        <p className="note warn">{say('Sent back: {why}', { why: state.returned.at(-1)?.reason ?? '' })}</p>
      ) : null}
      {left.length > 0 ? (
        <p className="note warn">
          {say('An anonymised version would still name: {names}', { names: left.map(({ text }) => text).join(', ') })}
        </p>
      ) : null}
      {withheld > 0 ? (
        <p className="note">{say('{n} left out for others: not known to be mitigated.', { n: withheld })}</p>
      ) : null}
      <div className="row no-print">
        <Files contract={exportReview} id={id} forms={['pdf', 'docx', 'html', 'md']} />
        {left.length === 0 ? (
          <Files
            contract={exportReview}
            id={id}
            forms={['pdf', 'docx']}
            more={{ anonymised: true }}
            word={(form) => say('{form}, anonymised', { form: form.toUpperCase() })}
          />
        ) : null}
        <CheckField label={say('Show it as others would get it')} value={others} onChange={setOthers} />
      </div>
      <Text text={others ? anonymised : state.text} />
    </div>
  )
}

function Text({ text }: { text: Shown['anonymised'] }): ReactNode {
  return (
    <>
      {(['summary', 'causes', 'initialAccess'] as const).map((part) => (
        <Card
          key={part}
          title={say({ summary: 'Summary', causes: 'Main causes', initialAccess: 'Initial access' }[part])}
        >
          <p className={text[part] ? 'prose' : 'quiet'}>{text[part] || say('Nothing is recorded.')}</p>
        </Card>
      ))}
      <Card title={say('Vulnerabilities')}>
        {text.vulnerabilities.length === 0 ? <p className="quiet">{say('None is named.')}</p> : null}
        <ul className="recover-criteria">
          {text.vulnerabilities.map((one) => (
            <li key={one.cve}>
              <span className="row">
                <strong>{one.cve}</strong>
                <Badge tone={one.knownExploited === 'yes' ? 'bad' : 'plain'}>
                  {say(
                    { yes: 'known to be exploited', no: 'not known to be exploited', undetermined: 'nobody looked' }[
                      one.knownExploited
                    ],
                  )}
                </Badge>
                <Badge tone={one.mitigated === 'yes' ? 'good' : 'warn'}>
                  {say({ yes: 'mitigated', no: 'not mitigated', undetermined: 'mitigation not known' }[one.mitigated])}
                </Badge>
              </span>
              <span className="small">{[one.list, one.note].filter(Boolean).join(' · ')}</span>
            </li>
          ))}
        </ul>
      </Card>
      {(['helped', 'failed', 'lessons'] as const).map((part) => (
        <Lines
          key={part}
          title={say({ helped: 'What helped', failed: 'What failed', lessons: 'Lessons' }[part])}
          lines={text[part].map((one, n) => ({ key: `${n}`, at: null, text: one }))}
        />
      ))}
      <Lines
        title={say('Recommendations')}
        lines={text.recommendations.map((one, n) => ({
          ...{ key: `${n}`, at: one.due, text: one.text, more: one.owner?.name ?? say('nobody owns it') },
        }))}
      />
      <Card title={say('What happened when')} aside={stateWord(`${text.timeline.length}`)}>
        <Scrolled label={say('What happened when')}>
          <table className="table recover-timeline">
            <tbody>
              {text.timeline.map((one, n) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: lines of one text, which have nothing else to be told apart by.
                <tr key={n}>
                  <th scope="row" className="small">
                    <Time at={one.at} show="exact" />
                  </th>
                  <td>{one.text}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scrolled>
      </Card>
    </>
  )
}
