// A claim, opened: who holds it and how, on what evidence, what it promises, and which claims it answers.
import type { ReactNode } from 'react'
import { Badge } from '#web/kit/Badge.tsx'
import { say } from '#web/say.ts'
import type { ClaimFact } from '../../model.ts'
import type { FactsProps } from './FactGroups.tsx'
import { classWord, evidenceWord, relationWord, roleWord } from './fact-words.ts'

export function ClaimDetails({ claim, state, onChoose }: FactsProps & { claim: ClaimFact }): ReactNode {
  const { evidence, promise } = claim
  // A relation stands at one of the two claims; from the other one it must be found as well.
  const answered = (state.claims ?? []).flatMap((other) =>
    other.relations.filter((it) => it.claim === claim.id).map((it) => ({ ...it, from: other })),
  )
  const textOf = (id: string) => state.claims?.find((other) => other.id === id)?.text ?? id
  return (
    <>
      <p className="row">
        <Badge tone={claim.role === 'anonymous' || claim.role === 'unattributed' ? 'warn' : 'plain'}>
          {roleWord(claim.role)}
        </Badge>
        <Badge tone="accent">{classWord(claim.class)}</Badge>
        {claim.quoted ? <Badge>{say('in quotation marks')}</Badge> : null}
      </p>
      <dl className="claim-facts">
        <dt>{say('Holder')}</dt>
        <dd>{claim.holder ?? say('nobody is named')}</dd>
        {claim.via ? (
          <>
            <dt>{say('Through')}</dt>
            <dd>{claim.via}</dd>
          </>
        ) : null}
        <dt>{say('Evidence')}</dt>
        <dd>{evidenceWord(evidence.kind, evidence.what)}</dd>
        {promise ? (
          <>
            <dt>{say('Promised')}</dt>
            <dd>{promise.due ? say('by {due}', { due: promise.due }) : say('no day is given')}</dd>
          </>
        ) : null}
      </dl>
      {claim.relations.length + answered.length > 0 ? (
        <ul className="claim-relations">
          {claim.relations.map((it) => (
            <li key={`${it.relation}${it.claim}`}>
              {relationWord(it.relation)}:{' '}
              <button type="button" className="link-button" onClick={() => onChoose(`claim-${it.claim}`)}>
                {textOf(it.claim)}
              </button>{' '}
              <span className="quiet">{it.why}</span>
            </li>
          ))}
          {answered.map((it) => (
            <li key={`${it.relation}${it.from.id}`}>
              {relationWord(it.relation)} {say('this one:')}{' '}
              <button type="button" className="link-button" onClick={() => onChoose(`claim-${it.from.id}`)}>
                {it.from.text}
              </button>{' '}
              <span className="quiet">{it.why}</span>
            </li>
          ))}
        </ul>
      ) : null}
    </>
  )
}
