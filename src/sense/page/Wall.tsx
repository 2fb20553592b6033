// The live wall: a tile for every target, the most unusual first, drawn again every ten seconds.
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { OutputOf } from '#kernel/contract.ts'
import { useAsk } from '#web/ask.ts'
import { Badge } from '#web/kit/Badge.tsx'
import { Empty, Skeleton } from '#web/kit/Empty.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { Time } from '#web/kit/Time.tsx'
import { say, sayCount } from '#web/say.ts'
import { showWall } from '../api.ts'
import { Spark } from './chart/Spark.tsx'
import { amount, attackWord, markWord, measureWord, percent, times, wallTones, wallWord, withUnit } from './words.ts'

type Tile = OutputOf<typeof showWall>['targets'][number]
type Line = Tile['lines'][number]

export function Wall(): ReactNode {
  const wall = useAsk(showWall, {}, { keep: true, everySeconds: 10 })
  const { data } = wall
  return (
    <div className="stack">
      <Problem error={wall.error} onAgain={() => void wall.refetch()} />
      {wall.isPending ? <Skeleton lines={6} tall /> : null}
      {data ? <Heard sensors={data.sensors} at={data.at} total={data.total} /> : null}
      {data?.targets.length === 0 ? (
        <Empty icon="sense" title={say('Nothing is watched yet')}>
          {say(
            'Name a target: the networks, hosts or services that matter. Then register a sensor and start it there.',
          )}
        </Empty>
      ) : null}
      {data && data.targets.length > 0 ? (
        <ul className="wall">
          {data.targets.map((tile) => (
            <TileOf key={tile.id} tile={tile} />
          ))}
        </ul>
      ) : null}
    </div>
  )
}

function Heard({ sensors, at, total }: Pick<OutputOf<typeof showWall>, 'sensors' | 'at' | 'total'>): ReactNode {
  return (
    <p className="small quiet row">
      <span>{sayCount(total, '{n} target', '{n} targets')}</span>
      <span>· {sayCount(sensors.heard, '{n} sensor is heard', '{n} sensors are heard')}</span>
      {sensors.silent > 0 ? (
        <strong className="late">· {sayCount(sensors.silent, '{n} sensor is silent', '{n} sensors are silent')}</strong>
      ) : null}
      {sensors.lostShare === null ? null : (
        <span>· {say('{share} of what was sent to them was lost', { share: percent(sensors.lostShare) })}</span>
      )}
      <span>
        · {say('as of')} <Time at={at} />
      </span>
    </p>
  )
}

function TileOf({ tile }: { tile: Tile }): ReactNode {
  return (
    <li className="wall-tile" data-state={tile.state}>
      <div className="row apart">
        <Link to="/sense/targets/$id" params={{ id: tile.id }} className="title-link" data-row>
          {tile.name}
        </Link>
        <Badge tone={wallTones[tile.state]}>{wallWord(tile.state)}</Badge>
      </div>
      <p className="small quiet">{tile.organisation.name}</p>
      {tile.attack ? (
        <p className="small">
          <Link to="/sense/attacks/$id" params={{ id: tile.attack.id }}>
            {say('{state}: {waves} since', {
              state: attackWord(tile.attack.state),
              waves: sayCount(tile.attack.waves, '{n} wave', '{n} waves'),
            })}{' '}
            <Time at={tile.attack.onset} show="exact" />
          </Link>
        </p>
      ) : null}
      {tile.lines.map((line) => (
        <LineOf key={line.measure} line={line} />
      ))}
      <p className="small quiet">
        {[
          tile.sources === null ? '' : say('{n} sources', { n: amount(tile.sources) }),
          tile.complaintsPerMinute === null || tile.lines.some((line) => line.measure === 'complaints')
            ? ''
            : say('{n} complaints a minute', { n: amount(tile.complaintsPerMinute) }),
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
      <p className="small quiet">
        {tile.newest ? (
          <>
            {say('newest')} <Time at={tile.newest} />
          </>
        ) : (
          say('nothing has been measured yet')
        )}
        {tile.marks.map((mark) => (
          <span key={mark} className="late">
            {' '}
            · {markWord(mark)}
          </span>
        ))}
      </p>
    </li>
  )
}

function LineOf({ line }: { line: Line }): ReactNode {
  const now = line.now === null ? say('not measured') : withUnit(line.now, line.measure)
  const rise = line.now && line.usual !== null ? times(line.now, line.usual) : null
  return (
    <div className="wall-line">
      <span className="wall-number">
        <strong className="number">{now}</strong>
        <span className="small quiet">
          {measureWord(line.measure)}
          {rise ? ` · ${say('{times} the usual', { times: rise })}` : ''}
        </span>
      </span>
      <Spark values={line.line} usual={line.usual} />
    </div>
  )
}
