// Putting an exercise into the programme, and changing one that is planned.
import { type ReactNode, useState } from 'react'
import type { OutputOf } from '#kernel/contract.ts'
import type { MarkingChoice } from '#kernel/marking.ts'
import { useAsk, useTell } from '#web/ask.ts'
import { Dialog } from '#web/kit/Dialog.tsx'
import { type Choice, SelectField, TextField } from '#web/kit/Field.tsx'
import { Form } from '#web/kit/Form.tsx'
import { MarkingPicker } from '#web/kit/MarkingPicker.tsx'
import { Picks } from '#web/kit/Picks.tsx'
import { say } from '#web/say.ts'
import { listExercises } from '../../api/exercises.ts'
import { addToProgramme, changeInProgramme, type showProgramme } from '../../api/programme/programme.ts'
import { listScenarios } from '../../api/scenarios.ts'
import type { RiskScenario, Sector, TakesPart } from '../../model/programme/programme.ts'
import { sectors } from '../../model/programme/programme.ts'
import type { ShownEntry } from './EntryList.tsx'
import { sectorWord } from './words.ts'

export interface EntryDialogProps {
  /** Absent: a new one. */
  entry?: ShownEntry
  programme: OutputOf<typeof showProgramme>
  onClose: () => void
}

export function EntryDialog({ entry, programme, onClose }: EntryDialogProps): ReactNode {
  const before = entry?.state
  const scenarios = useAsk(listScenarios, {}, { timeless: true }).data?.items ?? []
  const exercises = useAsk(listExercises, {}, { timeless: true }).data?.items ?? []
  const adding = useTell(addToProgramme)
  const changing = useTell(changeInProgramme)
  const [title, setTitle] = useState(before?.title ?? '')
  const [from, setFrom] = useState(before?.from ?? '')
  const [to, setTo] = useState(before?.to ?? '')
  const [organiser, setOrganiser] = useState(before?.organiser ?? '')
  const [names, setNames] = useState(() => namesOf(before?.takesPart ?? []))
  const [scenario, setScenario] = useState(before?.scenario ?? '')
  const [exercise, setExercise] = useState(entry?.playedBy?.slug ?? '')
  const [obligations, setObligations] = useState<string[]>(before?.obligations ?? [])
  const [risks, setRisks] = useState<string[]>(before?.risks.map((risk) => risk.title) ?? [])
  const [note, setNote] = useState(before?.note ?? '')
  const [marking, setMarking] = useState<MarkingChoice>({ tlp: 'AMBER+STRICT' })
  const known = new Map<string, RiskScenario>(
    [
      ...scenarios.flatMap(({ card }) => card.derivedFrom),
      ...programme.entries.flatMap(({ state }) => state.risks),
    ].map((risk) => [risk.title, risk]),
  )

  function choose(ref: string): void {
    setScenario(ref)
    const card = scenarios.find((one) => one.card.ref === ref)?.card
    if (!card) return
    const named = card.objectives.flatMap((objective) => objective.obligations)
    setObligations((chosen) => [...new Set([...chosen, ...named])])
    setRisks((chosen) => [...new Set([...chosen, ...card.derivedFrom.map((risk) => risk.title)])])
  }

  async function send(): Promise<void> {
    const written = {
      ...{ title: title.trim(), from, to: to || from, organiser: organiser.trim(), takesPart: takesPartOf(names) },
      ...{ scenario: scenario || null, exercise: exercise || null, obligations, note: note.trim() },
      risks: risks.flatMap((one) => known.get(one) ?? []),
    }
    if (entry) await changing.tell({ id: entry.id, version: entry.version, ...written })
    else await adding.tell({ ...written, marking })
    onClose()
  }

  const telling = entry ? changing : adding
  return (
    <Dialog title={entry ? say('Change a planned exercise') : say('Plan an exercise ahead')} open onClose={onClose}>
      <Form
        submit={entry ? say('Change it') : say('Put it into the programme')}
        pending={telling.pending}
        error={telling.error}
        onSubmit={send}
      >
        <TextField label={say('Title')} value={title} onChange={setTitle} required minLength={3} maxLength={200} />
        <TextField label={say('First day')} type="date" value={from} onChange={setFrom} required />
        <TextField label={say('Last day')} type="date" value={to} onChange={setTo} optional />
        <TextField label={say('Who organises it')} value={organiser} onChange={setOrganiser} required maxLength={200} />
        {sectors.map((sector) => (
          <TextField
            key={sector}
            label={say('Takes part: {sector}', { sector: sectorWord(sector) })}
            hint={say('One name in each line.')}
            lines={2}
            value={names[sector]}
            onChange={(text) => setNames({ ...names, [sector]: text })}
            optional
          />
        ))}
        <SelectField
          label={say('Scenario')}
          value={scenario}
          onChange={choose}
          none={say('None yet')}
          choices={scenarios.map(({ card }): Choice => ({ value: card.ref, label: card.title }))}
        />
        <Picks
          label={say('Obligations that it covers')}
          values={obligations}
          onChange={setObligations}
          choices={programme.obligations.map(({ key, title: text }) => ({ value: key, label: `${key} ${text}` }))}
          optional
        />
        <Picks
          label={say('Risk scenarios that it covers')}
          values={risks}
          onChange={setRisks}
          choices={[...known.keys()].map((value) => ({ value, label: value }))}
          optional
        />
        <SelectField
          label={say('Played on this node as')}
          value={exercise}
          onChange={setExercise}
          none={say('Not yet, or elsewhere')}
          choices={exercises.map((one): Choice => ({ value: one.exercise.slug, label: one.exercise.name }))}
        />
        <TextField label={say('Note')} value={note} onChange={setNote} lines={3} optional maxLength={4_000} />
        {entry ? null : <MarkingPicker value={marking} onChange={setMarking} />}
      </Form>
    </Dialog>
  )
}

type Names = Record<Sector, string>

function namesOf(takesPart: readonly TakesPart[]): Names {
  const of = (sector: Sector) =>
    takesPart
      .filter((one) => one.sector === sector)
      .map(({ name }) => name)
      .join('\n')
  return { civil: of('civil'), military: of('military'), private: of('private') }
}

function takesPartOf(names: Names): TakesPart[] {
  return sectors.flatMap((sector) =>
    names[sector]
      .split('\n')
      .map((name) => name.trim())
      .filter(Boolean)
      .map((name) => ({ name, sector })),
  )
}
