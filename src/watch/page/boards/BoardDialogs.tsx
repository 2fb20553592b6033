// What is changed on a board besides marks: evidence and hypotheses come and go, the question is closed and opened.
import { type ReactNode, useState } from 'react'
import { useAsk, useTell } from '#web/ask.ts'
import { Dialog } from '#web/kit/Dialog.tsx'
import { RadioField, TextField } from '#web/kit/Field.tsx'
import { Form } from '#web/kit/Form.tsx'
import { PickOne, Picks } from '#web/kit/Picks.tsx'
import { say } from '#web/say.ts'
import { listClaims } from '../../api/claims.ts'
import {
  addHypothesis,
  changeHypothesis,
  changeQuestion,
  closeQuestion,
  layEvidence,
  reopenQuestion,
  takeEvidenceAway,
} from '../../api/questions.ts'
import { claimChoices } from '../claims/Relations.tsx'
import { useIncidentChoices } from './AskQuestion.tsx'
import type { WholeQuestion } from './BoardPage.tsx'

export type BoardEdit =
  | { what: 'evidence' | 'hypothesis' | 'question' | 'close' | 'reopen' }
  | { what: 'rephrase' | 'consider' | 'takeAway'; key: string }

export interface BoardDialogsProps {
  question: WholeQuestion
  edit: BoardEdit
  onClose: () => void
}

export function BoardDialogs({ question, edit, onClose }: BoardDialogsProps): ReactNode {
  const props = { question, onClose }
  switch (edit.what) {
    case 'evidence':
      return <LayEvidence {...props} />
    case 'hypothesis':
      return <AddHypothesis {...props} />
    case 'question':
      return <ChangeQuestion {...props} />
    case 'close':
    case 'reopen':
      return <EndQuestion {...props} does={edit.what} />
    case 'rephrase':
      return <Rephrase {...props} hypothesis={edit.key} />
    case 'consider':
      return <Consider {...props} hypothesis={edit.key} />
    case 'takeAway':
      return <TakeAway {...props} row={edit.key} />
  }
}

interface PartProps {
  question: WholeQuestion
  onClose: () => void
}

function LayEvidence({ question, onClose }: PartProps): ReactNode {
  const act = useTell(layEvidence)
  const claims = useAsk(listClaims, { limit: 100 })
  const [kind, setKind] = useState('claim')
  const [claim, setClaim] = useState('')
  const [text, setText] = useState('')
  const [because, setBecause] = useState('')
  const laid = question.rows.flatMap((it) => (it.dropped === null && it.claim ? [it.claim.id] : []))

  async function send(): Promise<void> {
    const why = because.trim()
    if (kind === 'claim' && !claim) return
    await act.tell({
      id: question.id,
      ...(kind === 'claim' ? { claim } : { text: text.trim() }),
      ...(why ? { because: why } : {}),
    })
    onClose()
  }
  return (
    <Dialog title={say('Lay evidence')} open onClose={onClose} wide>
      <Form submit={say('Lay it on the board')} pending={act.pending} error={act.error} onSubmit={send}>
        <RadioField
          label={say('What it is')}
          inline
          value={kind}
          onChange={setKind}
          choices={[
            { value: 'claim', label: say('A claim of the ledger'), hint: say('Weighs as much as it is rated.') },
            { value: 'other', label: say('Something else'), hint: say('With the reason why it is evidence.') },
          ]}
        />
        {kind === 'claim' ? (
          <PickOne
            label={say('Claim')}
            hint={say('Type words of it, or who says it. Only what is in the ledger can be laid.')}
            required
            value={claim}
            onChange={setClaim}
            choices={claimChoices(claims.data?.items ?? [], laid)}
          />
        ) : (
          <TextField
            label={say('Evidence')}
            value={text}
            onChange={setText}
            lines={2}
            minLength={3}
            maxLength={2000}
            required
          />
        )}
        <TextField
          label={say('Why it is evidence')}
          optional={kind === 'claim'}
          required={kind !== 'claim'}
          minLength={3}
          value={because}
          onChange={setBecause}
          lines={2}
          maxLength={1000}
        />
      </Form>
    </Dialog>
  )
}

function AddHypothesis({ question, onClose }: PartProps): ReactNode {
  const act = useTell(addHypothesis)
  const [text, setText] = useState('')
  return (
    <Dialog title={say('Add a hypothesis')} open onClose={onClose}>
      <Form
        submit={say('Add it')}
        pending={act.pending}
        error={act.error}
        onSubmit={() => act.tell({ id: question.id, text: text.trim() }).then(onClose)}
      >
        <TextField
          label={say('An answer that could be true')}
          value={text}
          onChange={setText}
          minLength={3}
          maxLength={1000}
          required
          autoFocus
        />
      </Form>
    </Dialog>
  )
}

function Rephrase({ question, hypothesis: key, onClose }: PartProps & { hypothesis: string }): ReactNode {
  const act = useTell(changeHypothesis)
  const before = question.hypotheses.find((it) => it.key === key)?.text ?? ''
  const [text, setText] = useState(before)
  const [does, setDoes] = useState('text')
  const [reason, setReason] = useState('')
  const change = does === 'text' ? { text: text.trim() } : { dropped: true }
  return (
    <Dialog title={say('Change the hypothesis')} open onClose={onClose}>
      <Form
        submit={does === 'text' ? say('Keep it') : say('Drop it')}
        danger={does !== 'text'}
        pending={act.pending}
        error={act.error}
        onSubmit={() =>
          act.tell({ id: question.id, version: question.version, key, ...change, reason: reason.trim() }).then(onClose)
        }
      >
        <RadioField
          label={say('What to do')}
          inline
          value={does}
          onChange={setDoes}
          choices={[
            { value: 'text', label: say('Other words') },
            { value: 'drop', label: say('Drop it') },
          ]}
        />
        {does === 'text' ? (
          <TextField
            label={say('Hypothesis')}
            value={text}
            onChange={setText}
            lines={2}
            minLength={3}
            maxLength={1000}
            required
          />
        ) : (
          <p>{before}</p>
        )}
        <Why value={reason} onChange={setReason} />
      </Form>
    </Dialog>
  )
}

function Consider({ question, hypothesis: key, onClose }: PartProps & { hypothesis: string }): ReactNode {
  const act = useTell(changeHypothesis)
  const [reason, setReason] = useState('')
  return (
    <Dialog title={say('Consider it again')} open onClose={onClose}>
      <Form
        submit={say('Consider it again')}
        pending={act.pending}
        error={act.error}
        onSubmit={() =>
          act
            .tell({ id: question.id, version: question.version, key, dropped: false, reason: reason.trim() })
            .then(onClose)
        }
      >
        <p>{question.hypotheses.find((it) => it.key === key)?.text}</p>
        <Why value={reason} onChange={setReason} />
      </Form>
    </Dialog>
  )
}

function TakeAway({ question, row: key, onClose }: PartProps & { row: string }): ReactNode {
  const act = useTell(takeEvidenceAway)
  const [reason, setReason] = useState('')
  const row = question.rows.find((it) => it.key === key)
  return (
    <Dialog title={say('Take it off the board')} open onClose={onClose}>
      <Form
        submit={say('Take it off')}
        danger
        pending={act.pending}
        error={act.error}
        onSubmit={() =>
          act.tell({ id: question.id, version: question.version, key, reason: reason.trim() }).then(onClose)
        }
      >
        <p>{row?.claim?.proposition ?? row?.text}</p>
        <Why value={reason} onChange={setReason} />
      </Form>
    </Dialog>
  )
}

function ChangeQuestion({ question, onClose }: PartProps): ReactNode {
  const act = useTell(changeQuestion)
  const [text, setText] = useState(question.text)
  const [about, setAbout] = useState([...question.about])
  const incidents = useIncidentChoices()
  return (
    <Dialog title={say('Change the question')} open onClose={onClose} wide>
      <Form
        submit={say('Keep it')}
        pending={act.pending}
        error={act.error}
        onSubmit={() =>
          act.tell({ id: question.id, version: question.version, text: text.trim(), about }).then(onClose)
        }
      >
        <TextField
          label={say('The question')}
          value={text}
          onChange={setText}
          minLength={5}
          maxLength={500}
          required
          autoFocus
        />
        <Picks
          label={say('Incidents that it is about')}
          optional
          choices={incidents}
          values={about}
          onChange={setAbout}
        />
      </Form>
    </Dialog>
  )
}

function EndQuestion({ question, does, onClose }: PartProps & { does: 'close' | 'reopen' }): ReactNode {
  const close = useTell(closeQuestion)
  const reopen = useTell(reopenQuestion)
  const [reason, setReason] = useState('')
  const act = does === 'close' ? close : reopen
  return (
    <Dialog
      title={does === 'close' ? say('Close the question') : say('Open the question again')}
      open
      onClose={onClose}
    >
      <Form
        submit={does === 'close' ? say('Close it') : say('Open it again')}
        pending={act.pending}
        error={act.error}
        onSubmit={() => act.tell({ id: question.id, version: question.version, reason: reason.trim() }).then(onClose)}
      >
        {does === 'close' ? <p>{say('The board stays readable, and nobody adds to it.')}</p> : null}
        <Why value={reason} onChange={setReason} />
      </Form>
    </Dialog>
  )
}

export function Why({ value, onChange }: { value: string; onChange: (text: string) => void }): ReactNode {
  return (
    <TextField label={say('Why')} value={value} onChange={onChange} lines={2} minLength={3} maxLength={1000} required />
  )
}
