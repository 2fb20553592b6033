// One need that was drawn or chosen on the map: changed, added, or taken away.
import { type ReactNode, useState } from 'react'
import type { OutputOf } from '#kernel/contract.ts'
import { useAsk, useTell } from '#web/ask.ts'
import { Button } from '#web/kit/Button.tsx'
import { Dialog } from '#web/kit/Dialog.tsx'
import { Skeleton } from '#web/kit/Empty.tsx'
import { SelectField } from '#web/kit/Field.tsx'
import { Form } from '#web/kit/Form.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { toast } from '#web/kit/Toast.tsx'
import { say } from '#web/say.ts'
import { changePart, getPart } from '../../api/parts.ts'
import type { Need } from '../../model/parts.ts'
import { Anew } from './Anew.tsx'
import { usePartChoices } from './choices.ts'
import { NeedFields } from './NeedFields.tsx'
import { draftOf, type NeedDraft, needOf, newNeed, newOption } from './need-draft.ts'

/** The part that needs, the part that is needed, and the need where there is one already. */
export interface NeedAt {
  part: string
  to: string
  need?: string
}

type Shown = OutputOf<typeof getPart>

interface NeedDialogProps {
  at: NeedAt
  nameOf: (id: string) => string
  onClose: () => void
}

export function NeedDialog({ at, nameOf, onClose }: NeedDialogProps): ReactNode {
  const shown = useAsk(getPart, { id: at.part }, { hears: [] })
  const [turn, setTurn] = useState(0)
  const title = at.need
    ? say('{name}: {need}', { name: nameOf(at.part), need: at.need })
    : say('{name} needs {other}', { name: nameOf(at.part), other: nameOf(at.to) })
  return (
    <Dialog title={title} open wide onClose={onClose}>
      <Problem error={shown.error} onAgain={() => void shown.refetch()} />
      {shown.isPending ? <Skeleton lines={4} tall /> : null}
      {shown.data ? (
        <NeedForm
          key={turn}
          at={at}
          shown={shown.data}
          onAnew={() => void shown.refetch().then(() => setTurn(turn + 1))}
          onClose={onClose}
        />
      ) : null}
    </Dialog>
  )
}

interface NeedFormProps {
  at: NeedAt
  shown: Shown
  onAnew: () => void
  onClose: () => void
}

function NeedForm({ at, shown, onAnew, onClose }: NeedFormProps): ReactNode {
  // What was seen when the form was opened: whoever changes it meanwhile is not overwritten.
  const [{ part, names }] = useState(shown)
  const needs = part.state.needs
  const changing = useTell(changePart)
  const choices = usePartChoices(names)
  const [which, setWhich] = useState(at.need ?? '')
  const [draft, setDraft] = useState<NeedDraft>(() => begun(needs, at.need, at.to))
  const existing = needs.some(({ name }) => name === which)

  function choose(name: string): void {
    setWhich(name)
    setDraft(begun(needs, name || undefined, at.to))
  }

  async function keep(next: Need[]): Promise<void> {
    await changing.tell({ id: part.id, version: part.version, needs: next })
    toast(say('Changed.'))
    onClose()
  }

  return (
    <Form
      submit={say('Keep it')}
      pending={changing.pending}
      error={changing.error}
      other={
        <>
          <Anew error={changing.error} onAnew={onAnew} />
          {at.need ? (
            <Button kind="danger" onPress={() => void keep(without(needs, at)).catch(() => undefined)}>
              {without(needs, at).length < needs.length ? say('Remove the need') : say('Remove this option')}
            </Button>
          ) : null}
        </>
      }
      onSubmit={() =>
        keep(existing ? needs.map((it) => (it.name === which ? needOf(draft) : it)) : [...needs, needOf(draft)])
      }
    >
      {at.need || needs.length === 0 ? null : (
        <SelectField
          label={say('As an option of')}
          value={which}
          onChange={choose}
          none={say('a need of its own')}
          choices={needs.map(({ name }) => ({ value: name, label: name }))}
        />
      )}
      <NeedFields need={draft} onChange={setDraft} parts={choices.filter(({ value }) => value !== part.id)} />
    </Form>
  )
}

/** The need as it is, with the other part among its options; a new one where none is named. */
function begun(needs: readonly Need[], name: string | undefined, to: string): NeedDraft {
  const there = needs.find((it) => it.name === name)
  if (!there) return newNeed('connectivity', to)
  const draft = draftOf(there)
  return draft.of.some(({ part }) => part === to) ? draft : { ...draft, of: [...draft.of, newOption(to)] }
}

/** A need without options is none: it goes with its last one. No more can be asked for than are left. */
export function without(needs: readonly Need[], at: NeedAt): Need[] {
  return needs.flatMap((need) => {
    if (need.name !== at.need) return [need]
    const of = need.of.filter(({ part }) => part !== at.to)
    return of.length === 0 ? [] : [{ ...need, of, least: Math.min(need.least, of.length) }]
  })
}
