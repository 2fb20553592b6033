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
import { percent } from './words.ts'

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
              <h3>{one.state.title}</h3>
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
            earliest: exactly(state.onset.earliest),
            latest: exactly(state.onset.latest),
            sure: percent(state.confidence),
          })}
        </span>
      </p>
      <div className="table-wrap">
        <table className="table">
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
                  <Time at={part.onset.at} show="exact" />
                </td>
                <td>{percent(part.confidence)}</td>
                <td>
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
                <td className="quiet">{one.says}</td>
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
