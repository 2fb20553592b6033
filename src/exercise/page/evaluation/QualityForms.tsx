// What evaluators say: a form for those who evaluate, and what was said for those who may read it.
import { type ReactNode, useState } from 'react'
import type { OutputOf } from '#kernel/contract.ts'
import { useAsk, useTell } from '#web/ask.ts'
import { Badge } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { Card } from '#web/kit/Card.tsx'
import { SelectField, TextField } from '#web/kit/Field.tsx'
import { Form } from '#web/kit/Form.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { utc } from '#web/kit/Time.tsx'
import { useChoices } from '#web/place.ts'
import { say, sayCount } from '#web/say.ts'
import { fillQualityForm, getQualityForm } from '../../api/evaluation/evaluation.ts'
import type { QualityAnswer } from '../../model/evaluation/quality.ts'

type Asked = OutputOf<typeof getQualityForm>
type Given = Asked['forms'][number]

export function QualityForms({ exercise }: { exercise: string }): ReactNode {
  const asked = useAsk(getQualityForm, { exercise }, { timeless: true, keep: true, hears: ['exercise.'] })
  const [{ judge }, choose] = useChoices('judge')
  const it = asked.data
  const mine = it?.forms.find((form) => form.mine)
  return (
    <Card title={say('Evaluators')}>
      <Problem error={asked.error} onAgain={() => void asked.refetch()} />
      {it?.forms.length === 0 ? (
        <p className="quiet">
          {it.mayFill ? say('You have not filled in your form yet.') : say('There is no form that you may read.')}
        </p>
      ) : null}
      {it?.mayFill && !judge ? (
        <p className="no-print">
          <Button kind="first" onPress={() => choose({ judge: 'yes' })}>
            {mine ? say('Change your form') : say('Fill in your form')}
          </Button>
        </p>
      ) : null}
      {it?.mayFill && judge ? (
        <Filling
          key={mine?.version ?? 0}
          exercise={exercise}
          asked={it}
          mine={mine}
          onDone={() => choose({ judge: undefined })}
        />
      ) : null}
      <ul className="plain-list">
        {it?.forms.map((form) => (
          <Said key={form.id} asked={it} form={form} />
        ))}
      </ul>
    </Card>
  )
}

function Said({ asked, form }: { asked: Asked; form: Given }): ReactNode {
  const words = new Map(asked.objectives.flatMap(({ questions }) => questions.map((one) => [one.id, one] as const)))
  const titles = new Map(asked.objectives.map(({ objective, title }) => [objective, title]))
  const before = form.history.length - 1
  return (
    <li className="stack tight">
      <p className="row">
        <strong>{form.mine ? say('You') : form.name}</strong>
        <span className="quiet">{utc(form.changedAt)}</span>
        {before > 0 ? <Badge>{sayCount(before, 'changed {n} time', 'changed {n} times')}</Badge> : null}
      </p>
      <ul className="plain-list">
        {form.answers
          .filter(({ mark, words: said }) => mark !== null || said !== '')
          .map(({ objective, question, mark, words: said }) => (
            <li key={`${objective} ${question}`}>
              <span className="quiet small">
                {titles.get(objective)} · {words.get(question)?.asks}
              </span>
              <p>
                {mark === null ? null : <strong>{say('{mark} of 5.', { mark })} </strong>}
                {mark === null ? null : words.get(question)?.anchors[mark - 1]} {said}
              </p>
            </li>
          ))}
      </ul>
      {form.remarks ? <p className="prose">{form.remarks}</p> : null}
    </li>
  )
}

interface FillingProps {
  exercise: string
  asked: Asked
  mine: Given | undefined
  onDone: () => void
}

function Filling({ exercise, asked, mine, onDone }: FillingProps): ReactNode {
  const filling = useTell(fillQualityForm)
  const keyOf = (objective: string, question: string) => `${objective} ${question}`
  const [answers, setAnswers] = useState(
    () =>
      new Map<string, QualityAnswer>(
        asked.objectives.flatMap(({ objective, questions }) =>
          questions.map(({ id: question }) => {
            const before = mine?.answers.find((one) => one.objective === objective && one.question === question)
            return [keyOf(objective, question), before ?? { objective, question, mark: null, words: '' }] as const
          }),
        ),
      ),
  )
  const [remarks, setRemarks] = useState(mine?.remarks ?? '')
  const change = (key: string, part: Partial<QualityAnswer>) =>
    setAnswers((before) => {
      const was = before.get(key)
      return was ? new Map(before).set(key, { ...was, ...part }) : before
    })
  async function send(): Promise<void> {
    const version = mine ? { version: mine.version } : {}
    await filling.tell({ exercise, ...version, answers: [...answers.values()], remarks: remarks.trim() })
    onDone()
  }
  return (
    <Form
      submit={say('Keep it')}
      label={say('Form of an evaluator')}
      pending={filling.pending}
      error={filling.error}
      onSubmit={send}
      other={<Button onPress={onDone}>{say('Leave it')}</Button>}
    >
      {asked.objectives.map(({ objective, title, questions }) => (
        <fieldset key={objective} className="stack">
          <legend>
            <strong>{title}</strong>
          </legend>
          {questions.map(({ id, asks, anchors }) => {
            const key = keyOf(objective, id)
            const answer = answers.get(key)
            return (
              <div key={id} className="stack tight">
                <SelectField
                  label={asks}
                  value={answer?.mark ? String(answer.mark) : ''}
                  none={say('I saw nothing of it')}
                  onChange={(value) => change(key, { mark: value === '' ? null : Number(value) })}
                  choices={anchors.map((anchor, at) => ({ value: String(at + 1), label: `${at + 1}: ${anchor}` }))}
                />
                <TextField
                  label={say('In your words: {question}', { question: asks })}
                  hideLabel
                  placeholder={say('What you saw')}
                  value={answer?.words ?? ''}
                  onChange={(words) => change(key, { words })}
                  lines={2}
                  maxLength={2_000}
                />
              </div>
            )
          })}
        </fieldset>
      ))}
      <TextField label={say('Remarks')} optional value={remarks} onChange={setRemarks} lines={3} maxLength={10_000} />
    </Form>
  )
}
