// Opening a rota, or changing what it is: name, members, time zone, and how its duty passes.
import { type ReactNode, useState } from 'react'
import type { MarkingChoice } from '#kernel/marking.ts'
import { useTell } from '#web/ask.ts'
import { Dialog } from '#web/kit/Dialog.tsx'
import { RadioField, TextField } from '#web/kit/Field.tsx'
import { Form } from '#web/kit/Form.tsx'
import { cleanMarking } from '#web/kit/MarkingPicker.tsx'
import { Picks } from '#web/kit/Picks.tsx'
import { errorAt } from '#web/kit/Problem.tsx'
import { useChoices } from '#web/place.ts'
import { say } from '#web/say.ts'
import { useNames } from '#web/shell/names.ts'
import { changeRota, openRota } from '../../api/rotas.ts'
import { forThem, OwnMarking } from './GiveTask.tsx'
import type { RotaAnswer } from './rota-answer.ts'

export function RotaForm({ rota, onClose }: { rota?: RotaAnswer; onClose: () => void }): ReactNode {
  const open = useTell(openRota)
  const change = useTell(changeRota)
  const act = rota ? change : open
  const names = useNames()
  const [, choose] = useChoices('rota', 'add')
  const [name, setName] = useState(rota?.state.name ?? '')
  const [description, setDescription] = useState(rota?.state.description ?? '')
  const [timeZone, setTimeZone] = useState(rota?.state.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone)
  const [members, setMembers] = useState<readonly string[]>(rota?.state.members ?? [])
  const [passes, setPasses] = useState<string>(rota?.state.passes ?? 'when-accepted')
  const [marking, setMarking] = useState<MarkingChoice | null>(null)
  async function send(): Promise<void> {
    const said = {
      name: name.trim(),
      description,
      timeZone,
      members: [...members],
      passes: passes === 'by-plan' ? ('by-plan' as const) : ('when-accepted' as const),
    }
    if (rota) {
      await change.tell({ id: rota.id, version: rota.version, ...said })
      return onClose()
    }
    const persons = members.map((id) => `person:${id}`)
    const marked = marking ? { marking: forThem(cleanMarking(marking), persons) } : {}
    const { id } = await open.tell({ ...said, ...marked })
    choose({ add: undefined, rota: id })
  }
  const title = rota ? say('Change the rota') : say('Open a rota')
  return (
    <Dialog title={title} open onClose={onClose}>
      <Form submit={rota ? say('Keep it') : say('Open it')} pending={act.pending} error={act.error} onSubmit={send}>
        <TextField label={say('Name')} value={name} onChange={setName} required minLength={3} maxLength={300} />
        <TextField label={say('What it is for')} lines={2} value={description} onChange={setDescription} optional />
        <Picks label={say('Who is of it')} values={members} onChange={setMembers} choices={names.persons} />
        <TextField
          label={say('Time zone')}
          hint={say('By whose clock on the wall shifts begin: Europe/Brussels.')}
          value={timeZone}
          onChange={setTimeZone}
          error={errorAt(act.error, 'timeZone')}
          required
        />
        <RadioField
          label={say('The duty passes')}
          value={passes}
          onChange={setPasses}
          choices={[
            {
              value: 'when-accepted',
              label: say('When the next one accepts it'),
              hint: say('Until then it stays with whoever has it.'),
            },
            {
              value: 'by-plan',
              label: say('At the minute of the plan'),
              hint: say('Nobody has to accept anything.'),
            },
          ]}
        />
        {rota ? null : <OwnMarking value={marking} onChange={setMarking} hint={say('Else it is TLP:AMBER+STRICT.')} />}
      </Form>
    </Dialog>
  )
}
