// What is known: each fact with its value, its source and who said so; and every fact that the law could ask, to be found.
import { type ReactNode, useState } from 'react'
import { Button } from '#web/kit/Button.tsx'
import { Card } from '#web/kit/Card.tsx'
import { Empty } from '#web/kit/Empty.tsx'
import { TextField } from '#web/kit/Field.tsx'
import { Time } from '#web/kit/Time.tsx'
import { say, sayCount } from '#web/say.ts'
import { useNames } from '#web/shell/names.ts'
import type { Fact } from '../../../model/law.ts'
import { scopeOrder } from '../law-index.ts'
import { scopeWord } from '../words.ts'
import { Source } from './Source.tsx'
import { type PartProps, type ToldFact, toldFacts } from './shown.ts'

export interface FactsProps extends PartProps {
  onFact: (fact: string, place?: string) => void
}

export function Facts({ assessment, law, onFact }: FactsProps): ReactNode {
  const told = toldFacts(assessment)
  const scopes = new Map<Fact['scope'], ToldFact[]>()
  for (const it of told) {
    const scope = law.fact(it.id)?.scope ?? 'incident'
    scopes.set(scope, [...(scopes.get(scope) ?? []), it])
  }
  const ordered = [...scopes].toSorted(([a], [b]) => scopeOrder(a) - scopeOrder(b))
  return (
    <div className="stack">
      {told.length === 0 ? (
        <Empty icon="search" title={say('Nothing is known yet')}>
          {say('Answer the questions, confirm what the record suggests, or look a fact up below.')}
        </Empty>
      ) : null}
      {ordered.map(([scope, facts]) => (
        <Card key={scope} title={scopeWord(scope)} aside={<span className="count">{facts.length}</span>}>
          <ul className="plain-list">
            {facts.map((it) => (
              <FactLine
                key={`${it.place}/${it.id}`}
                told={it}
                law={law}
                mayChange={assessment.mayChange}
                onFact={onFact}
              />
            ))}
          </ul>
        </Card>
      ))}
      <FindFact law={law} onFact={onFact} />
    </div>
  )
}

interface FactLineProps extends Pick<FactsProps, 'law' | 'onFact'> {
  told: ToldFact
  mayChange: boolean
}

function FactLine({ told, law, mayChange, onFact }: FactLineProps): ReactNode {
  const names = useNames()
  return (
    <li className="fact-line">
      <span>
        {told.placeName ? <span className="quiet">{told.placeName}: </span> : null}
        {law.factWord(told.id)}
      </span>
      <strong className="fact-value">{law.valueWord(told.id, told.value)}</strong>
      <span className="small">
        <Source source={told.source} /> · {names.actor(told.by)} <Time at={told.at} />
      </span>
      <span className="no-print">
        <Button
          small
          kind="quiet"
          aria-label={
            mayChange
              ? say('Change: {what}', { what: law.factWord(told.id) })
              : say('Look at: {what}', { what: law.factWord(told.id) })
          }
          onPress={() => onFact(told.id, told.place)}
        >
          {mayChange ? say('Change') : say('Look')}
        </Button>
      </span>
    </li>
  )
}

/** At most so many are offered at once. */
const shownFacts = 12

function FindFact({ law, onFact }: Pick<FactsProps, 'law' | 'onFact'>): ReactNode {
  const [wanted, setWanted] = useState('')
  const words = wanted.trim().toLowerCase().split(/\s+/).filter(Boolean)
  const found =
    words.length === 0
      ? []
      : law.law.facts.filter((fact) => {
          const text = `${fact.question} ${fact.description} ${fact.id}`.toLowerCase()
          return words.every((word) => text.includes(word))
        })
  return (
    <Card title={say('Another fact')} className="no-print">
      <TextField
        label={say('Look a fact up')}
        hint={say('{n} facts are known to the law here. Type a word: users, minutes, personal data …', {
          n: law.law.facts.length,
        })}
        type="search"
        value={wanted}
        onChange={setWanted}
      />
      {words.length > 0 ? (
        <p className="small quiet" role="status">
          {sayCount(found.length, '{n} fact', '{n} facts')}
        </p>
      ) : null}
      <ul className="plain-list">
        {found.slice(0, shownFacts).map((fact) => (
          <li key={fact.id}>
            <button type="button" className="link-button" onClick={() => onFact(fact.id)}>
              {fact.question}
            </button>
            <span className="small quiet">{scopeWord(fact.scope)}</span>
          </li>
        ))}
      </ul>
    </Card>
  )
}
