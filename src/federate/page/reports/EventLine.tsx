// One event: what, where, when, how often, from whom; the rest when it is opened. Links of others are shown and never followed.
import type { ReactNode } from 'react'
import { Badge, Tlp } from '#web/kit/Badge.tsx'
import { Time } from '#web/kit/Time.tsx'
import { say } from '#web/say.ts'
import type { End, KeptEvent } from '../../model/abuse-event.ts'

export function EventLine({ event }: { event: KeptEvent }): ReactNode {
  const { kind, source, destination, seen, feed, malware, toldAt } = event
  return (
    <li className="stack tight">
      <p className="row">
        <Badge>{kind}</Badge>
        <strong className="federate-breaks">{nameOf(source)}</strong>
        <Time at={event.lastSeen} />
        <Tlp label={event.marking.tlp} />
        {toldAt ? <Badge tone="good">{say('Told')}</Badge> : null}
      </p>
      <details className="small">
        <summary>
          {[malware, feed, seen > 1 ? say('seen {n} times', { n: String(seen) }) : null].filter(Boolean).join(' · ')}
        </summary>
        <dl className="facts">
          <Fact name={say('Source')} value={whole(source)} />
          <Fact name={say('Destination')} value={whole(destination)} />
          <Fact name={say('First seen')} value={event.firstSeen} />
          <Fact name={say('Confidence')} value={event.confidence === null ? null : `${event.confidence} %`} />
          <Fact name={say('Text')} value={event.text} />
          <Fact name={say('Told at')} value={toldAt} />
        </dl>
      </details>
    </li>
  )
}

function Fact({ name, value }: { name: string; value: string | null }): ReactNode {
  if (value === null || value === '') return null
  return (
    <div>
      <dt>{name}</dt>
      <dd className="federate-breaks">{value}</dd>
    </div>
  )
}

function nameOf({ ip, fqdn, url }: End): string {
  return [ip, fqdn].filter(Boolean).join(' · ') || (url ?? '')
}

function whole({ ip, port, asn, cc, fqdn, url }: End): string {
  const address = ip !== null && port !== null ? `${ip.includes(':') ? `[${ip}]` : ip}:${port}` : ip
  return [address, asn === null ? null : `AS${asn}`, cc, fqdn, url].filter(Boolean).join(', ')
}
