// One fact: the question in plain words, how to count it, who said what so far, and an answer, or taking it back.
import { type ReactNode, useState } from 'react'
import { useTell } from '#web/ask.ts'
import { Button } from '#web/kit/Button.tsx'
import { Dialog } from '#web/kit/Dialog.tsx'
import { SelectField, TextField } from '#web/kit/Field.tsx'
import { Time } from '#web/kit/Time.tsx'
import { toast } from '#web/kit/Toast.tsx'
import { say } from '#web/say.ts'
import { useNames } from '#web/shell/names.ts'
import { answerFacts } from '../../../api/assessments.ts'
import type { Fact, FactValue } from '../../../model/law.ts'
import { basisWord } from '../acts.ts'
import { FactInput } from '../FactInput.tsx'
import { eventPlace } from '../questions.ts'
import { Unverified } from '../Unverified.tsx'
import { LawForm } from './LawForm.tsx'
import { Source } from './Source.tsx'
import { type PartProps, placesFor, toldAt } from './shown.ts'

export interface FactDialogProps extends PartProps {
  fact: Fact
  place: string | undefined
  onClose: () => void
}

export function FactDialog({ assessment, law, fact, place: first, onClose }: FactDialogProps): ReactNode {
  const places = placesFor(assessment, fact)
  const [place, setPlace] = useState(first ?? places[0]?.place ?? eventPlace)
  return (
    <Dialog title={law.factWord(fact.id)} open wide onClose={onClose}>
      {places.length > 1 ? (
        <SelectField
          label={say('Of which service?')}
          value={place}
          onChange={setPlace}
          choices={places.map((it) => ({ value: it.place, label: it.name ?? it.place }))}
        />
      ) : null}
      <Answering key={place} {...{ assessment, law, fact, place, onClose }} />
    </Dialog>
  )
}

function Answering({ assessment, law, fact, place, onClose }: FactDialogProps & { place: string }): ReactNode {
  const told = toldAt(assessment, fact.id, place)
  const [value, setValue] = useState<FactValue | undefined>(told?.value)
  const [why, setWhy] = useState('')
  const telling = useTell(answerFacts)
  const names = useNames()
  const where = place === eventPlace ? {} : { place }

  async function keep(version: number, next: FactValue | null): Promise<void> {
    const source = { kind: 'person' as const, record: null, text: why.trim() }
    const answer = { fact: fact.id, value: next, ...where, ...(why.trim() && next !== null ? { source } : {}) }
    await telling.tell({ id: assessment.id, version, answers: [answer] })
    toast(next === null ? say('Taken back, and judged again.') : say('Kept, and judged again.'))
    onClose()
  }

  const asked = (
    <div className="stack tight">
      <p className="question-text">{fact.question}</p>
      {fact.help ? <p>{fact.help}</p> : null}
      <p className="small quiet">
        {basisWord(fact.basis)} <Unverified verified={fact.verified} />
        {fact.humanJudgement ? ` ${say('A weighing that no figure settles: a person answers it.')}` : ''}
      </p>
      {told ? (
        <p className="note">
          {say('Now: {value}', { value: law.valueWord(fact.id, told.value) })} · {names.actor(told.by)}{' '}
          <Time at={told.at} /> <Source source={told.source} />
        </p>
      ) : null}
    </div>
  )
  if (!assessment.mayChange) return asked
  return (
    <LawForm
      version={assessment.version}
      submit={say('Keep it, and judge again')}
      pending={telling.pending}
      error={telling.error}
      onSubmit={(version) => (value === undefined ? Promise.resolve() : keep(version, value))}
      other={
        told ? (
          <Button
            kind="danger"
            isDisabled={telling.pending}
            onPress={() => void keep(assessment.version, null).catch(() => undefined)}
          >
            {say('Take it back: not known')}
          </Button>
        ) : undefined
      }
    >
      {asked}
      <FactInput fact={fact} value={value} entityTypes={law.entityTypes} onChange={setValue} label={fact.question} />
      <TextField
        label={say('On what it rests')}
        hint={say('A sentence: who counted, which log, which call. Kept with the fact.')}
        value={why}
        onChange={setWhy}
        maxLength={500}
        optional
      />
    </LawForm>
  )
}
