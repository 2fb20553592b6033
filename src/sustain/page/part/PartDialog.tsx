// A part is put on the map, or changed: what it is, who is behind it, whom it serves, and what it needs.
import { useNavigate } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import type { OutputOf } from '#kernel/contract.ts'
import type { MarkingChoice } from '#kernel/marking.ts'
import { useTell } from '#web/ask.ts'
import { Dialog } from '#web/kit/Dialog.tsx'
import { CheckField, SelectField, TextField } from '#web/kit/Field.tsx'
import { Form } from '#web/kit/Form.tsx'
import { cleanMarking, MarkingPicker } from '#web/kit/MarkingPicker.tsx'
import { PickOne, Picks } from '#web/kit/Picks.tsx'
import { errorAt } from '#web/kit/Problem.tsx'
import { toast } from '#web/kit/Toast.tsx'
import { say } from '#web/say.ts'
import { useNames } from '#web/shell/names.ts'
import { useVocabulary } from '#web/vocabulary.ts'
import { addPart, changePart, type getPart } from '../../api/parts.ts'
import { layers, partKinds } from '../../model/parts.ts'
import { kindChoices, layerChoices } from '../words.ts'
import { Anew } from './Anew.tsx'
import { usePartChoices } from './choices.ts'
import { NeedsEditor } from './NeedsEditor.tsx'
import { changedOf, type PartDraft, partDraft, partOf } from './part-draft.ts'

type Shown = OutputOf<typeof getPart>

export interface PartDialogProps {
  before?: Shown
  onAnew?: () => void
  onClose: () => void
}

export function PartDialog({ before, onAnew, onClose }: PartDialogProps): ReactNode {
  const adding = useTell(addPart)
  const changing = useTell(changePart)
  const navigate = useNavigate()
  const [seen] = useState(before)
  const [draft, setDraft] = useState<PartDraft>(() => partDraft(seen?.part.state))
  const [marking, setMarking] = useState<MarkingChoice>({ tlp: 'AMBER' })
  const names = useNames()
  const parts = usePartChoices(seen?.names)
  const error = adding.error ?? changing.error

  async function send(): Promise<void> {
    const told = partOf(draft, names.organisation)
    if (seen) {
      const { id, version, state } = seen.part
      await changing.tell({ id, version, ...changedOf(state, { ...told, active: draft.active }) })
      toast(say('Changed.'))
      onClose()
      return
    }
    const { id } = await adding.tell({ ...told, marking: cleanMarking(marking) })
    toast(say('It is on the map.'))
    onClose()
    void navigate({ to: '/sustain/parts/$id', params: { id } })
  }

  return (
    <Dialog
      title={seen ? say('Change {name}', { name: seen.part.state.name }) : say('Add a part')}
      open
      wide
      onClose={onClose}
    >
      <Form
        submit={seen ? say('Keep it') : say('Put it on the map')}
        pending={adding.pending || changing.pending}
        error={error}
        other={onAnew ? <Anew error={error} onAnew={onAnew} /> : null}
        onSubmit={send}
      >
        <WhatItIs draft={draft} onChange={setDraft} error={error} />
        <WhomItServes draft={draft} onChange={setDraft} />
        <fieldset className="stack tight">
          <legend className="label">{say('What it needs')}</legend>
          <NeedsEditor
            needs={draft.needs}
            onChange={(needs) => setDraft({ ...draft, needs })}
            parts={parts.filter(({ value }) => value !== seen?.part.id)}
          />
        </fieldset>
        {seen ? (
          <CheckField
            label={say('It is in use')}
            hint={say('What is at rest is kept, and falls out of the map.')}
            value={draft.active}
            onChange={(active) => setDraft({ ...draft, active })}
          />
        ) : (
          <MarkingPicker value={marking} onChange={setMarking} />
        )}
      </Form>
    </Dialog>
  )
}

interface SectionProps {
  draft: PartDraft
  onChange: (draft: PartDraft) => void
  error?: unknown
}

function WhatItIs({ draft, onChange, error }: SectionProps): ReactNode {
  const names = useNames()
  const { countries } = useVocabulary()
  const set = (change: Partial<PartDraft>) => onChange({ ...draft, ...change })
  return (
    <>
      <TextField
        label={say('What is it called?')}
        value={draft.name}
        onChange={(name) => set({ name })}
        error={errorAt(error, 'name')}
        required
        maxLength={200}
      />
      <div className="columns">
        <SelectField
          label={say('Kind')}
          value={draft.kind}
          onChange={(text) => set({ kind: partKinds.find((it) => it === text) ?? draft.kind })}
          choices={kindChoices()}
        />
        <SelectField
          label={say('Layer')}
          value={draft.layer}
          onChange={(text) => set({ layer: layers.find((it) => it === text) ?? draft.layer })}
          choices={layerChoices()}
        />
      </div>
      <div className="columns">
        <SelectField
          label={say('Organisation behind it')}
          value={draft.organisation}
          onChange={(organisation) => set({ organisation })}
          choices={names.organisations}
          none={say('Not in the register')}
          optional
        />
        {draft.organisation ? null : (
          <TextField
            label={say('Name of who is behind it')}
            value={draft.behind}
            onChange={(behind) => set({ behind })}
            maxLength={200}
            optional
          />
        )}
        <PickOne
          label={say('Under the law of')}
          hint={say('Who can make them stop.')}
          value={draft.country}
          onChange={(country) => set({ country })}
          choices={countries}
          optional
        />
        <PickOne
          label={say('Stands in')}
          value={draft.standsIn}
          onChange={(standsIn) => set({ standsIn })}
          choices={countries}
          optional
        />
      </div>
    </>
  )
}

function WhomItServes({ draft, onChange }: SectionProps): ReactNode {
  const { countries, sectors } = useVocabulary()
  const set = (change: Partial<PartDraft>) => onChange({ ...draft, ...change })
  return (
    <details className="more-fields" open={draft.kind === 'service'}>
      <summary>{say('Whom it serves, how much it can, by which names it is known')}</summary>
      <div className="stack">
        <Picks
          label={say('Sectors')}
          values={draft.sectors}
          onChange={(next) => set({ sectors: next })}
          choices={sectors}
          optional
        />
        <Picks
          label={say('Serves people in')}
          values={draft.serves}
          onChange={(next) => set({ serves: next })}
          choices={countries}
          optional
        />
        <div className="columns">
          <TextField
            label={say('Users')}
            type="number"
            value={draft.users}
            onChange={(users) => set({ users })}
            optional
          />
          <TextField
            label={say('Capacity')}
            type="number"
            value={draft.amount}
            onChange={(amount) => set({ amount })}
            optional
          />
          <TextField
            label={say('Unit of the capacity')}
            value={draft.unit}
            onChange={(unit) => set({ unit })}
            maxLength={200}
            optional
          />
          <TextField
            label={say('As good as gone below, in per cent')}
            type="number"
            value={draft.usableFrom}
            onChange={(usableFrom) => set({ usableFrom })}
          />
        </div>
        <TextField
          label={say('Other names')}
          hint={say(
            'One on each line: a purl, a host name, an AS number. By these it is found again when a file is taken in.',
          )}
          value={draft.aliases}
          onChange={(aliases) => set({ aliases })}
          lines={2}
          mono
          optional
        />
        <TextField
          label={say('Note')}
          value={draft.note}
          onChange={(note) => set({ note })}
          lines={2}
          maxLength={4000}
          optional
        />
      </div>
    </details>
  )
}
