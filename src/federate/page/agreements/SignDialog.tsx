// Signing: what would flow is shown first, then a named person says in which function they sign.
import { type ReactNode, useEffect, useRef, useState } from 'react'
import type { OutputOf } from '#kernel/contract.ts'
import { useTell } from '#web/ask.ts'
import { Dialog } from '#web/kit/Dialog.tsx'
import { Skeleton } from '#web/kit/Empty.tsx'
import { TextField } from '#web/kit/Field.tsx'
import { Form } from '#web/kit/Form.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { say } from '#web/say.ts'
import { useMe } from '#web/session.ts'
import { proposeAgreement, signAgreement, simulateAgreement } from '../../api/agreements.ts'
import { Found } from './Simulator.tsx'
import type { AgreementShown } from './words.ts'

interface SignProps {
  agreement: AgreementShown
  doing: 'propose' | 'sign'
  onClose: () => void
}

export function SignDialog({ agreement, doing, onClose }: SignProps): ReactNode {
  const me = useMe()
  const look = useTell(simulateAgreement)
  const propose = useTell(proposeAgreement)
  const counterSign = useTell(signAgreement)
  const act = doing === 'propose' ? propose : counterSign
  const [found, setFound] = useState<OutputOf<typeof simulateAgreement> | null>(null)
  const [duty, setDuty] = useState('')
  const asked = useRef(false)
  const { id, version } = agreement
  const which = agreement.state.next ? ('next' as const) : ('terms' as const)
  const { tell } = look
  useEffect(() => {
    if (asked.current) return
    asked.current = true
    tell({ id, which, newest: 5 }).then(setFound, () => undefined)
  }, [id, which, tell])
  const send = () =>
    act.tell({ id, version, function: duty.trim(), ...(found ? { shown: found.digest } : {}) }).then(onClose)
  const title = doing === 'propose' ? say('Sign and propose') : say('Counter-sign')
  return (
    <Dialog title={title} open wide onClose={onClose}>
      <div className="stack">
        <p>
          {doing === 'propose'
            ? say('{peer} gets these words with your signature. They bind when it has signed them too.', {
                peer: agreement.peer.name,
              })
            : say('{peer} has signed these words. With your signature they are in force.', {
                peer: agreement.peer.name,
              })}
        </p>
        {look.error ? <Problem error={look.error} /> : null}
        {found ? <Found found={found} /> : look.error ? null : <Skeleton lines={3} />}
        {found ? (
          <p className="small quiet agreement-print">
            {say('Your signature names what is shown here:')} {found.digest}
          </p>
        ) : null}
        <Form submit={title} pending={act.pending} error={act.error} onSubmit={send}>
          <p>{say('You sign as {name}.', { name: me.name })}</p>
          <TextField
            label={say('In which function')}
            hint={say('As the other side will read it.')}
            value={duty}
            onChange={setDuty}
            required
            minLength={2}
          />
        </Form>
      </div>
    </Dialog>
  )
}
