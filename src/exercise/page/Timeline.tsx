// For those who direct: what came and is to come, in order, and what became of what was expected.
import type { ReactNode } from 'react'
import { useAsk, useTell } from '#web/ask.ts'
import { Badge } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { Card } from '#web/kit/Card.tsx'
import { Skeleton } from '#web/kit/Empty.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { Scrolled } from '#web/kit/Scrolled.tsx'
import { utc } from '#web/kit/Time.tsx'
import { say } from '#web/say.ts'
import { showInjects, skipInject } from '../api/exercises.ts'
import { tone, word } from './words.ts'

export function Timeline({ exercise }: { exercise: string }): ReactNode {
  const asked = useAsk(showInjects, { exercise }, { timeless: true, keep: true, hears: ['exercise.'], everySeconds: 5 })
  const skip = useTell(skipInject)
  const shown = asked.data
  if (!shown)
    return asked.error ? <Problem error={asked.error} onAgain={() => void asked.refetch()} /> : <Skeleton lines={6} />
  const injects = [...shown.injects].sort((a, b) =>
    (a.at ?? a.plannedAt ?? '~').localeCompare(b.at ?? b.plannedAt ?? '~'),
  )
  return (
    <>
      <Card title={say('What is expected')}>
        <ul className="plain-list">
          {shown.objectives.map(({ objective, title, score, met, asked: of }) => (
            <li key={objective} className="row">
              <strong>{title}</strong>
              <span className="quiet">
                {score === null
                  ? say('nothing asked yet')
                  : say('{met} of {of} met · {share} %', { met, of, share: Math.round(score * 100) })}
              </span>
            </li>
          ))}
        </ul>
        <Scrolled label={say('What is expected')}>
          <table className="table">
            <thead>
              <tr>
                <th scope="col">{say('Expected')}</th>
                <th scope="col">{say('State')}</th>
                <th scope="col">{say('Due')}</th>
                <th scope="col">{say('Done')}</th>
              </tr>
            </thead>
            <tbody>
              {shown.expected.map(({ id, title, state, due, at }) => (
                <tr key={id}>
                  <th scope="row">{title}</th>
                  <td>
                    <Badge tone={tone(state)}>{word(state)}</Badge>
                  </td>
                  <td>{due ? utc(due) : ''}</td>
                  <td>{at ? utc(at) : ''}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scrolled>
      </Card>
      <Card title={say('Timeline')}>
        <Problem error={skip.error} />
        <ol className="plain-list">
          {injects.map(({ id, title, channel, state, at, plannedAt, noise, conditional, refused }) => (
            <li key={id} className="stack tight">
              <p className="row">
                <span className="exercise-at">
                  {at || plannedAt ? utc(at ?? plannedAt ?? '') : say('after another')}
                </span>
                <Badge>{word(channel)}</Badge>
                <strong>{title}</strong>
                <Badge tone={tone(state)}>{word(state)}</Badge>
                {noise ? <Badge tone="quiet">{say('noise')}</Badge> : null}
                {conditional ? <Badge tone="quiet">{say('branch')}</Badge> : null}
                {state === 'waiting' ? (
                  <Button
                    small
                    aria-label={say('Leave it out: {title}', { title })}
                    onPress={() => void skip.tell({ exercise, inject: id }).catch(() => {})}
                  >
                    {say('Leave it out')}
                  </Button>
                ) : null}
              </p>
              {refused.map(({ contract, refusal, detail }) => (
                <p key={`${contract} ${detail}`} className="small">
                  {contract}: {refusal} {detail}
                </p>
              ))}
            </li>
          ))}
        </ol>
      </Card>
    </>
  )
}
