// What traffic, complaints and news say together, each of them still to be seen.
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { OutputOf } from '#kernel/contract.ts'
import { useAsk } from '#web/ask.ts'
import { Badge, Tlp } from '#web/kit/Badge.tsx'
import { Empty, Skeleton } from '#web/kit/Empty.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { exactly, Time } from '#web/kit/Time.tsx'
import { say } from '#web/say.ts'
import { listObservations } from '../api.ts'
import type { ObservationPart } from '../model/attacks.ts'
import { clockOf, percent } from './words.ts'

type Shown = OutputOf<typeof listObservations>['observations'][number]

export function Observations(): ReactNode {
  const list = useAsk(listObservations, { limit: 100 }, { keep: true, hears: ['sense.observation'] })
  const shown = list.data?.observations ?? []
  return (
    <div className="stack">
      <Problem error={list.error} onAgain={() => void list.refetch()} />
      {list.isPending ? <Skeleton lines={4} tall /> : null}
      {list.data && shown.length === 0 ? (
        <Empty icon="sense" title={say('Nothing was observed yet')}>
          {say('What traffic, complaints and news say of one target at one time becomes one observation.')}
        </Empty>
      ) : null}
      <ul className="stack">
        {shown.map((one) => (
          <li key={one.id} className="card">
            <div className="row apart">
              <h2>{one.state.title}</h2>
              <Tlp label={one.marking.tlp} />
            </div>
            <ObservationShown observation={one} />
          </li>
        ))}
      </ul>
    </div>
  )
}

export function ObservationShown({ observation: { state } }: { observation: Shown }): ReactNode {
  return (
    <div className="stack tight">
      <p>
        {say('Began at')} <Time at={state.onset.at} show="both" />{' '}
        <span className="quiet">
          {say('(between {earliest} and {latest}; {sure} sure)', {
            earliest: dayAnd(state.onset.earliest, state.onset.at),
            latest: dayAnd(state.onset.latest, state.onset.at),
            sure: percent(state.confidence),
          })}
        </span>
      </p>
      <div className="table-wrap">
        <table className="table channels">
          <thead>
            <tr>
              <th scope="col">{say('Channel')}</th>
              <th scope="col">{say('Began')}</th>
              <th scope="col">{say('How sure')}</th>
              <th scope="col">{say('What it says')}</th>
            </tr>
          </thead>
          <tbody>
            {state.parts.map((part) => (
              <tr key={`${part.kind}${part.ref}`}>
                <th scope="row">{partWord(part.kind)}</th>
                <td>
                  <time dateTime={part.onset.at} title={exactly(part.onset.at)}>
                    {dayAnd(part.onset.at, state.onset.at)}
                  </time>
                </td>
                <td>{say('{sure} sure', { sure: percent(part.confidence) })}</td>
                <td className="says">
                  <Whence part={part} />
                </td>
              </tr>
            ))}
            {state.silent.map((one) => (
              <tr key={one.kind}>
                <th scope="row">{partWord(one.kind)}</th>
                <td colSpan={2}>
                  <Badge tone="quiet">{say('silent')}</Badge>
                </td>
                <td className="says quiet">{one.says}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {state.reasons.length > 0 ? (
        <ul className="small quiet changes">
          {state.reasons.map((reason) => (
            <li key={reason}>{reason}</li>
          ))}
        </ul>
      ) : null}
    </div>
  )
}

/** To the second, with the day when it is another than that of the onset. */
function dayAnd(at: string, onset: string): string {
  return at.slice(0, 10) === onset.slice(0, 10) ? clockOf(at) : `${at.slice(0, 10)} ${clockOf(at)}`
}

function Whence({ part }: { part: ObservationPart }): ReactNode {
  return part.kind === 'news' ? (
    <Link to="/watch/$id" params={{ id: part.ref }}>
      {part.says}
    </Link>
  ) : (
    <Link to="/sense/attacks/$id" params={{ id: part.ref }}>
      {part.says}
    </Link>
  )
}

export function partWord(kind: ObservationPart['kind']): string {
  return { traffic: say('Traffic'), web: say('Requests'), complaints: say('Complaints'), news: say('News') }[kind]
}
