// What only a person can say: the questions on which steps rest, with the answers that were given.
import { type ReactNode, useState } from 'react'
import { useTell } from '#web/ask.ts'
import { Badge } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { Dialog } from '#web/kit/Dialog.tsx'
import { RadioField, TextField } from '#web/kit/Field.tsx'
import { Form } from '#web/kit/Form.tsx'
import { Time } from '#web/kit/Time.tsx'
import { say } from '#web/say.ts'
import { useNames } from '#web/shell/names.ts'
import { answerLadder, type LadderShown } from '../../api/ladder.ts'
import { Sourced } from '../duties/Sourced.tsx'

type Question = LadderShown['asked'][number]

export function Questions({ shown, only }: { shown: LadderShown; only?: 'needed' }): ReactNode {
  const [answering, setAnswering] = useState<Question | null>(null)
  const names = useNames()
  const asked = shown.asked.filter((one) => only === undefined || one.needed || one.answer)
  return (
    <>
      <ul className="plain-list">
        {asked.map((one) => (
          <li key={one.id}>
            <div className="row apart">
              <span>{one.question}</span>
              <Answer value={one.answer?.value ?? null} />
            </div>
            {one.answer ? (
              <p className="small quiet">
                {names.actor(one.answer.by)} <Time at={one.answer.at} />: {one.answer.reason}
              </p>
            ) : null}
            {one.help ? <p className="small quiet">{one.help}</p> : null}
            <div className="row apart">
              <Sourced source={one.source} verification={one.verification} />
              {shown.mayAct ? (
                <Button
                  small
                  kind="quiet"
                  aria-label={say('Answer: {question}', { question: one.question })}
                  onPress={() => setAnswering(one)}
                >
                  {say('Answer')}
                </Button>
              ) : null}
            </div>
          </li>
        ))}
      </ul>
      {answering ? <AnswerDialog shown={shown} question={answering} onClose={() => setAnswering(null)} /> : null}
    </>
  )
}

function Answer({ value }: { value: boolean | null }): ReactNode {
  if (value === null) return <Badge tone="warn">{say('not answered')}</Badge>
  return <Badge tone="plain">{value ? say('yes') : say('no')}</Badge>
}

function AnswerDialog({
  shown,
  question,
  onClose,
}: {
  shown: LadderShown
  question: Question
  onClose: () => void
}): ReactNode {
  const act = useTell(answerLadder)
  const [version] = useState(shown.ladder?.version ?? 0)
  const [value, setValue] = useState('yes')
  const [reason, setReason] = useState('')
  const values: Record<string, boolean | null> = { yes: true, no: false, unknown: null }
  const send = () =>
    act
      .tell({ crisis: shown.crisis.id, version, asked: question.id, value: values[value] ?? null, reason })
      .then(onClose)
  const choices = [
    { value: 'yes', label: say('Yes') },
    { value: 'no', label: say('No') },
    ...(question.answer ? [{ value: 'unknown', label: say('Not known any more') }] : []),
  ]
  return (
    <Dialog title={say('Answer')} open onClose={onClose}>
      <Form submit={say('Keep it')} pending={act.pending} error={act.error} onSubmit={send}>
        <RadioField label={question.question} value={value} onChange={setValue} choices={choices} inline />
        <TextField
          label={say('How you know')}
          value={reason}
          onChange={setReason}
          lines={3}
          required
          minLength={3}
          maxLength={2000}
        />
      </Form>
    </Dialog>
  )
}
