// What a part needs, with the options of each need; and what needs the part.
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { OutputOf } from '#kernel/contract.ts'
import { Badge } from '#web/kit/Badge.tsx'
import { Card } from '#web/kit/Card.tsx'
import { useNow } from '#web/kit/Time.tsx'
import { say, sayCount } from '#web/say.ts'
import type { getPart } from '../../api/parts.ts'
import type { Need, Option } from '../../model/parts.ts'
import { durationWord, kindWord, layerWord, percent } from '../words.ts'

type Shown = OutputOf<typeof getPart>

export function Needs({ shown }: { shown: Shown }): ReactNode {
  const { needs } = shown.part.state
  return (
    <Card title={say('What it needs')} aside={<span className="small quiet">{needs.length}</span>}>
      {needs.length === 0 ? <p className="quiet">{say('Nothing that anybody has named.')}</p> : null}
      <ul className="plain-list">
        {needs.map((need) => (
          <li key={need.name}>
            <span className="row apart">
              <strong>{need.name}</strong>
              <span className="small quiet">{layerWord(need.layer)}</span>
            </span>
            <span className="small">{needWord(need)}</span>
            <ul className="option-lines small">
              {need.of.map((option) => (
                <OptionLine key={option.part} option={option} name={shown.names[option.part]} />
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </Card>
  )
}

function needWord({ least, of, holds, weight }: Need): string {
  return [
    of.length > 1 ? say('{least} of {options} must work', { least, options: of.length }) : say('the only option'),
    holds.likely > 0
      ? say('goes on without it for {span}', { span: durationWord(holds) })
      : say('stops at once without it'),
    weight < 1 ? say('{share} of it hang on that', { share: percent(weight) }) : '',
  ]
    .filter(Boolean)
    .join(' · ')
}

function OptionLine({ option, name }: { option: Option; name: string | undefined }): ReactNode {
  const today = new Date(useNow()).toISOString().slice(0, 10)
  const over = option.agreedUntil !== undefined && option.agreedUntil < today
  return (
    <li>
      {name === undefined ? (
        <span className="quiet">{say('a part that you may not read')}</span>
      ) : (
        <Link to="/sustain/parts/$id" params={{ id: option.part }}>
          {name}
        </Link>
      )}{' '}
      {option.switching ? (
        <>
          <Badge tone="bronze">{say('stands by')}</Badge>{' '}
          {say('carries after {span}', { span: durationWord(option.switching) })}
        </>
      ) : (
        <Badge tone="good">{say('in use')}</Badge>
      )}{' '}
      {option.share === undefined ? '' : say('carries {share}', { share: percent(option.share) })}
      {option.agreement ? <span className="quiet"> · {option.agreement}</span> : null}
      {option.agreedUntil ? (
        <span className={over ? 'late' : 'quiet'}>
          {' · '}
          {over
            ? say('the agreement ended on {day}', { day: option.agreedUntil })
            : say('until {day}', { day: option.agreedUntil })}
        </span>
      ) : null}
    </li>
  )
}

export function NeededBy({ shown }: { shown: Shown }): ReactNode {
  const { neededBy } = shown
  return (
    <Card
      title={say('What needs it')}
      aside={<span className="small quiet">{sayCount(neededBy.length, '{n} part', '{n} parts')}</span>}
    >
      {neededBy.length === 0 ? <p className="quiet">{say('Nothing that you may read.')}</p> : null}
      <ul className="plain-list long-list">
        {neededBy.map((one) => (
          <li key={`${one.id} ${one.need}`}>
            <Link to="/sustain/parts/$id" params={{ id: one.id }} className="title-link" data-row>
              {one.name}
            </Link>
            <span className="small quiet">
              {kindWord(one.kind)} · {one.need}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  )
}
