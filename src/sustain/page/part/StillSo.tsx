// Saying that a part is still as it stands on the map, and how one knows.
import { type ReactNode, useState } from 'react'
import type { OutputOf } from '#kernel/contract.ts'
import { useTell } from '#web/ask.ts'
import { Dialog } from '#web/kit/Dialog.tsx'
import { SelectField, TextField } from '#web/kit/Field.tsx'
import { Form } from '#web/kit/Form.tsx'
import { toast } from '#web/kit/Toast.tsx'
import { say } from '#web/say.ts'
import { confirmPart, type getPart } from '../../api/parts.ts'
import { evidenceKinds } from '../../model/words.ts'
import { evidenceWords } from '../words.ts'

interface StillSoProps {
  part: OutputOf<typeof getPart>['part']
  onClose: () => void
}

export function StillSo({ part, onClose }: StillSoProps): ReactNode {
  const confirming = useTell(confirmPart)
  const [kind, setKind] = useState<(typeof evidenceKinds)[number]>('stated')
  const [what, setWhat] = useState('')
  const [reference, setReference] = useState('')

  async function send(): Promise<void> {
    await confirming.tell({
      id: part.id,
      kind,
      ...(what.trim() ? { what: what.trim() } : {}),
      ...(reference.trim() ? { reference: reference.trim() } : {}),
    })
    toast(say('Written down: it is still so.'))
    onClose()
  }

  return (
    <Dialog title={say('Still so: {name}', { name: part.state.name })} open onClose={onClose}>
      <Form submit={say('It is still so')} pending={confirming.pending} error={confirming.error} onSubmit={send}>
        <SelectField
          label={say('How do you know?')}
          value={kind}
          onChange={(text) => setKind(evidenceKinds.find((it) => it === text) ?? kind)}
          choices={evidenceKinds.map((it) => ({ value: it, label: evidenceWords[it]() }))}
        />
        <TextField
          label={say('From what')}
          hint={say('“Contract 2024-17”, “Call with the provider”.')}
          value={what}
          onChange={setWhat}
          maxLength={200}
          optional
        />
        <TextField
          label={say('Where it can be looked at')}
          value={reference}
          onChange={setReference}
          maxLength={1000}
          optional
        />
      </Form>
    </Dialog>
  )
}
