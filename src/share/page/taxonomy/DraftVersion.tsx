// Drafting a version: from the one that is shown, or the first one from what Tocsin brings along.
import { type ReactNode, useState } from 'react'
import type { MarkingChoice } from '#kernel/marking.ts'
import { useTell } from '#web/ask.ts'
import { Button } from '#web/kit/Button.tsx'
import { Dialog } from '#web/kit/Dialog.tsx'
import { TextField } from '#web/kit/Field.tsx'
import { Form } from '#web/kit/Form.tsx'
import { cleanMarking, MarkingPicker } from '#web/kit/MarkingPicker.tsx'
import { errorAt } from '#web/kit/Problem.tsx'
import { useChoices } from '#web/place.ts'
import { say } from '#web/say.ts'
import { draftTaxonomy } from '../../api/taxonomy.ts'
import { useMarking } from './parts.tsx'

export function DraftVersion({ from }: { from?: string }): ReactNode {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button kind={from ? 'plain' : 'first'} icon="plus" onPress={() => setOpen(true)}>
        {from ? say('Draft a version from this one') : say('Begin with the first draft')}
      </Button>
      {open ? <Draft {...(from ? { from } : {})} onClose={() => setOpen(false)} /> : null}
    </>
  )
}

function Draft({ from, onClose }: { from?: string; onClose: () => void }): ReactNode {
  const draft = useTell(draftTaxonomy)
  const [, choose] = useChoices('version', 'tab')
  const [edition, setEdition] = useState(from ? '' : '0.1')
  const [first, setFirst] = useState<MarkingChoice>({ tlp: 'GREEN' })
  const later = useMarking()
  const marking = from ? later.marking : cleanMarking(first)
  async function send(): Promise<void> {
    const made = await draft.tell({ edition, ...(from ? { from } : {}), ...(marking ? { marking } : {}) })
    onClose()
    choose({ version: made.id, tab: undefined }, 'push')
  }
  return (
    <Dialog title={say('Draft a version')} open onClose={onClose}>
      <Form submit={say('Draft it')} pending={draft.pending} error={draft.error} onSubmit={send}>
        <TextField
          label={say('Edition')}
          hint={say('A number that no other version has, for example 0.2')}
          value={edition}
          onChange={setEdition}
          error={errorAt(draft.error, 'edition')}
          required
          maxLength={40}
        />
        {from ? later.field : <MarkingPicker value={first} onChange={setFirst} />}
      </Form>
    </Dialog>
  )
}
