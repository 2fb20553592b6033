// The last question before a resolver is changed: one sentence that says what will happen, and a second press.
import { type ReactNode, useState } from 'react'
import { useTell } from '#web/ask.ts'
import { problemOf } from '#web/client.ts'
import { Button } from '#web/kit/Button.tsx'
import { Dialog } from '#web/kit/Dialog.tsx'
import { CheckField } from '#web/kit/Field.tsx'
import { Form } from '#web/kit/Form.tsx'
import { usePlace } from '#web/place.ts'
import { say } from '#web/say.ts'
import { goFailover, moveAgain, rollBackFailover } from '../../../api/failover.ts'
import { HealthMark } from '../HealthMark.tsx'
import type { ShownVerdicts } from '../PlanWall.tsx'
import { moveSentence } from './effect.ts'
import type { ShownFailover, ShownPlan } from './shown.ts'

interface MoveDialogProps {
  what: 'go' | 'again' | 'back'
  failover: ShownFailover['failover']
  plan: ShownPlan
  verdicts: ShownVerdicts | undefined
  onClose: () => void
}

export function MoveDialog({ what, failover, plan, verdicts, onClose }: MoveDialogProps): ReactNode {
  // What was seen when the dialog was opened is what is decided on.
  const [seen] = useState(failover)
  const [force, setForce] = useState(false)
  const going = useTell(goFailover)
  const repeating = useTell(moveAgain)
  const returning = useTell(rollBackFailover)
  const { realm } = usePlace()
  const pending = going.pending || repeating.pending || returning.pending
  const error = going.error ?? repeating.error ?? returning.error
  const changed = !pending && failover.version !== seen.version
  const conflict = changed || (error && problemOf(error).status === 409)
  const title = what === 'go' ? say('GO?') : what === 'again' ? say('Set it again?') : say('Roll back?')
  async function send(): Promise<void> {
    const { id, version } = seen
    if (what === 'go') await going.tell({ id, version })
    else if (what === 'again') await repeating.tell({ id, version })
    else await returning.tell({ id, version, ...(force ? { force } : {}) })
    onClose()
  }
  return (
    <Dialog
      title={`${realm === 'live' ? '' : `${say('EXERCISE')} · `}${seen.state.drill ? `${say('DRILL')} · ` : ''}${title}`}
      open
      onClose={onClose}
    >
      {conflict ? (
        <div className="stack">
          <p className="note warn" role="alert">
            {say(
              'Somebody else decided, or it went on by itself, while you were looking. What stands now is behind this; nothing was done for you.',
            )}
          </p>
          <div className="row">
            <Button kind="first" onPress={onClose}>
              {say('Look at what stands now')}
            </Button>
          </div>
        </div>
      ) : (
        <Form
          submit={what === 'back' ? say('Put it back') : say('GO: point it to the fallback')}
          danger={what === 'back'}
          pending={pending}
          error={error}
          other={
            <Button kind="quiet" onPress={onClose}>
              {say('Not yet')}
            </Button>
          }
          onSubmit={send}
        >
          <p>{moveSentence(what, plan.plan.state)}</p>
          {verdicts ? (
            <p>
              {say('Now the usual resolver is')} <HealthMark health={verdicts.usual.says} />,{' '}
              {say('and the fallback is')} <HealthMark health={verdicts.fallback.says} />.
            </p>
          ) : null}
          {what === 'back' ? (
            <CheckField
              label={say('Leave it so even if names do not resolve then')}
              hint={say('Also puts back what stood before where somebody changed it by hand since.')}
              value={force}
              onChange={setForce}
            />
          ) : null}
        </Form>
      )}
    </Dialog>
  )
}
