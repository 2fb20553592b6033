// The handling guideline: what is checked now, by when it was asked for, its editions; and a text checked for classified marks.
import { type ReactNode, useState } from 'react'
import type { OutputOf } from '#kernel/contract.ts'
import { useAsk, useTell } from '#web/ask.ts'
import { Badge, Tlp } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { Card } from '#web/kit/Card.tsx'
import { Skeleton } from '#web/kit/Empty.tsx'
import { TextField } from '#web/kit/Field.tsx'
import { Form } from '#web/kit/Form.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { useChoices } from '#web/place.ts'
import { say, sayCount } from '#web/say.ts'
import { useMay } from '#web/session.ts'
import { draftGuideline, listGuidelines } from '../../api/guidelines.ts'
import { checkText } from '../../api/handling.ts'
import { GuidelineDrawer } from './GuidelineDrawer.tsx'
import { RulesShown } from './RulesShown.tsx'
import { statusTone, statusWord, verificationWord } from './words.ts'

type Editions = OutputOf<typeof listGuidelines>

export function GuidelinesTab(): ReactNode {
  const [{ guideline }, choose] = useChoices('guideline')
  const asked = useAsk(listGuidelines, {}, { keep: true })
  const draft = useTell(draftGuideline)
  const may = useMay()
  if (asked.isPending) return <Skeleton lines={5} tall />
  if (!asked.data) return <Problem error={asked.error} onAgain={() => void asked.refetch()} />
  const { inForce, items } = asked.data
  async function begin(): Promise<void> {
    const { id } = await draft.tell(inForce.id ? { from: inForce.id } : { marking: { tlp: 'GREEN' } })
    choose({ guideline: id }, 'push')
  }
  return (
    <div className="stack">
      <Card
        title={say('{title}, edition {edition}', { title: inForce.title, edition: inForce.edition })}
        aside={
          may(draftGuideline) ? (
            <Button small isPending={draft.pending} onPress={() => void begin().catch(() => undefined)}>
              {say('Draft the next edition')}
            </Button>
          ) : null
        }
      >
        <div className="stack tight">
          <Problem error={draft.error} />
          <Dates editions={asked.data} />
          <RulesShown rules={inForce.rules} />
        </div>
      </Card>
      <Card title={say('Editions')}>
        {items.length === 0 ? <p className="quiet">{say('Nobody has drafted one yet.')}</p> : null}
        <ul className="plain-list stack tight">
          {items.map(({ id, state, marking, punctual }) => (
            <li key={id} className="row apart">
              <span className="row">
                <Badge tone={statusTone(state.status)}>{statusWord(state.status)}</Badge>
                {say('{title}, edition {edition}', { title: state.title, edition: state.edition })}
                <Tlp label={marking.tlp} />
                {punctual && state.adopted ? (
                  <span className="small quiet">
                    {say('adopted on {day}', { day: state.adopted.on })}, {punctualWord(punctual)}
                  </span>
                ) : null}
              </span>
              <Button
                small
                aria-label={say('Look at it: edition {edition}, {status}', {
                  edition: state.edition,
                  status: statusWord(state.status),
                })}
                onPress={() => choose({ guideline: id }, 'push')}
              >
                {say('Look at it')}
              </Button>
            </li>
          ))}
        </ul>
      </Card>
      <CheckTextCard />
      {guideline ? <GuidelineDrawer id={guideline} onClose={() => choose({ guideline: undefined })} /> : null}
    </div>
  )
}

function punctualWord({ late, days }: { late: boolean; days: number }): string {
  return late
    ? sayCount(days, '{n} day late', '{n} days late')
    : sayCount(days, 'on time, with {n} day to spare', 'on time, with {n} days to spare')
}

function Dates({ editions }: { editions: Editions }): ReactNode {
  const { deadline, today, inForce, items } = editions
  const adopted = items.find(({ state }) => state.status === 'adopted')
  return (
    <>
      {adopted ? null : (
        <p className={today.late ? 'note warn' : 'note'}>
          {inForce.id === null
            ? say(
                'No edition is adopted that you may read. What is checked is the text that came with the software, a proposal of its makers.',
              )
            : null}{' '}
          {today.late
            ? sayCount(
                today.days,
                'The date that the framework asks for passed {n} day ago.',
                'The date that the framework asks for passed {n} days ago.',
              )
            : sayCount(
                today.days,
                '{n} day left until the date that the framework asks for.',
                '{n} days left until the date that the framework asks for.',
              )}
        </p>
      )}
      <p className="small quiet">
        {deadline.obligation}: {deadline.text} {say('By {day}', { day: deadline.on })} ({deadline.basis}).{' '}
        {deadline.source}: {verificationWord(deadline.verification)}.
      </p>
    </>
  )
}

function CheckTextCard(): ReactNode {
  const { tell, pending, error } = useTell(checkText)
  const [text, setText] = useState('')
  const [found, setFound] = useState<OutputOf<typeof checkText> | null>(null)
  const words = {
    clear: say('No mark of classified information was found.'),
    pointer: say('Only pointers to classified information were found: that is allowed.'),
    ask: say('Something may be a mark of classified information. A person must look before it is entered anywhere.'),
    refuse: say(
      'It carries a mark of classified information. It must not be entered here: write a pointer, and tell the security officer.',
    ),
  }
  return (
    <Card title={say('Check a text before it is entered')}>
      <Form
        submit={say('Check it')}
        label={say('Check a text')}
        pending={pending}
        error={error}
        onSubmit={async () => setFound(await tell({ text }))}
      >
        <TextField
          label={say('Text')}
          hint={say('It is looked through for marks of classified information, and not kept.')}
          lines={4}
          value={text}
          onChange={(value) => {
            setText(value)
            setFound(null)
          }}
          required
        />
      </Form>
      <div role="status">
        {found ? (
          <>
            <p className={found.answer === 'refuse' ? 'note bad' : found.answer === 'ask' ? 'note warn' : 'note'}>
              {words[found.answer]}
            </p>
            <ul>
              {found.findings.map((one) => (
                <li key={one.at}>
                  “{one.text}”: {one.level}
                  {one.states.length > 0 ? ` (${one.states.join(', ')})` : ''}
                </li>
              ))}
            </ul>
          </>
        ) : null}
      </div>
    </Card>
  )
}
