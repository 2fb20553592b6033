// Judging the item as a whole: accept it as a signal or as background, reject it, judge it again, or open an incident.
import { Link, useNavigate } from '@tanstack/react-router'
import { type ReactNode, useEffect, useState } from 'react'
import { declareIncident } from '#assess/api.ts'
import { useTell } from '#web/ask.ts'
import { problemOf } from '#web/client.ts'
import { useKeys } from '#web/keys.ts'
import { Button, buttonClass } from '#web/kit/Button.tsx'
import { Dialog } from '#web/kit/Dialog.tsx'
import { TextField } from '#web/kit/Field.tsx'
import { Form } from '#web/kit/Form.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { toast } from '#web/kit/Toast.tsx'
import { say } from '#web/say.ts'
import { useMay } from '#web/session.ts'
import { acceptItem, rejectItem, reopenItem } from '../../api.ts'
import type { ShownItem } from './ItemPage.tsx'

export function JudgeItem({ item, onStale }: { item: ShownItem; onStale: () => void }): ReactNode {
  const may = useMay()
  const navigate = useNavigate()
  const accept = useTell(acceptItem)
  const reopen = useTell(reopenItem)
  const [rejecting, setRejecting] = useState(false)
  const { status, incident, title } = item.state
  const open = status === 'suggested'
  const error = accept.error ?? reopen.error
  const forIncident = { add: 'incident', observations: item.id, title }

  function doAccept(signal: boolean): void {
    accept.tell({ id: item.id, version: item.version, signal }).then(
      (done) =>
        toast(
          done.signal
            ? say('Accepted: it is a signal of the picture now.')
            : say('Accepted as background: the picture does not count it.'),
          may(declareIncident)
            ? {
                label: say('Open incident'),
                onPress: () => void navigate({ to: '/incidents', search: forIncident }),
              }
            : undefined,
        ),
      () => undefined,
    )
  }

  const acceptByKey = () => open && may(acceptItem) && doAccept(incident)
  const rejectByKey = () => open && may(rejectItem) && setRejecting(true)
  useKeys({ A: acceptByKey, R: rejectByKey })
  useEffect(() => {
    if (error && problemOf(error).refusal === 'stale-version') onStale()
  }, [error, onStale])

  return (
    <>
      {open && may(acceptItem) ? (
        <>
          <Button kind="first" icon="check" isPending={accept.pending} onPress={() => doAccept(incident)}>
            {say('Accept')}
          </Button>
          <Button isDisabled={accept.pending} onPress={() => doAccept(!incident)}>
            {incident ? say('Keep as background') : say('Accept as a signal')}
          </Button>
        </>
      ) : null}
      {open && may(rejectItem) ? (
        <Button icon="close" onPress={() => setRejecting(true)}>
          {say('Reject')}
        </Button>
      ) : null}
      {!open && may(reopenItem) ? (
        <Button
          isPending={reopen.pending}
          onPress={() => void reopen.tell({ id: item.id, version: item.version }).catch(() => undefined)}
        >
          {say('Judge again')}
        </Button>
      ) : null}
      {may(declareIncident) ? (
        <Link to="/incidents" search={forIncident} className={buttonClass(open ? 'plain' : 'first')}>
          {say('Open incident')}
        </Link>
      ) : null}
      <Problem error={error} />
      {rejecting ? <RejectDialog item={item} onClose={() => setRejecting(false)} /> : null}
    </>
  )
}

function RejectDialog({ item, onClose }: { item: ShownItem; onClose: () => void }): ReactNode {
  const reject = useTell(rejectItem)
  const [reason, setReason] = useState('')
  async function send(): Promise<void> {
    const why = reason.trim()
    await reject.tell({ id: item.id, version: item.version, ...(why ? { reason: why } : {}) })
    onClose()
    toast(say('Rejected. It stays findable.'))
  }
  return (
    <Dialog title={say('Reject this item')} open onClose={onClose}>
      <Form submit={say('Reject')} danger pending={reject.pending} error={reject.error} onSubmit={send}>
        <TextField
          label={say('Why')}
          optional
          value={reason}
          onChange={setReason}
          lines={3}
          autoFocus
          hint={say('A sentence helps whoever looks at it next.')}
        />
      </Form>
    </Dialog>
  )
}
