// What is done to a step: consulted on, taken, refused, withdrawn, handed over, receipted. Each keeps the name of who writes it.
import { type ReactNode, useState } from 'react'
import { useTell } from '#web/ask.ts'
import { Dialog } from '#web/kit/Dialog.tsx'
import { SelectField, TextField } from '#web/kit/Field.tsx'
import { Form } from '#web/kit/Form.tsx'
import { fromTyped } from '#web/kit/moments.ts'
import { toast } from '#web/kit/Toast.tsx'
import { say } from '#web/say.ts'
import * as api from '../../api/ladder.ts'
import type { Party, Said } from '../../model/words.ts'
import { PartyField } from './PartyField.tsx'
import type { ShownStep } from './StepCard.tsx'
import { howChoices, noParty, positionChoices } from './words.ts'

export type StepDoing = 'consult' | 'taken' | 'refused' | 'withdraw' | 'hand-over' | 'receipt'

interface StepDialogProps {
  shown: api.LadderShown
  step: ShownStep
  doing: StepDoing
  onClose: () => void
}

function titleOf(doing: StepDoing): string {
  return {
    consult: say('Record a consultation'),
    taken: say('It was taken'),
    refused: say('It was refused'),
    withdraw: say('Withdraw'),
    'hand-over': say('Hand over'),
    receipt: say('Record the receipt'),
  }[doing]
}

export function StepDialog({ shown, step, doing, onClose }: StepDialogProps): ReactNode {
  const typing = useTyping(shown, step, doing)
  const acts = useActs()
  const act = acts[doing]
  async function send(): Promise<void> {
    await act.send({ crisis: shown.crisis.id, version: typing.version, step: step.key }, typing)
    toast(say('Written down, under your name.'))
    onClose()
  }
  return (
    <Dialog title={titleOf(doing)} open onClose={onClose}>
      <Form
        submit={titleOf(doing)}
        pending={act.pending}
        error={act.error}
        danger={doing === 'withdraw'}
        onSubmit={send}
      >
        <Fields step={step} doing={doing} typing={typing} />
      </Form>
    </Dialog>
  )
}

interface Typing {
  version: number
  party: Party
  setParty: (party: Party) => void
  text: string
  setText: (text: string) => void
  despite: string
  setDespite: (text: string) => void
  at: string
  setAt: (text: string) => void
  knownAt: string
  setKnownAt: (text: string) => void
  how: Said['how']
  setHow: (how: string) => void
  position: Said['position']
  setPosition: (position: string) => void
}

function useTyping(shown: api.LadderShown, step: ShownStep, doing: StepDoing): Typing {
  const cell = shown.cells.find((one) => one.network === step.network && one.event === step.event)?.cell
  const [version] = useState(shown.ladder?.version ?? 0)
  const [party, setParty] = useState<Party>(doing === 'consult' ? (missing(step)[0] ?? noParty) : noParty)
  const [text, setText] = useState(doing === 'hand-over' ? (cell?.handOver?.what ?? '') : '')
  const [despite, setDespite] = useState('')
  const [at, setAt] = useState('')
  const [knownAt, setKnownAt] = useState('')
  const [how, setHow] = useState<Said['how']>('call')
  const [position, setPosition] = useState<Said['position']>('agrees')
  const words = { text, setText, despite, setDespite, at, setAt, knownAt, setKnownAt }
  return {
    ...{ version, party, setParty, how, position, ...words },
    setHow: (value) => setHow(value as Said['how']),
    setPosition: (value) => setPosition(value as Said['position']),
  }
}

/** Those to be consulted of whom nothing is written down. */
function missing({ toConsult, consulted }: ShownStep): Party[] {
  return toConsult.filter((one) => !consulted.some(({ party }) => party.name === one.name))
}

interface At {
  crisis: string
  version: number
  step: string
}

function useActs() {
  const consult = useTell(api.recordConsultation)
  const decide = useTell(api.decideStep)
  const withdraw = useTell(api.withdrawStep)
  const handOver = useTell(api.handOver)
  const receipt = useTell(api.receiptHandOver)
  const when = (at: string) => {
    const moment = fromTyped(at)
    return moment ? { at: moment } : {}
  }
  const decided = (outcome: 'taken' | 'refused') => ({
    ...decide,
    send(on: At, { party: decider, text: reason, despite, at, knownAt }: Typing) {
      const why = despite.trim()
      const known = fromTyped(knownAt)
      const more = { ...(why ? { despite: why } : {}), ...(known ? { knownAt: known } : {}), ...when(at) }
      return decide.tell({ ...on, outcome, decider, reason, ...more })
    },
  })
  return {
    consult: {
      ...consult,
      send: (on: At, { party, how, position, text: words, at }: Typing) =>
        consult.tell({ ...on, party, how, position, words, ...when(at) }),
    },
    taken: decided('taken'),
    refused: decided('refused'),
    withdraw: { ...withdraw, send: (on: At, { text: reason }: Typing) => withdraw.tell({ ...on, reason }) },
    'hand-over': {
      ...handOver,
      send: (on: At, { party: to, text: what, at }: Typing) => handOver.tell({ ...on, to, what, ...when(at) }),
    },
    receipt: { ...receipt, send: (on: At, { text, at }: Typing) => receipt.tell({ ...on, text, ...when(at) }) },
  }
}

interface FieldsProps {
  step: ShownStep
  doing: StepDoing
  typing: Typing
}

function Fields({ step, doing, typing }: FieldsProps): ReactNode {
  const deciding = doing === 'taken' || doing === 'refused'
  return (
    <>
      {deciding ? <p className="small">{say('By the source: {who}.', { who: step.decider.text })}</p> : null}
      {doing === 'withdraw' || doing === 'receipt' ? null : (
        <PartyField
          label={deciding ? say('Who has decided') : doing === 'consult' ? say('Who was asked') : say('To whom')}
          value={typing.party}
          onChange={typing.setParty}
          suggested={doing === 'consult' ? step.toConsult : []}
        />
      )}
      {doing === 'consult' ? (
        <>
          <SelectField
            label={say('What they say')}
            value={typing.position}
            onChange={typing.setPosition}
            choices={positionChoices()}
          />
          <SelectField label={say('How')} value={typing.how} onChange={typing.setHow} choices={howChoices()} />
        </>
      ) : null}
      <TextField
        label={
          doing === 'consult'
            ? say('In their words')
            : doing === 'hand-over' || doing === 'receipt'
              ? say('What')
              : say('Why')
        }
        value={typing.text}
        onChange={typing.setText}
        lines={3}
        required={doing !== 'consult'}
        optional={doing === 'consult'}
        maxLength={2000}
      />
      {doing === 'taken' && step.gaps.length > 0 ? (
        <>
          <ul className="note warn small">
            {step.gaps.map((gap) => (
              <li key={gap}>{gap}</li>
            ))}
          </ul>
          <TextField
            label={say('Why all the same')}
            value={typing.despite}
            onChange={typing.setDespite}
            lines={2}
            optional
            maxLength={2000}
          />
        </>
      ) : null}
      {doing === 'withdraw' ? null : (
        <TextField
          label={say('When')}
          hint={say('Left empty: now.')}
          type="datetime-local"
          value={typing.at}
          onChange={typing.setAt}
          optional
        />
      )}
      {deciding ? (
        <TextField
          label={say('The picture that was before them')}
          hint={say('Its moment. Left empty: when it was decided.')}
          type="datetime-local"
          value={typing.knownAt}
          onChange={typing.setKnownAt}
          optional
        />
      ) : null}
    </>
  )
}
