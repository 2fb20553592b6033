// Every fact that the law can ask, with its question, its unit, what can be answered, and where it comes from.
import type { ReactNode } from 'react'
import { Badge } from '#web/kit/Badge.tsx'
import { Empty } from '#web/kit/Empty.tsx'
import { say } from '#web/say.ts'
import { type Fact, factScopes } from '../../../model/law.ts'
import { basisWord } from '../acts.ts'
import type { LawIndex } from '../law-index.ts'
import { Unverified } from '../Unverified.tsx'
import { choicesOf, unitWord, withUnit } from '../values.ts'
import { scopeWord } from '../words.ts'
import { fits, wordsOf } from './found.ts'

export function FactsOfLaw({ index, q }: { index: LawIndex; q: string | undefined }): ReactNode {
  const words = wordsOf(q)
  const shown = index.law.facts.filter((it) => fits(words, it.question, it.description, it.id, it.basis, it.help))
  if (shown.length === 0) return <Empty icon="search" title={say('No fact of these words')} />
  return (
    <div className="stack">
      {factScopes.map((scope) => {
        const facts = shown.filter((fact) => fact.scope === scope)
        return facts.length === 0 ? null : (
          <section key={scope} className="card">
            <h2 className="law-scope">{scopeWord(scope)}</h2>
            <ul className="plain-list">
              {facts.map((fact) => (
                <FactShown key={fact.id} fact={fact} index={index} />
              ))}
            </ul>
          </section>
        )
      })}
    </div>
  )
}

function FactShown({ fact, index }: { fact: Fact; index: LawIndex }): ReactNode {
  return (
    <li>
      <span>
        <strong>{fact.question}</strong> <Unverified verified={fact.verified} />{' '}
        {fact.humanJudgement ? <Badge tone="quiet">{say('a person weighs it')}</Badge> : null}
      </span>
      {fact.help ? <span className="small">{fact.help}</span> : null}
      <span className="small">{answersOf(fact, index)}</span>
      <span className="small quiet">
        {basisWord(fact.basis)} <code>{fact.id}</code>
        {fact.share
          ? ` · ${say('computed as {part} of {whole}', { part: fact.share.part, whole: fact.share.whole })}`
          : ''}
        {fact.byRule ? ` · ${say('computed by the rule {rule}', { rule: fact.byRule })}` : ''}
      </span>
    </li>
  )
}

function answersOf(fact: Fact, index: LawIndex): string {
  if (fact.type === 'boolean') return say('Yes or no')
  if (fact.type === 'enum' || fact.type === 'set') {
    const choices = fact.values === 'entity_types' ? [] : choicesOf(fact, index.entityTypes)
    const labels = choices.length > 0 ? choices.map((it) => it.label).join('; ') : say('the types of entities')
    return fact.type === 'set' ? say('Any of: {labels}', { labels }) : say('One of: {labels}', { labels })
  }
  if (fact.type === 'text') return say('Words')
  const unit = unitWord(fact.unit)
  const bounds = [
    fact.minimum === undefined ? '' : say('at least {n}', { n: withUnit(fact.minimum, fact.unit) }),
    fact.maximum === undefined ? '' : say('at most {n}', { n: withUnit(fact.maximum, fact.unit) }),
  ].filter(Boolean)
  return [unit ? say('A number in {unit}', { unit }) : say('A number'), ...bounds].join(', ')
}
