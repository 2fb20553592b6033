// One attribute: its value, how often it was seen, and what one can say about it. That changes nothing of the event.
import { type ReactNode, useState } from 'react'
import type { OutputOf } from '#kernel/contract.ts'
import { useTell } from '#web/ask.ts'
import { Badge } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { CheckField, TextField } from '#web/kit/Field.tsx'
import { Form } from '#web/kit/Form.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { say, sayCount } from '#web/say.ts'
import { useMay } from '#web/session.ts'
import { addMispRemark, type showMisp } from '../../api/misp.ts'

type Shown = OutputOf<typeof showMisp>['attributes'][number]

export function Attribute({ event, one }: { event: string; one: Shown }): ReactNode {
  const may = useMay()
  const tell = useTell(addMispRemark)
  const [proposing, setProposing] = useState(false)
  const sight = (as: 'seen' | 'false-positive') =>
    void tell.tell({ event, attribute: one.uuid, sighting: { as } }).catch(() => undefined)
  return (
    <li className="stack tight">
      <p className="row">
        <Badge>{one.type}</Badge>
        <code className="misp-value">{one.value}</code>
        {one.toIds ? <Badge tone="accent">{say('For detection')}</Badge> : null}
        {one.deleted ? <Badge tone="warn">{say('Deleted')}</Badge> : null}
      </p>
      <p className="small quiet federate-breaks">
        {[one.object, one.relation, one.category, one.comment, ...one.tags].filter(Boolean).join(' · ')}
      </p>
      <p className="row small">
        {one.sightings > 0 ? sayCount(one.sightings, 'Seen once', 'Seen {n} times') : say('Not seen yet')}
        {one.falsePositives > 0 ? (
          <Badge tone="warn">{sayCount(one.falsePositives, '1 false positive', '{n} false positives')}</Badge>
        ) : null}
        {one.proposals > 0 ? <Badge>{sayCount(one.proposals, '1 proposal', '{n} proposals')}</Badge> : null}
        {may(addMispRemark) && !one.deleted ? (
          <>
            <Button small onPress={() => sight('seen')}>
              {say('We see it')}
              <span className="unseen"> {one.value}</span>
            </Button>
            <Button small kind="quiet" onPress={() => sight('false-positive')}>
              {say('False positive')}
              <span className="unseen"> {one.value}</span>
            </Button>
            <Button small kind="quiet" onPress={() => setProposing(!proposing)}>
              {say('Propose a change')}
              <span className="unseen"> {one.value}</span>
            </Button>
          </>
        ) : null}
      </p>
      <Problem error={tell.error} />
      {proposing ? <Propose event={event} one={one} onDone={() => setProposing(false)} /> : null}
    </li>
  )
}

function Propose({ event, one, onDone }: { event: string; one: Shown; onDone: () => void }): ReactNode {
  const tell = useTell(addMispRemark)
  const [value, setValue] = useState(one.value)
  const [comment, setComment] = useState('')
  const [remove, setRemove] = useState(false)
  const send = () =>
    tell.tell({ event, attribute: one.uuid, proposal: { ...(remove ? { remove } : { value }), comment } }).then(onDone)
  return (
    <Form submit={say('Propose it')} pending={tell.pending} error={tell.error} onSubmit={send}>
      <CheckField label={say('It should go')} value={remove} onChange={setRemove} />
      {remove ? null : <TextField label={say('Value')} value={value} onChange={setValue} required mono />}
      <TextField label={say('Why')} value={comment} onChange={setComment} lines={2} required />
    </Form>
  )
}
