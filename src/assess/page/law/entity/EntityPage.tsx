// The legal profile of an organisation: what it is by law, where, under whose authorities, how large. Told once, used always.
import '../law.css'
import { Link, useParams } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import type { OutputOf } from '#kernel/contract.ts'
import { useAsk, useTell } from '#web/ask.ts'
import { Card } from '#web/kit/Card.tsx'
import { Skeleton } from '#web/kit/Empty.tsx'
import { Page } from '#web/kit/Page.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { Time } from '#web/kit/Time.tsx'
import { toast } from '#web/kit/Toast.tsx'
import { usePlace } from '#web/place.ts'
import { say, sayCount } from '#web/say.ts'
import { useMay, useMe } from '#web/session.ts'
import { useNames } from '#web/shell/names.ts'
import { getEntity, saveEntity } from '../../../api/assessments.ts'
import type { Fact, FactValue } from '../../../model/law.ts'
import { useVocabulary } from '../../vocabulary.ts'
import { basisWord, concernsOneOf } from '../acts.ts'
import { EntityFields, type EntityValue } from '../assessment/EntityFields.tsx'
import { LawForm } from '../assessment/LawForm.tsx'
import { FactInput } from '../FactInput.tsx'
import type { LawIndex } from '../law-index.ts'
import { here } from '../Moment.tsx'
import { Unverified } from '../Unverified.tsx'
import { useLaw } from '../use-law.ts'

type Profile = OutputOf<typeof getEntity>

export function EntityPage(): ReactNode {
  const me = useMe()
  const { organisation = me.organisation.id } = useParams({ strict: false })
  const profile = useAsk(getEntity, { organisation }, { keep: true, hears: ['assess.entity'] })
  const law = useLaw()
  const names = useNames()
  const shown = profile.data?.organisation === organisation ? profile.data : undefined
  const own = organisation === me.organisation.id
  const name = own ? me.organisation.name : names.organisation(organisation)
  return (
    <Page
      title={say('{name} by law', { name })}
      above={<Link to="/assess">← {say('Assessments')}</Link>}
      lead={say('What it is decides which acts ask it for reports. Every assessment of it begins with this.')}
    >
      <Problem error={profile.error ?? law.error} onAgain={() => void profile.refetch()} />
      {profile.isPending || law.pending ? <Skeleton lines={8} tall /> : null}
      {shown && law.index ? (
        <Whole
          key={`${organisation}/${shown.entity?.version ?? 0}`}
          organisation={organisation}
          profile={shown}
          law={law.index}
        />
      ) : null}
    </Page>
  )
}

interface WholeProps {
  organisation: string
  profile: Profile
  law: LawIndex
}

function Whole({ organisation, profile, law }: WholeProps): ReactNode {
  const before = profile.entity?.state
  const [value, setValue] = useState<EntityValue>(
    () => before ?? { types: [], countries: [], jurisdiction: null, timeZone: here },
  )
  const [facts, setFacts] = useState<Readonly<Record<string, FactValue | null>>>({})
  const telling = useTell(saveEntity)
  const may = useMay()
  const names = useNames()
  const { asOf } = usePlace()
  if (asOf || !may(saveEntity)) return <ReadOnly profile={profile} law={law} />

  async function send(version: number): Promise<void> {
    const { types, countries, jurisdiction, timeZone } = value
    await telling.tell({
      organisation,
      ...(profile.entity ? { version } : {}),
      types,
      countries,
      jurisdiction,
      timeZone,
      ...(Object.keys(facts).length > 0 ? { facts: { ...facts } } : {}),
    })
    toast(say('Kept. Assessments that are open stay as they are; new ones begin with it.'))
  }

  const named = new Set(law.entityTypes.filter((it) => value.types.includes(it.id)).flatMap((it) => it.acts))
  const known = (fact: Fact) => (fact.id in facts ? (facts[fact.id] ?? undefined) : before?.facts[fact.id]?.value)
  const all = entityFacts(law)
  const near = all.filter((fact) => concernsOneOf(fact.basis, named) || known(fact) !== undefined)
  const others = all.filter((fact) => !near.includes(fact))
  const field = (fact: Fact) => (
    <EntityFact
      key={fact.id}
      fact={fact}
      law={law}
      value={known(fact)}
      onChange={(next) => setFacts((old) => ({ ...old, [fact.id]: next ?? null }))}
    />
  )

  return (
    <LawForm
      version={profile.entity?.version ?? 0}
      submit={say('Keep it')}
      pending={telling.pending}
      error={telling.error}
      onSubmit={send}
    >
      {before ? (
        <p className="small quiet">
          {say('Last changed by {name}', { name: names.actor(before.changedBy) })} <Time at={before.changedAt} />
        </p>
      ) : (
        <p className="note">{say('Nobody has said yet who it is by law.')}</p>
      )}
      <Card title={say('What it is, and where')}>
        <div className="stack">
          <EntityFields value={value} onChange={setValue} entityTypes={law.entityTypes} />
        </div>
      </Card>
      <Card title={say('What the acts ask of it')}>
        <p className="quiet small">
          {say('Leave open what you do not know: an assessment asks for it when it counts.')}
        </p>
        <div className="stack">
          {near.map(field)}
          {near.length === 0 ? (
            <p className="quiet">{say('Choose above what it is, and its questions come.')}</p>
          ) : null}
          {others.length > 0 ? (
            <details className="folded">
              <summary>{sayCount(others.length, '{n} question of other acts', '{n} questions of other acts')}</summary>
              <div className="stack">{others.map(field)}</div>
            </details>
          ) : null}
        </div>
      </Card>
    </LawForm>
  )
}

/** Types and jurisdiction have fields of their own above. */
function entityFacts(law: LawIndex): Fact[] {
  const above = ['entity.types', 'entity.jurisdiction_member_state']
  return law.law.facts.filter((fact) => fact.scope === 'entity' && !above.includes(fact.id))
}

interface EntityFactProps {
  fact: Fact
  law: LawIndex
  value: FactValue | undefined
  onChange: (value: FactValue | undefined) => void
}

function EntityFact({ fact, law, value, onChange }: EntityFactProps): ReactNode {
  const [round, setRound] = useState(0)
  return (
    <fieldset className="supposed">
      <legend>{fact.question}</legend>
      {fact.help ? <p className="hint">{fact.help}</p> : null}
      <FactInput
        key={round}
        fact={fact}
        value={value}
        entityTypes={law.entityTypes}
        label={fact.question}
        onChange={onChange}
      />
      <p className="small quiet">
        {basisWord(fact.basis)} <Unverified verified={fact.verified} />{' '}
        {value === undefined ? (
          <span>{say('open')}</span>
        ) : (
          <button
            type="button"
            className="link-button"
            onClick={() => {
              onChange(undefined)
              setRound(round + 1)
            }}
          >
            {say('Not known')}
          </button>
        )}
      </p>
    </fieldset>
  )
}

function ReadOnly({ profile, law }: Omit<WholeProps, 'organisation'>): ReactNode {
  const vocabulary = useVocabulary()
  const state = profile.entity?.state
  if (!state) return <p className="note">{say('Nobody has said yet who it is by law.')}</p>
  return (
    <Card title={say('What it is, and where')}>
      <dl className="facts">
        <dt>{say('By law')}</dt>
        <dd>{state.types.map(law.typeWord).join('; ') || say('not known')}</dd>
        <dt>{say('Services in')}</dt>
        <dd>{state.countries.map(vocabulary.country).join(', ') || say('not known')}</dd>
        <dt>{say('Authorities of')}</dt>
        <dd>{state.jurisdiction ? vocabulary.country(state.jurisdiction) : say('not known')}</dd>
        <dt>{say('Time zone')}</dt>
        <dd>{state.timeZone}</dd>
        {Object.entries(state.facts).map(([id, told]) => (
          <FactRow key={id} word={law.factWord(id)} value={law.valueWord(id, told.value)} />
        ))}
      </dl>
    </Card>
  )
}

function FactRow({ word, value }: { word: string; value: string }): ReactNode {
  return (
    <>
      <dt>{word}</dt>
      <dd>{value}</dd>
    </>
  )
}
