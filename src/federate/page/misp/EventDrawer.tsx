// One event: whose it is, how it is marked, its attributes, and saying that one of them was seen. Everything in it is text.
import { type ReactNode, useState } from 'react'
import type { OutputOf } from '#kernel/contract.ts'
import { useAsk } from '#web/ask.ts'
import { Badge, MarkingBadge } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { Dialog } from '#web/kit/Dialog.tsx'
import { Skeleton } from '#web/kit/Empty.tsx'
import { TextField } from '#web/kit/Field.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { Time } from '#web/kit/Time.tsx'
import { say, sayCount } from '#web/say.ts'
import { showMisp } from '../../api/misp.ts'
import { Attribute } from './Attribute.tsx'

type Event = OutputOf<typeof showMisp>

export function EventDrawer({ uuid, onClose }: { uuid: string; onClose: () => void }): ReactNode {
  const [typed, setTyped] = useState('')
  const [text, setText] = useState('')
  const asked = useAsk(showMisp, { uuid, ...(text ? { text } : {}) }, { keep: true })
  const event = asked.data
  return (
    <Dialog title={say('A MISP event')} open onClose={onClose} drawer wide>
      {asked.isPending ? <Skeleton lines={6} /> : null}
      {!event && asked.error ? <Problem error={asked.error} /> : null}
      {event ? (
        <div className="stack">
          <h3 className="federate-breaks">{event.info}</h3>
          <Facts event={event} />
          <form
            className="federate-filters no-print"
            onSubmit={(submitted) => {
              submitted.preventDefault()
              setText(typed.trim())
            }}
          >
            <TextField label={say('In the attributes')} type="search" value={typed} onChange={setTyped} />
            <Button type="submit">{say('Find')}</Button>
          </form>
          <p className="small quiet">
            {event.fitting > event.attributes.length
              ? say('The first {n} of {all} that fit.', { n: event.attributes.length, all: event.fitting })
              : sayCount(event.fitting, '1 attribute', '{n} attributes')}
          </p>
          <ul className="plain-list bordered" aria-label={say('Attributes')}>
            {event.attributes.map((one) => (
              <Attribute key={one.uuid} event={event.uuid} one={one} />
            ))}
          </ul>
          {event.reports.map(({ uuid: id, name, content }) => (
            <details key={id}>
              <summary>{name || say('A report')}</summary>
              <p className="small misp-report">{content}</p>
            </details>
          ))}
        </div>
      ) : null}
    </Dialog>
  )
}

function Facts({ event }: { event: Event }): ReactNode {
  return (
    <dl className="federate-facts">
      <dt>{say('Belongs to')}</dt>
      <dd>
        {event.orgcName} {event.ours ? <Badge tone="accent">{say('That is us')}</Badge> : null}
      </dd>
      <dt>{say('Marking')}</dt>
      <dd>
        <MarkingBadge marking={event.marking} />
      </dd>
      <dt>{say('Day')}</dt>
      <dd>
        {event.date} {event.published ? null : <Badge tone="quiet">{say('Not published')}</Badge>}
      </dd>
      <dt>{say('Came by')}</dt>
      <dd className="federate-breaks">
        {event.origin.name}, <Time at={event.takenAt} />
      </dd>
      {event.galaxies.length > 0 ? (
        <>
          <dt>{say('Galaxies')}</dt>
          <dd>{event.galaxies.join(', ')}</dd>
        </>
      ) : null}
      {event.tags.length > 0 ? (
        <>
          <dt>{say('Tags')}</dt>
          <dd className="federate-breaks">{event.tags.slice(0, 40).join(', ')}</dd>
        </>
      ) : null}
      <dt>UUID</dt>
      <dd className="federate-breaks">{event.uuid}</dd>
    </dl>
  )
}
