// Who owes whom an answer under an agreement, since when and until when; what is late says so.
import type { ReactNode } from 'react'
import { useAsk } from '#web/ask.ts'
import { Badge, Tlp } from '#web/kit/Badge.tsx'
import { Card } from '#web/kit/Card.tsx'
import { Time } from '#web/kit/Time.tsx'
import { say, sayCount } from '#web/say.ts'
import { RecordLink } from '#web/shell/RecordLink.tsx'
import type { AwaitedAnswer } from '../../api/agreements/answer-times.ts'
import { listAwaitedAnswers } from '../../api/agreements.ts'

const shown = 100

/** Of one agreement, or of all; nothing at all where no answer is owed. */
export function AnswerTimes({ agreement }: { agreement?: string }): ReactNode {
  const filter = { limit: shown, ...(agreement ? { agreement } : {}) }
  const asked = useAsk(listAwaitedAnswers, filter, { present: true, keep: true, everySeconds: 60 })
  if (!asked.data || asked.data.items.length === 0) return null
  const { items, complete } = asked.data
  const late = (side: AwaitedAnswer['side']) => items.filter((one) => one.late && one.side === side).length
  return (
    <Card title={say('Answers that are owed')}>
      <div className="stack">
        {late('ours') > 0 ? (
          <p className="note bad">
            {sayCount(
              late('ours'),
              'This organisation is late with {n} answer.',
              'This organisation is late with {n} answers.',
            )}{' '}
            {say('Open the record and say that you look at it, or what you found.')}
          </p>
        ) : null}
        {late('theirs') > 0 ? (
          <p className="note warn">
            {sayCount(late('theirs'), 'Others are late with {n} answer.', 'Others are late with {n} answers.')}{' '}
            {say('The contacts stand in the agreement.')}
          </p>
        ) : null}
        <Table items={items} all={!agreement} />
        {items.length === shown || !complete ? (
          <p className="small quiet">{say('Those that are due first are shown; more may wait.')}</p>
        ) : null}
      </div>
    </Card>
  )
}

function Table({ items, all }: { items: readonly AwaitedAnswer[]; all: boolean }): ReactNode {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a scrolling region has no element of its own.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard.
    <div className="table-wrap" role="group" aria-label={say('Answers that are owed')} tabIndex={0}>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{say('About')}</th>
            <th scope="col">{say('Owed')}</th>
            <th scope="col">{say('There since')}</th>
            <th scope="col">{say('Due')}</th>
          </tr>
        </thead>
        <tbody>
          {items.map((one) => (
            <tr key={`${one.peer.id} ${one.id} ${one.side}`}>
              <th scope="row">
                <RecordLink to={one} row className="title-link">
                  {one.title}
                </RecordLink>{' '}
                <Tlp label={one.tlp} />
                {all ? <span className="small quiet answer-under">{one.agreement.title}</span> : null}
              </th>
              <td>
                {one.side === 'ours'
                  ? say('by this organisation to {peer}', { peer: one.peer.name })
                  : say('by {peer} to this organisation', { peer: one.peer.name })}
              </td>
              <td>
                <Time at={one.since} />
              </td>
              <td>
                <Time at={one.dueAt} /> {one.late ? <Badge tone="bad">{say('Late')}</Badge> : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
