// What is done to a decision: choosing, agreeing, sending back, consulting, dissenting. Each keeps the name of who writes it.
import { type ReactNode, useState } from 'react'
import { useAsk, useTell } from '#web/ask.ts'
import { Dialog } from '#web/kit/Dialog.tsx'
import { RadioField, SelectField, TextField } from '#web/kit/Field.tsx'
import { Form } from '#web/kit/Form.tsx'
import { fromTyped } from '#web/kit/moments.ts'
import { toast } from '#web/kit/Toast.tsx'
import { say } from '#web/say.ts'
import * as api from '../../api/decisions.ts'
import type { Party, Said } from '../../model/words.ts'
import { PartyField } from '../ladder/PartyField.tsx'
import { howChoices, noParty, positionChoices } from '../ladder/words.ts'
import type { DecisionShown } from './DecisionPage.tsx'

export type Deciding = 'second' | 'choose' | 'return' | 'consult' | 'add-option' | 'dissent' | 'supersede' | 'drop'

export function decidingWord(event: Deciding): string {
  return {
    second: say('Agree as the second person'),
    choose: say('Decide'),
    return: say('Send back'),
    consult: say('Record a consultation'),
    'add-option': say('Add an option'),
    dissent: say('Record dissent'),
    supersede: say('Supersede'),
    drop: say('Drop the question'),
  }[event]
}

interface DecisionDialogProps {
  decision: DecisionShown
  doing: Deciding
  onClose: () => void
}

export function DecisionDialog({ decision, doing, onClose }: DecisionDialogProps): ReactNode {
  const typing = useTyping(decision)
  const act = useActs()[doing]
  async function send(): Promise<void> {
    await act.send({ id: decision.id, version: typing.version }, typing)
    toast(say('Written down, under your name.'))
    onClose()
  }
  return (
    <Dialog title={decidingWord(doing)} open onClose={onClose}>
      <Form
        submit={decidingWord(doing)}
        pending={act.pending}
        error={act.error}
        danger={doing === 'drop'}
        onSubmit={send}
      >
        <Fields decision={decision} doing={doing} typing={typing} />
      </Form>
    </Dialog>
  )
}

function useTyping({ version: seen, state }: DecisionShown) {
  const [version] = useState(seen)
  const [option, setOption] = useState(state.options.find((one) => one.dropped === null)?.key ?? '')
  const [party, setParty] = useState<Party>(noParty)
  const [text, setText] = useState('')
  const [more, setMore] = useState('')
  const [at, setAt] = useState('')
  const [knownAt, setKnownAt] = useState('')
  const [how, setHow] = useState('call')
  const [position, setPosition] = useState('agrees')
  const [by, setBy] = useState('')
  const chosen = { option, setOption, party, setParty, how, setHow, position, setPosition, by, setBy }
  return { version, ...chosen, text, setText, more, setMore, at, setAt, knownAt, setKnownAt }
}
type Typing = ReturnType<typeof useTyping>

interface At {
  id: string
  version: number
}

function moments({ at, knownAt }: Typing) {
  const [when, known] = [fromTyped(at), fromTyped(knownAt)]
  return { ...(when ? { at: when } : {}), ...(known ? { knownAt: known } : {}) }
}

function useActs() {
  const second = useTell(api.secondDecision)
  const choose = useTell(api.chooseOption)
  const back = useTell(api.returnDecision)
  const consult = useTell(api.consultOnDecision)
  const add = useTell(api.addOption)
  const dissent = useTell(api.dissent)
  const supersede = useTell(api.supersedeDecision)
  const drop = useTell(api.dropDecision)
  return {
    second: { ...second, send: (on: At, { text: words }: Typing) => second.tell({ ...on, words }) },
    choose: {
      ...choose,
      send: (on: At, typed: Typing) =>
        choose.tell({ ...on, option: typed.option, decider: typed.party, reasons: typed.text, ...moments(typed) }),
    },
    return: { ...back, send: (on: At, { text: reason }: Typing) => back.tell({ ...on, reason }) },
    consult: {
      ...consult,
      send: (on: At, typed: Typing) => {
        const { knownAt: _knownAt, ...when } = moments(typed)
        const said = { how: typed.how as Said['how'], position: typed.position as Said['position'], words: typed.text }
        return consult.tell({ ...on, party: typed.party, ...said, ...when })
      },
    },
    'add-option': {
      ...add,
      send: (on: At, { text, more: speaksAgainst }: Typing) => add.tell({ ...on, text, speaksAgainst }),
    },
    dissent: {
      ...dissent,
      send: (on: At, { text: words, party }: Typing) =>
        dissent.tell({ ...on, words, ...(party.name ? { party } : {}) }),
    },
    supersede: {
      ...supersede,
      send: (on: At, { text: reason, by }: Typing) => supersede.tell({ ...on, by, reason }),
    },
    drop: { ...drop, send: (on: At, { text: reason }: Typing) => drop.tell({ ...on, reason }) },
  }
}

interface FieldsProps {
  decision: DecisionShown
  doing: Deciding
  typing: Typing
}

function Fields({ decision, doing, typing }: FieldsProps): ReactNode {
  const { state } = decision
  const choices = state.options
    .filter((one) => one.dropped === null)
    .map((one) => ({ value: one.key, label: one.text }))
  const optional = doing === 'second' || doing === 'consult'
  return (
    <>
      {doing === 'choose' ? (
        <>
          {choices.length === 0 ? <p className="note warn">{say('Add an option first.')}</p> : null}
          <RadioField label={say('Which option')} value={typing.option} onChange={typing.setOption} choices={choices} />
          <PartyField label={say('In whose name')} value={typing.party} onChange={typing.setParty} />
        </>
      ) : null}
      {doing === 'consult' ? (
        <>
          <PartyField label={say('Who was asked')} value={typing.party} onChange={typing.setParty} />
          <SelectField
            label={say('What they say')}
            value={typing.position}
            onChange={typing.setPosition}
            choices={positionChoices()}
          />
          <SelectField label={say('How')} value={typing.how} onChange={typing.setHow} choices={howChoices()} />
        </>
      ) : null}
      {doing === 'supersede' ? <Later decision={decision} typing={typing} /> : null}
      {doing === 'dissent' ? (
        <TextField
          label={say('Who sees it otherwise')}
          hint={say('Left empty: you.')}
          value={typing.party.name}
          onChange={(name) => typing.setParty({ ...noParty, name })}
          optional
          maxLength={200}
        />
      ) : null}
      {doing === 'second' ? (
        <p>{say('You say that you agree with what was chosen. Your name is kept with it.')}</p>
      ) : null}
      <TextField
        label={textWord(doing)}
        value={typing.text}
        onChange={typing.setText}
        lines={3}
        required={!optional}
        optional={optional}
        maxLength={2000}
      />
      {doing === 'add-option' ? (
        <TextField
          label={say('What speaks against it')}
          value={typing.more}
          onChange={typing.setMore}
          lines={2}
          optional
          maxLength={2000}
        />
      ) : null}
      {doing === 'choose' || doing === 'consult' ? (
        <TextField
          label={say('When')}
          hint={say('Left empty: now.')}
          type="datetime-local"
          value={typing.at}
          onChange={typing.setAt}
          optional
        />
      ) : null}
      {doing === 'choose' ? (
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

function textWord(doing: Deciding): string {
  if (doing === 'add-option') return say('What could be done')
  if (doing === 'consult' || doing === 'second' || doing === 'dissent') return say('In words')
  return doing === 'choose' ? say('Reasons') : say('Why')
}

/** Decisions of the same crisis that were made, which could take its place. */
function Later({ decision, typing }: { decision: DecisionShown; typing: Typing }): ReactNode {
  const { crisis } = decision.state
  const filter = { ...(crisis ? { crisis } : {}), status: ['decided' as const], limit: 100 }
  const items = useAsk(api.listDecisions, filter, { keep: true }).data?.items ?? []
  const others = items.filter((one) => one.id !== decision.id && one.state.crisis === crisis)
  return (
    <SelectField
      label={say('Which decision takes its place')}
      value={typing.by}
      onChange={typing.setBy}
      choices={others.map(({ id, state }) => ({ value: id, label: `${state.reference} ${state.question}` }))}
      none={others.length > 0 ? say('Choose one') : say('None was made yet in this crisis')}
      required
    />
  )
}
