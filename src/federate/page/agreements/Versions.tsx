// Versions of an agreement: which there were, and what one says otherwise than another.
import { type ReactNode, useState } from 'react'
import { Badge } from '#web/kit/Badge.tsx'
import { Card } from '#web/kit/Card.tsx'
import { compareTexts } from '#web/kit/compare-texts.ts'
import { SelectField } from '#web/kit/Field.tsx'
import { Time } from '#web/kit/Time.tsx'
import { say } from '#web/say.ts'
import { differencesOf } from '../../rules/agreements/difference.ts'
import { type AgreementShown, type Forms, statusWords } from './words.ts'

export function Versions({ agreement, forms }: { agreement: AgreementShown; forms: Forms }): ReactNode {
  const { state } = agreement
  const versions = [
    ...(state.next ? [{ terms: state.next.terms, word: say('waits'), until: null }] : []),
    { terms: state.terms, word: say(statusWords[state.status].word), until: null },
    ...state.history.map(({ terms, until }) => ({ terms, word: say('Superseded'), until })),
  ]
  const [before, setBefore] = useState('')
  const newest = versions[0]
  const older = versions.find(({ terms }) => String(terms.version) === before) ?? versions[1]
  if (!newest || !older) return null
  const differences = differencesOf(older.terms, newest.terms, forms)
  return (
    <Card title={say('Versions')}>
      <div className="stack">
        <ul className="plain-list">
          {versions.map(({ terms, word, until }) => (
            <li key={terms.version} className="row">
              {say('Version {n}', { n: String(terms.version) })} <Badge>{word}</Badge>{' '}
              {until ? <Time at={until} show="both" /> : null}
            </li>
          ))}
        </ul>
        {versions.length > 2 ? (
          <SelectField
            label={say('Compare with version')}
            value={String(older.terms.version)}
            onChange={setBefore}
            choices={versions
              .slice(1)
              .map(({ terms }) => ({ value: String(terms.version), label: String(terms.version) }))}
          />
        ) : null}
        <h3>
          {say('What version {new} says otherwise than version {old}', {
            new: String(newest.terms.version),
            old: String(older.terms.version),
          })}
        </h3>
        {differences.length === 0 ? <p className="quiet">{say('Nothing.')}</p> : null}
        <dl className="facts">
          {differences.map(({ part, before: was, after }) => (
            <Changed key={part} part={part} before={was} after={after} />
          ))}
        </dl>
      </div>
    </Card>
  )
}

function Changed({ part, before, after }: { part: string; before: string; after: string }): ReactNode {
  const pieces = compareTexts(before, after).map((piece, at) => ({ ...piece, key: `${at} ${piece.kind}` }))
  return (
    <>
      <dt>{say(part)}</dt>
      <dd className="agreement-words">
        {pieces.map(({ key, kind, text }) =>
          kind === 'same' ? (
            <span key={key}>{text}</span>
          ) : kind === 'gone' ? (
            <del key={key}>{text}</del>
          ) : (
            <ins key={key}>{text}</ins>
          ),
        )}
      </dd>
    </>
  )
}
