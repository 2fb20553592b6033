// One question: its words, its help, what the record suggests, and answers that a thumb or a key can hit.
import { type ReactNode, useState } from 'react'
import { useKeys } from '#web/keys.ts'
import { Button } from '#web/kit/Button.tsx'
import { say } from '#web/say.ts'
import type { Fact, FactValue } from '../../../model/law.ts'
import type { ToldSource } from '../../../model/told.ts'
import { basisWord } from '../acts.ts'
import { Source } from '../assessment/Source.tsx'
import { type AssessmentShown, toldAt } from '../assessment/shown.ts'
import { Digit, FactInput, picksOf } from '../FactInput.tsx'
import type { LawIndex } from '../law-index.ts'
import { Unverified } from '../Unverified.tsx'

export interface OneQuestionProps {
  assessment: AssessmentShown
  law: LawIndex
  fact: Fact
  place: string
  pending: boolean
  onSettle: (value: FactValue, source?: ToldSource) => void
  onPass: () => void
  onBack: () => void
}

export function OneQuestion(props: OneQuestionProps): ReactNode {
  const { assessment, law, fact, place, pending, onSettle, onPass, onBack } = props
  const told = toldAt(assessment, fact.id, place)
  const [value, setValue] = useState<FactValue | undefined>(told?.value)
  const service = assessment.state.services.find((it) => it.id === place)
  const proposal = assessment.proposals.facts.find((it) => it.fact === fact.id)
  const picks = picksOf(fact, law.entityTypes)
  const picking = picks.length > 0
  const digits = Object.fromEntries(
    picks.slice(0, 9).map((pick, i) => [String(i + 1), () => !pending && onSettle(pick)]),
  )
  // Enter sends the form of a number or a set by itself.
  useKeys({ ...digits, '0': () => !pending && onPass(), Backspace: onBack })
  const body = (
    <>
      <FactInput
        fact={fact}
        value={value}
        entityTypes={law.entityTypes}
        onChange={setValue}
        onPick={pending ? () => undefined : onSettle}
        keys
        label={fact.question}
        autoFocus
      />
      <div className="question-foot">
        {picking ? null : (
          <Button type="submit" kind="first" isDisabled={value === undefined} isPending={pending}>
            {say('Answer')}
          </Button>
        )}
        <Button onPress={onPass} isDisabled={pending}>
          <Digit n={0} /> {say('I do not know')}
        </Button>
        <Button kind="quiet" icon="back" onPress={onBack}>
          {say('Back')}
        </Button>
      </div>
    </>
  )
  return (
    <section className="question card" aria-labelledby="question">
      {service ? <p className="question-service">{say('Service: {name}', { name: service.name })}</p> : null}
      <h2 id="question">{fact.question}</h2>
      {fact.help ? <p className="question-help">{fact.help}</p> : null}
      {told ? (
        <p className="note small">{say('Answered so far: {value}', { value: law.valueWord(fact.id, told.value) })}</p>
      ) : null}
      {proposal ? (
        <div className="note question-proposal">
          <span>
            {say('The record says:')} <strong>{law.valueWord(fact.id, proposal.value)}</strong>{' '}
            <Source source={proposal.source} />
          </span>
          <Button
            kind="first"
            icon="check"
            isDisabled={pending}
            onPress={() => onSettle(proposal.value, proposal.source)}
          >
            {say('That is right')}
          </Button>
        </div>
      ) : null}
      {picking ? (
        body
      ) : (
        <form
          className="stack"
          onSubmit={(event) => {
            event.preventDefault()
            if (value !== undefined && !pending) onSettle(value)
          }}
        >
          {body}
        </form>
      )}
      <p className="small quiet">
        {basisWord(fact.basis)} <Unverified verified={fact.verified} />
        {fact.humanJudgement ? ` ${say('A weighing that no figure settles.')}` : ''}
      </p>
    </section>
  )
}
