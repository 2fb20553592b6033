// Who may decide, and whether the plan may move by itself: granted under a name, with an end and limits, and taken back.
import { type ReactNode, useState } from 'react'
import { useTell } from '#web/ask.ts'
import { Badge } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { Card } from '#web/kit/Card.tsx'
import { Dialog } from '#web/kit/Dialog.tsx'
import { CheckField, TextField } from '#web/kit/Field.tsx'
import { Form } from '#web/kit/Form.tsx'
import { Time } from '#web/kit/Time.tsx'
import { say } from '#web/say.ts'
import { useMay } from '#web/session.ts'
import { useNames } from '#web/shell/names.ts'
import { preAuthorise, withdrawPreAuthorisation } from '../../../api/failover.ts'
import { healthWord } from '../words.ts'
import { ReasonDialog } from './ReasonDialog.tsx'
import type { Part, ShownPlan } from './shown.ts'

export function Permission({ shown: { plan, asks }, part }: { shown: ShownPlan; part: Part }): ReactNode {
  const [open, setOpen] = useState<'grant' | 'withdraw'>()
  const withdrawing = useTell(withdrawPreAuthorisation)
  const may = useMay()
  const people = useNames()
  const { preAuthorised } = plan.state
  return (
    <Card title={part(say('Who decides'))}>
      <div className="stack tight">
        <p>
          {may(preAuthorise)
            ? say('You may decide, and so may every duty officer and crisis manager.')
            : say('Duty officers and crisis managers decide. You see all that they see.')}
        </p>
        {preAuthorised ? (
          <p>
            <Badge tone={asks ? 'quiet' : 'warn'}>{asks ? say('asks first') : say('may move by itself')}</Badge>{' '}
            {say('Allowed by {name}, at most {n} times a day, when it is {only}; {back}.', {
              name: people.person(preAuthorised.person),
              n: preAuthorised.mostMovesPerDay,
              only: preAuthorised.only.map(healthWord).join(', '),
              back: preAuthorised.rollBack ? say('it may also go back by itself') : say('the way back is asked for'),
            })}{' '}
            {say('Until')} <Time at={preAuthorised.until} show="exact" />.
          </p>
        ) : null}
        {asks ? <p className="small quiet">{asks}</p> : null}
        <div className="row no-print">
          {may(preAuthorise) ? (
            <Button small onPress={() => setOpen('grant')}>
              {preAuthorised ? say('Allow it anew') : say('Allow it to move by itself')}
            </Button>
          ) : null}
          {preAuthorised && may(withdrawPreAuthorisation) ? (
            <Button small kind="danger" onPress={() => setOpen('withdraw')}>
              {say('Withdraw the permission')}
            </Button>
          ) : null}
        </div>
      </div>
      {open === 'grant' ? <GrantDialog plan={plan} onClose={() => setOpen(undefined)} /> : null}
      {open === 'withdraw' ? (
        <ReasonDialog
          title={say('Withdraw the permission')}
          submit={say('Withdraw it')}
          telling={withdrawing}
          onSend={(reason) => withdrawing.tell({ id: plan.id, version: plan.version, reason })}
          onClose={() => setOpen(undefined)}
        >
          {say('From now on somebody decides each move of this plan.')}
        </ReasonDialog>
      ) : null}
    </Card>
  )
}

const verdicts = ['failing', 'slow', 'lying'] as const

function GrantDialog({ plan, onClose }: { plan: ShownPlan['plan']; onClose: () => void }): ReactNode {
  const telling = useTell(preAuthorise)
  const [until, setUntil] = useState('')
  const [most, setMost] = useState('2')
  const [rollBack, setRollBack] = useState(true)
  const [only, setOnly] = useState<readonly (typeof verdicts)[number][]>(['failing'])
  async function send(): Promise<void> {
    await telling.tell({
      ...{ id: plan.id, version: plan.version, until: `${until}T23:59:59.000Z`, rollBack },
      ...{ mostMovesPerDay: Number(most), only: [...only] },
    })
    onClose()
  }
  return (
    <Dialog title={say('Allow it to move by itself')} open onClose={onClose}>
      <Form submit={say('Allow it, under my name')} pending={telling.pending} error={telling.error} onSubmit={send}>
        <p>{say('It then moves without asking, as you would have. It ends when the plan is changed.')}</p>
        <TextField
          label={say('Until the end of this day (UTC)')}
          type="date"
          value={until}
          onChange={setUntil}
          required
        />
        <TextField
          label={say('Moves a day, at most')}
          hint={say('1 to 24; after that somebody is asked again')}
          type="number"
          inputMode="numeric"
          value={most}
          onChange={setMost}
          required
        />
        <fieldset className="field">
          <legend>{say('Only when the quorum says')}</legend>
          {verdicts.map((one) => (
            <CheckField
              key={one}
              label={healthWord(one)}
              value={only.includes(one)}
              onChange={(on) => setOnly(verdicts.filter((it) => (it === one ? on : only.includes(it))))}
            />
          ))}
        </fieldset>
        <CheckField label={say('It may also go back by itself')} value={rollBack} onChange={setRollBack} />
      </Form>
    </Dialog>
  )
}
