// What is said, what is aimed at, and what just happened.
import type { ReactNode } from 'react'
import { Badge } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { Card } from '#web/kit/Card.tsx'
import { Scrolled } from '#web/kit/Scrolled.tsx'
import { Time } from '#web/kit/Time.tsx'
import { useGlow } from '#web/live.ts'
import { usePlace } from '#web/place.ts'
import { say } from '#web/say.ts'
import { useMay } from '#web/session.ts'
import { useNames } from '#web/shell/names.ts'
import { RecordLink } from '#web/shell/RecordLink.tsx'
import { recordWord } from '#web/shell/records.ts'
import { agreeLine } from '../../api/crises.ts'
import type { RoomShown } from './CrisisForm.tsx'
import type { RoomProps } from './RoomTab.tsx'
import { audienceWord } from './words.ts'

function useMayChange({ crisis, still }: RoomProps): boolean {
  const may = useMay()
  const { asOf } = usePlace()
  return !still && !asOf && may(agreeLine) && crisis.state.status !== 'closed'
}

/** On a wall only what is agreed: a draft must not be read out. */
export function RoomLines(props: RoomProps): ReactNode {
  const { room, onEdit, still } = props
  const mayChange = useMayChange(props)
  const lines = room.lines.filter((it) => !still || it.status === 'agreed')
  return (
    <Card
      title={say('What we say')}
      aside={
        mayChange ? (
          <Button small kind="quiet" icon="plus" onPress={() => onEdit('line')}>
            {say('Add')}
          </Button>
        ) : null
      }
    >
      {lines.length === 0 ? <p className="quiet small">{say('Nothing is agreed yet.')}</p> : null}
      <ul className="room-list">
        {lines.map((it) => (
          <li key={it.key}>
            <span className="grow">
              <span className="quiet small">
                {audienceWord(it.audience)} ({it.language})
              </span>{' '}
              {it.text}
            </span>
            {it.status === 'draft' ? (
              <>
                <Badge tone="warn">{say('draft')}</Badge>
                {mayChange ? (
                  <Button small onPress={() => onEdit('agree', it.key)}>
                    {say('Agree')}
                  </Button>
                ) : null}
              </>
            ) : (
              <Badge tone="good">{say('agreed')}</Badge>
            )}
          </li>
        ))}
      </ul>
    </Card>
  )
}

export function RoomObjectives(props: RoomProps): ReactNode {
  const { room, onEdit } = props
  const mayChange = useMayChange(props)
  if (room.objectives.length === 0) return null
  return (
    <Card title={say('Objectives')}>
      <ul className="room-list">
        {room.objectives.map((it) => (
          <li key={it.key}>
            <span className="grow">
              {it.text} {it.owner ? <span className="quiet small">{it.owner}</span> : null}
            </span>
            {mayChange ? (
              <Button small kind="quiet" onPress={() => onEdit('objective-end', it.key)}>
                {say('Met or dropped')}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
    </Card>
  )
}

export function RoomNews({ room }: { room: RoomShown }): ReactNode {
  const names = useNames()
  const glow = useGlow()
  return (
    <Card title={say('Latest')} className="room-news">
      {room.news.length === 0 ? <p className="quiet small">{say('Nothing yet.')}</p> : null}
      <Scrolled label={say('Latest')} className="room-news-scroll">
        <ol className="room-list">
          {room.news.slice(0, 12).map((it) => (
            <li key={it.entry} className={glow.has(it.id) ? 'glow' : undefined}>
              <span className="quiet small when">
                <Time at={it.at} />
              </span>
              <span className="grow">
                {names.actor(it.by)} {it.text}{' '}
                {it.id === room.crisis.id ? null : (
                  <RecordLink to={{ id: it.id, record: it.record }} className="small">
                    {recordWord(it.record)}
                  </RecordLink>
                )}
              </span>
            </li>
          ))}
        </ol>
      </Scrolled>
    </Card>
  )
}
