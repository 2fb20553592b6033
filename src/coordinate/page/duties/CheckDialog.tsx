// Checking whether a notice may go to a recipient: who of the register stands for them, and the answer with its reasons.
import { type ReactNode, useState } from 'react'
import { useTell } from '#web/ask.ts'
import { Dialog } from '#web/kit/Dialog.tsx'
import { Form } from '#web/kit/Form.tsx'
import { PickOne } from '#web/kit/Picks.tsx'
import { say } from '#web/say.ts'
import { useNames } from '#web/shell/names.ts'
import { checkRelease } from '../../api/duties.ts'
import type { RecipientProps } from './RecipientCard.tsx'

export interface StepProps extends RecipientProps {
  onClose: () => void
}

export function CheckDialog({ notice: { id, version }, recipient, onClose }: StepProps): ReactNode {
  const { key, party } = recipient
  const names = useNames()
  const checking = useTell(checkRelease)
  const [organisation, setOrganisation] = useState(party.organisation ?? '')
  const [person, setPerson] = useState(party.person ?? '')
  const send = () =>
    checking
      .tell({ id, version, recipient: key, organisation: organisation || null, person: person || null })
      .then(onClose)
  return (
    <Dialog title={say('May it go to {name}?', { name: party.name })} open onClose={onClose}>
      <Form submit={say('Check it')} pending={checking.pending} error={checking.error} onSubmit={send}>
        <p>
          {say(
            'The marking decides, by the same rule as for everybody who signs in here. The answer is kept with your name.',
          )}
        </p>
        <PickOne
          label={say('Organisation of the register that stands for them')}
          hint={say('Without one only TLP:CLEAR may go, and TLP:GREEN to networks of the Union.')}
          choices={names.organisations}
          value={organisation}
          onChange={setOrganisation}
          optional
        />
        <PickOne
          label={say('Person who is told')}
          hint={say('Asked for TLP:RED.')}
          choices={names.persons}
          value={person}
          onChange={setPerson}
          optional
        />
      </Form>
    </Dialog>
  )
}
