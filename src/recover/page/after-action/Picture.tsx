// The picture of one moment as somebody could read it, and how much of it each could.
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { Badge, Tlp } from '#web/kit/Badge.tsx'
import { Card } from '#web/kit/Card.tsx'
import { Scrolled } from '#web/kit/Scrolled.tsx'
import { Time } from '#web/kit/Time.tsx'
import { say } from '#web/say.ts'
import { pathOf, recordWord } from '#web/shell/records.ts'
import { type Known, knownAt, learntAt, reachAt } from '../../rules/after-action/known-at.ts'
import { stateTone, stateWord } from '../words.ts'
import type { Shown } from './AfterActionPage.tsx'

const mostShown = 60

export function Picture({ review, at, by }: { review: Shown; at: string; by: number | null }): ReactNode {
  const known = knownAt(review.tracks, at, by)
  const readable = known.filter((one) => one.readable)
  const hidden = known.length - readable.length
  const who = by === null ? undefined : review.knowers[by]
  return (
    <div className="recover-two">
      <Card
        title={who ? say('What {name} could read', { name: who.name }) : say('What stood in the record')}
        aside={String(readable.length)}
      >
        {readable.length === 0 ? <p className="quiet">{say('Nothing yet.')}</p> : null}
        <ul className="recover-known">
          {readable.slice(0, mostShown).map((one) => (
            <Row key={one.track.id} known={one} learnt={by === null ? null : learntAt(one.track, by)} at={at} />
          ))}
        </ul>
        {readable.length > mostShown ? (
          <p className="quiet">{say('{n} older ones are not shown.', { n: readable.length - mostShown })}</p>
        ) : null}
        {hidden > 0 ? (
          <p className="note">
            {say('{n} more stood in the record, and {name} could not read them.', { n: hidden, name: who?.name ?? '' })}
          </p>
        ) : null}
      </Card>
      <Reach review={review} at={at} all={known.length} />
    </div>
  )
}

function Row({ known, learnt, at }: { known: Known; learnt: string | null; at: string }): ReactNode {
  const { track, version } = known
  const path = pathOf(track)
  return (
    <li>
      <span className="row recover-line-head">
        <span className="small quiet">{recordWord(track.record)}</span>
        {path ? (
          <Link to={path.path} search={{ asOf: at }}>
            {version.title}
          </Link>
        ) : (
          <span>{version.title}</span>
        )}
        {version.status ? <Badge tone={stateTone(version.status)}>{stateWord(version.status)}</Badge> : null}
        {version.more ? <span>{version.more}</span> : null}
        <Tlp label={version.tlp} />
      </span>
      <span className="small quiet">
        {say('so since')} <Time at={version.from} show="exact" />
        {learnt && learnt < version.from ? (
          <>
            {' · '}
            {say('first readable')} <Time at={learnt} show="exact" />
          </>
        ) : null}
      </span>
    </li>
  )
}

function Reach({ review, at, all }: { review: Shown; at: string; all: number }): ReactNode {
  const reach = reachAt(review.tracks, at, review.knowers.length)
  return (
    <Card title={say('Who could read how much')}>
      <Scrolled label={say('Who could read how much')}>
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{say('Who')}</th>
              <th scope="col">{say('Records')}</th>
            </tr>
          </thead>
          <tbody>
            {review.knowers.map(({ id, name, kind }, place) => (
              <tr key={id}>
                <th scope="row">
                  {name} {kind === 'person' ? <span className="small quiet">{say('person')}</span> : null}
                </th>
                <td className="recover-reach">
                  <meter min={0} max={Math.max(1, all)} value={reach[place] ?? 0} aria-hidden="true" />{' '}
                  {say('{n} of {all}', { n: reach[place] ?? 0, all })}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scrolled>
      <p className="small quiet">
        {say('By the marking that each record had then. Persons stand with the organisation that they belong to now.')}
      </p>
    </Card>
  )
}
