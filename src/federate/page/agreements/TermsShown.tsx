// The terms of a version as a text to be read, with who signed it.
import type { ReactNode } from 'react'
import { Card } from '#web/kit/Card.tsx'
import { Time } from '#web/kit/Time.tsx'
import { say } from '#web/say.ts'
import type { AgreementSignature, AgreementTerms } from '../../model/agreement.ts'
import { nameOf } from '../../rules/agreements/parties.ts'
import { flowSentences } from '../../rules/agreements/sentences.ts'
import { Sides } from './Sides.tsx'
import type { AgreementShown, Forms } from './words.ts'

interface TermsProps {
  title: string
  aside?: ReactNode
  terms: AgreementTerms
  signatures: readonly AgreementSignature[]
  agreement: AgreementShown
  forms: Forms
}

export function TermsShown({ title, aside, terms, signatures, agreement, forms }: TermsProps): ReactNode {
  const { limits } = terms
  const rate =
    limits.kilobytesPerSecond === null
      ? ''
      : say(', {n} kilobytes in a second', { n: String(limits.kilobytesPerSecond) })
  const facts: [string, ReactNode][] = [
    [
      say('Valid'),
      terms.endsOn ? `${terms.validFrom} – ${terms.endsOn}` : say('from {day} on', { day: terms.validFrom }),
    ],
    [say('When the line is cut'), terms.fallback],
    [say('At most'), `${say('{n} letters in a minute', { n: String(limits.lettersPerMinute) })}${rate}`],
    [say('Rests on'), terms.basis.length > 0 ? terms.basis.join('; ') : say('nothing named')],
  ]
  return (
    <Card title={title} aside={aside}>
      <div className="stack">
        <p className="agreement-words">{terms.purpose}</p>
        <Sides terms={terms} node={agreement.node} forms={forms} />
        <ul className="plain-list stack tight">
          {flowSentences(terms, forms).map((sentence) => (
            <li key={sentence} className="agreement-words">
              {sentence}
            </li>
          ))}
        </ul>
        <dl className="facts">
          {facts.map(([name, value]) => (
            <Row key={name} name={name} value={value} />
          ))}
        </dl>
        <Contacts terms={terms} />
        <Signatures terms={terms} signatures={signatures} agreement={agreement} />
      </div>
    </Card>
  )
}

function Row({ name, value }: { name: string; value: ReactNode }): ReactNode {
  return (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  )
}

function Contacts({ terms: { parties, contacts } }: { terms: AgreementTerms }): ReactNode {
  if (contacts.length === 0) return <p className="note warn">{say('Nobody is named to be reached.')}</p>
  const names = new Map(parties.map(({ organisation, name }) => [organisation, name]))
  return (
    <div className="stack tight">
      <h3>{say('Whom to reach')}</h3>
      <ul className="plain-list">
        {contacts.map((one) => (
          <li key={JSON.stringify(one)}>
            <p>
              <strong>{names.get(one.organisation) ?? one.organisation}</strong>, {one.purpose}:{' '}
              {[one.name, one.email, one.phone].filter((part) => part !== undefined && part !== '').join(', ')}
            </p>
          </li>
        ))}
      </ul>
    </div>
  )
}

function Signatures({
  terms,
  signatures,
  agreement,
}: Pick<TermsProps, 'terms' | 'signatures' | 'agreement'>): ReactNode {
  const printOf = (node: string) =>
    agreement.fingerprints.find((one) => one.node === node && one.version === terms.version)?.fingerprint
  const missing = terms.parties.filter(({ node }) => !signatures.some((one) => one.node === node))
  return (
    <div className="stack tight">
      <h3>{say('Signatures')}</h3>
      <ul className="plain-list stack tight">
        {signatures.map(({ node, person, function: duty, at }) => (
          <li key={node}>
            <p>
              {say('{person}, {duty}, for {side}', { person, duty, side: nameOf(terms, node) })}{' '}
              <Time at={at} show="both" />
            </p>
            {printOf(node) ? (
              <div className="small quiet agreement-print">
                {say('Ed25519 with ML-DSA-65, keys')} {printOf(node)}
              </div>
            ) : null}
          </li>
        ))}
        {missing.map(({ node, name }) => (
          <li key={node} className="quiet">
            {say('{name} has not signed.', { name })}
          </li>
        ))}
      </ul>
    </div>
  )
}
