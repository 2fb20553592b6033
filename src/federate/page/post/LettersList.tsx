// Letters, the newest first, with how each was answered.
import type { ReactNode } from 'react'
import { useAsk } from '#web/ask.ts'
import { Badge } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { Empty, Skeleton } from '#web/kit/Empty.tsx'
import { SelectField } from '#web/kit/Field.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { Time } from '#web/kit/Time.tsx'
import { useChoices } from '#web/place.ts'
import { say, sayCount } from '#web/say.ts'
import { listLetters, listQueue } from '../../api/post.ts'
import { routeWords, stateOf } from './words.ts'

const directions = ['sent', 'taken'] as const

export function LettersList(): ReactNode {
  const [{ peer, direction, after }, choose] = useChoices('peer', 'direction', 'after', 'letter')
  const way = directions.find((one) => one === direction)
  const asked = useAsk(
    listLetters,
    { ...(peer ? { peer } : {}), ...(way ? { direction: way } : {}), ...(after ? { after } : {}) },
    { keep: true, present: true, everySeconds: 5 },
  )
  const lines = useAsk(listQueue, {}, { keep: true, present: true })
  return (
    <div className="stack">
      <div className="row">
        <SelectField
          label={say('Peer')}
          value={peer ?? ''}
          onChange={(next) => choose({ peer: next || undefined, after: undefined })}
          choices={[
            { value: '', label: say('All') },
            ...(lines.data?.lines ?? []).map((line) => ({ value: line.peer, label: line.name || line.peer })),
          ]}
          required
        />
        <SelectField
          label={say('Direction')}
          value={way ?? ''}
          onChange={(next) => choose({ direction: next || undefined, after: undefined })}
          choices={[
            { value: '', label: say('Both') },
            { value: 'sent', label: say('Sent') },
            { value: 'taken', label: say('Taken') },
          ]}
          required
        />
      </div>
      {asked.isPending ? <Skeleton lines={6} /> : null}
      {!asked.data && asked.error ? <Problem error={asked.error} onAgain={() => void asked.refetch()} /> : null}
      {asked.data ? <Table letters={asked.data.items} onOpen={(letter) => choose({ letter })} /> : null}
      <div className="row no-print">
        {after ? <Button onPress={() => choose({ after: undefined })}>{say('Newest')}</Button> : null}
        {asked.data?.next ? (
          <Button onPress={() => choose({ after: asked.data?.next ?? undefined })}>{say('Older')}</Button>
        ) : null}
      </div>
    </div>
  )
}

type Letter = { items: readonly Parameters<typeof Row>[0]['letter'][] }['items']

function Table({ letters, onOpen }: { letters: Letter; onOpen: (id: string) => void }): ReactNode {
  if (letters.length === 0)
    return <Empty title={say('No letter matches.')}>{say('Letters appear here when they are sealed or taken.')}</Empty>
  return (
    // biome-ignore lint/a11y/useSemanticElements: a scrolling region has no element of its own.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard.
    <div className="table-wrap" role="group" aria-label={say('Letters')} tabIndex={0}>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{say('Letter and its fate')}</th>
            <th scope="col">{say('Parts')}</th>
            <th scope="col">{say('Way')}</th>
            <th scope="col">{say('Sealed or taken')}</th>
            <th scope="col">{say('Receipt')}</th>
          </tr>
        </thead>
        <tbody>
          {letters.map((letter) => (
            <Row key={`${letter.direction}-${letter.id}`} letter={letter} onOpen={onOpen} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

interface LetterLine {
  id: string
  direction: 'sent' | 'taken'
  name: string
  sequence: number
  state: 'waiting' | 'acknowledged'
  at: string
  acknowledgedAt: string | null
  tries: number
  route: string | null
  urgent: boolean
  parts: number
  refused: number
}

function Row({ letter, onOpen }: { letter: LetterLine; onOpen: (id: string) => void }): ReactNode {
  const { word, tone } = stateOf(letter)
  const words = { n: String(letter.sequence), name: letter.name }
  const title =
    letter.direction === 'sent' ? say('To {name}, number {n}', words) : say('From {name}, number {n}', words)
  return (
    <tr>
      <th scope="row">
        {/* Together, so that on a phone the fate is seen without moving the table. */}
        <span className="stack tight post-letter">
          <Button kind="quiet" small onPress={() => onOpen(letter.id)}>
            {title}
          </Button>
          <span className="row post-fate">
            <Badge tone={tone}>{say(word)}</Badge>
            {letter.urgent ? <Badge tone="bad">{say('Urgent')}</Badge> : null}
          </span>
        </span>
      </th>
      <td>
        {letter.parts}
        {letter.refused > 0 ? ` (${sayCount(letter.refused, '{n} refused', '{n} refused')})` : ''}
      </td>
      <td className="small">{letter.route ? say(routeWords[letter.route] ?? letter.route) : ''}</td>
      <td>
        <Time at={letter.at} />
      </td>
      <td>{letter.acknowledgedAt ? <Time at={letter.acknowledgedAt} /> : ''}</td>
    </tr>
  )
}
