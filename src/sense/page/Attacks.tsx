// Attacks that were detected: those that run first, then the newest.
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { OutputOf } from '#kernel/contract.ts'
import { useAsk } from '#web/ask.ts'
import { Badge, Tlp } from '#web/kit/Badge.tsx'
import { Empty, Skeleton } from '#web/kit/Empty.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { Time } from '#web/kit/Time.tsx'
import { useGlow } from '#web/live.ts'
import { useChoices } from '#web/place.ts'
import { say, sayCount } from '#web/say.ts'
import { listAttacks } from '../api.ts'
import { attackTones, attackWord, crowdWord, judgedWord, percent, times, withUnit } from './words.ts'

type Shown = OutputOf<typeof listAttacks>['attacks'][number]
const choices = ['all', 'unjudged', 'judged'] as const

export function Attacks({ target }: { target?: string }): ReactNode {
  const [{ attacks: which }, choose] = useChoices('attacks')
  const chosen = choices.find((it) => it === which) ?? 'all'
  const list = useAsk(
    listAttacks,
    { ...(target ? { target } : {}), ...(chosen === 'all' ? {} : { judged: chosen === 'judged' }), limit: 100 },
    { keep: true, hears: ['sense.attack'] },
  )
  const shown = list.data?.attacks ?? []
  return (
    <div className="stack">
      <div className="row">
        {/* biome-ignore lint/a11y/useSemanticElements: a set of buttons, not a part of a form. */}
        <div role="group" aria-label={say('Which attacks')} className="segments wraps no-print">
          {choices.map((one) => (
            <button
              key={one}
              type="button"
              aria-pressed={chosen === one}
              onClick={() => choose({ attacks: one === 'all' ? undefined : one })}
            >
              {{ all: say('All'), unjudged: say('Nobody judged yet'), judged: say('Judged') }[one]}
            </button>
          ))}
        </div>
      </div>
      <Problem error={list.error} onAgain={() => void list.refetch()} />
      {list.isPending ? <Skeleton lines={4} tall /> : null}
      {list.data && shown.length === 0 ? (
        <Empty icon="check" title={say('No attack is here')}>
          {say('A wave above what is usual opens one by itself, with the moment at which it began.')}
        </Empty>
      ) : null}
      {shown.length > 0 ? (
        <>
          <p className="small quiet">{sayCount(list.data?.total ?? 0, '{n} attack', '{n} attacks')}</p>
          <ul className="item-list">
            {shown.map((attack) => (
              <Row key={attack.id} attack={attack} />
            ))}
          </ul>
        </>
      ) : null}
    </div>
  )
}

function Row({ attack }: { attack: Shown }): ReactNode {
  const glow = useGlow()
  const { state } = attack
  return (
    <li className={glow.has(attack.id) ? 'item plain-item glow' : 'item plain-item'}>
      <div className="item-main">
        <span className="row small">
          <Badge tone={attackTones[state.state]}>{attackWord(state.state)}</Badge>
          <Badge tone={state.judged ? 'good' : 'quiet'}>
            {state.judged ? say('judged: {as}', { as: judgedWord(state.judged.as) }) : crowdWord(state.crowd.verdict)}
          </Badge>
        </span>
        <Link to="/sense/attacks/$id" params={{ id: attack.id }} className="title-link" data-row>
          {state.title}
        </Link>
        <span className="small">
          {say('{seen} where {usual} is usual ({times}); {sure} sure; {waves}', {
            seen: withUnit(state.seen, state.measure),
            usual: withUnit(state.usual, state.measure),
            times: times(state.seen, state.usual),
            sure: percent(state.sure),
            waves: sayCount(state.waves.length, '{n} wave', '{n} waves'),
          })}
        </span>
        {state.vectors.length > 0 ? (
          <span className="small quiet">{state.vectors.map((it) => it.label).join(' · ')}</span>
        ) : null}
      </div>
      <div className="item-side small quiet">
        <Tlp label={attack.marking.tlp} />
        <Time at={state.onset} show="exact" />
      </div>
    </li>
  )
}
