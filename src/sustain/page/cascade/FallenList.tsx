// What falls when, with its way back to the shock.
import { Link } from '@tanstack/react-router'
import { type ReactNode, useMemo, useState } from 'react'
import { Badge } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { Card } from '#web/kit/Card.tsx'
import { CheckField } from '#web/kit/Field.tsx'
import { useChoices } from '#web/place.ts'
import { say, sayCount } from '#web/say.ts'
import type { CascadeAnswer, Fallen } from '../../model/analysis.ts'
import { chainOf, levelAt } from '../../rules/drawing/levels.ts'
import { clockWord, percent, placeWords } from '../words.ts'

const first = 40
const begins = (one: Fallen) =>
  Math.min(one.degradedAt ?? Number.POSITIVE_INFINITY, one.downAt ?? Number.POSITIVE_INFINITY)

export function FallenList({ answer, minute }: { answer: CascadeAnswer; minute: number }): ReactNode {
  const [{ part }, choose] = useChoices('part')
  const [most, setMost] = useState(first)
  const [services, setServices] = useState(false)
  const byId = useMemo(() => new Map(answer.fallen.map((one) => [one.part, one])), [answer])
  const list = useMemo(
    () =>
      [...answer.fallen].filter(({ kind }) => !services || kind === 'service').sort((a, b) => begins(a) - begins(b)),
    [answer, services],
  )
  return (
    <Card
      title={say('What falls when')}
      className="fallen"
      aside={
        <div className="no-print">
          <CheckField
            label={<span className="small">{say('Only services')}</span>}
            value={services}
            onChange={setServices}
          />
        </div>
      }
    >
      {list.length === 0 ? <p className="quiet">{say('Nothing falls within that time.')}</p> : null}
      <ol className="plain-list long-list">
        {list.slice(0, most).map((one) => {
          const open = one.part === part
          return (
            <li key={one.part} data-later={begins(one) > minute || undefined}>
              <span className="row apart">
                <button
                  type="button"
                  className="link-button"
                  aria-expanded={open}
                  data-row
                  onClick={() => choose({ part: open ? undefined : one.part })}
                >
                  {one.name}
                </button>
                <Level level={levelAt(one.steps, minute)} />
              </span>
              <span className="small quiet">{[...placeWords(one.kind, one.layer), whenWord(one)].join(' · ')}</span>
              {open ? <Chain id={one.part} byId={byId} /> : null}
            </li>
          )
        })}
      </ol>
      {list.length > most ? (
        <Button small onPress={() => setMost(most + 200)}>
          {sayCount(list.length - most, 'Show {n} more', 'Show {n} more')}
        </Button>
      ) : null}
    </Card>
  )
}

function Level({ level }: { level: number }): ReactNode {
  if (level >= 0.999) return <Badge tone="good">{say('whole')}</Badge>
  if (level <= 0.001) return <Badge tone="bad">{say('gone')}</Badge>
  return <Badge tone="warn">{percent(level)}</Badge>
}

function whenWord({ degradedAt, downAt, backAt, lowest }: Fallen): string {
  return [
    downAt === null
      ? say('less than whole {when}, at the lowest {level}', {
          when: clockWord(degradedAt ?? 0),
          level: percent(lowest),
        })
      : say('gone {when}', { when: clockWord(downAt) }),
    backAt === null ? '' : say('back {when}', { when: clockWord(backAt) }),
  ]
    .filter(Boolean)
    .join(' · ')
}

function Chain({ id, byId }: { id: string; byId: ReadonlyMap<string, Fallen> }): ReactNode {
  const links = chainOf(byId, id)
  return (
    <ol className="chain small" aria-label={say('Back to the shock')}>
      {links.map((link) => (
        <li key={link.part}>
          <Link to="/sustain/parts/$id" params={{ id: link.part }}>
            {byId.get(link.part)?.name ?? say('a part that is not shown')}
          </Link>{' '}
          <span className="quiet">
            {clockWord(link.at)} ·{' '}
            {link.need === null ? say('struck by the shock') : say('because of “{need}”', { need: link.need })}
          </span>
        </li>
      ))}
    </ol>
  )
}
