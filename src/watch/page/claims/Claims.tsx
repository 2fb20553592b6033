// The ledger of claims: who says what, filtered by the address; claims are entered by hand from here, too.
import './claims.css'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { InputOf } from '#kernel/contract.ts'
import { useAsk } from '#web/ask.ts'
import { useKeys } from '#web/keys.ts'
import { Badge, Tlp } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { Empty, Skeleton } from '#web/kit/Empty.tsx'
import { CheckField, SelectField } from '#web/kit/Field.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { Time } from '#web/kit/Time.tsx'
import { useGlow } from '#web/live.ts'
import { useChoices } from '#web/place.ts'
import { say, sayCount } from '#web/say.ts'
import { useMay } from '#web/session.ts'
import { type ClaimShown, enterClaim, listClaims } from '../../api/claims.ts'
import { claimClasses, claimRoles } from '../../model.ts'
import { classWord, relationWord, roleWord } from '../item/fact-words.ts'
import { SearchBox } from '../SearchBox.tsx'
import { Pages } from '../stories/Stories.tsx'
import { ClaimLines } from './ClaimLines.tsx'
import { EnterClaim } from './EnterClaim.tsx'

const filters = ['holder', 'class', 'role', 'disputed', 'retracted', 'text', 'of', 'question'] as const
type Choice = Partial<Record<(typeof filters)[number] | 'after', string | undefined>>

export function Claims(): ReactNode {
  const may = useMay()
  const [choice, choose] = useChoices(...filters, 'after', 'add', 'says', 'by', 'attack', 'finding')
  const claims = useAsk(listClaims, inputOf(choice), { keep: true })
  const rows = claims.data?.items ?? []
  const filtered = filters.some((key) => choice[key])
  const pick = (next: Choice) => choose({ ...next, after: undefined })
  useKeys({ e: () => may(enterClaim) && choose({ add: 'claim' }) })
  return (
    <div className="stack">
      <div className="filters no-print">
        <SearchBox label={say('Words in it')} value={choice.text ?? ''} onChange={(text) => pick({ text })} />
        <SearchBox label={say('Who holds it')} value={choice.holder ?? ''} onChange={(holder) => pick({ holder })} />
        <SelectField
          label={say('What it does')}
          hideLabel
          none={say('Whatever it does')}
          value={choice.class ?? ''}
          choices={claimClasses.map((value) => ({ value, label: classWord(value) }))}
          onChange={(value) => pick({ class: value || undefined })}
        />
        <SelectField
          label={say('In which role')}
          hideLabel
          none={say('In any role')}
          value={choice.role ?? ''}
          choices={claimRoles.map((value) => ({ value, label: roleWord(value) }))}
          onChange={(value) => pick({ role: value || undefined })}
        />
        <CheckField
          label={say('Only disputed')}
          value={choice.disputed === 'true'}
          onChange={(on) => pick({ disputed: on ? 'true' : undefined })}
        />
        <CheckField
          label={say('Retracted ones too')}
          value={choice.retracted === 'true'}
          onChange={(on) => pick({ retracted: on ? 'true' : undefined })}
        />
        {choice.of || choice.question ? (
          <Button small icon="close" onPress={() => pick({ of: undefined, question: undefined })}>
            {choice.of ? say('Of all stories again') : say('Of all boards again')}
          </Button>
        ) : null}
        {may(enterClaim) ? (
          <Button icon="plus" onPress={() => choose({ add: 'claim' })}>
            {say('Enter a claim')} <kbd>e</kbd>
          </Button>
        ) : null}
      </div>
      <Problem error={claims.error} onAgain={() => void claims.refetch()} />
      {claims.isPending ? <Skeleton lines={5} tall /> : null}
      {claims.data && rows.length === 0 ? (
        <NoClaims filtered={filtered} onAll={() => pick(Object.fromEntries(filters.map((key) => [key, undefined])))} />
      ) : null}
      {rows.length > 0 ? (
        <>
          <p className="small quiet">
            {sayCount(claims.data?.total ?? 0, '{n} claim', '{n} claims')}
            {' · '}
            {say('that somebody says it does not make it true: each person rates source and information apart')}
          </p>
          <ul className="item-list">
            {rows.map((claim) => (
              <Row key={claim.id} claim={claim} />
            ))}
          </ul>
          <Pages
            first={choice.after === undefined}
            next={claims.data?.next ?? null}
            onGo={(after) => choose({ after }, 'push')}
          />
        </>
      ) : null}
      {choice.add === 'claim' && may(enterClaim) ? (
        <EnterClaim
          onClose={() =>
            choose({ add: undefined, says: undefined, by: undefined, attack: undefined, finding: undefined })
          }
        />
      ) : null}
    </div>
  )
}

function inputOf(choice: Choice): InputOf<typeof listClaims> {
  const kind = claimClasses.find((it) => it === choice.class)
  const role = claimRoles.find((it) => it === choice.role)
  return {
    ...(kind ? { class: [kind] } : {}),
    ...(role ? { role: [role] } : {}),
    ...(choice.holder ? { holder: choice.holder } : {}),
    ...(choice.text ? { text: choice.text } : {}),
    ...(choice.of ? { story: choice.of } : {}),
    ...(choice.question ? { question: choice.question } : {}),
    ...(choice.disputed ? { disputed: choice.disputed === 'true' } : {}),
    ...(choice.retracted ? { retracted: choice.retracted === 'true' } : {}),
    ...(choice.after ? { after: choice.after } : {}),
    limit: 50,
  }
}

function Row({ claim }: { claim: ClaimShown }): ReactNode {
  const glow = useGlow()
  const { state, relations } = claim
  const disputes = relations.filter((it) => it.relation === 'disputes').length
  const others = relations.filter((it) => it.relation !== 'disputes')
  return (
    <li className={glow.has(claim.id) ? 'item plain-item glow' : 'item plain-item'}>
      <div className="item-main">
        <ClaimLines
          row
          claim={{
            ...state,
            id: claim.id,
            version: claim.version,
            rating: claim.rating,
            item: claim.item,
            marking: claim.marking,
          }}
        />
        <span className="row small">
          {disputes > 0 ? <Badge tone="warn">{sayCount(disputes, '{n} dispute', '{n} disputes')}</Badge> : null}
          {others.map((it) => (
            <span key={`${it.relation}${it.direction}${it.other.id}`} className="quiet">
              {it.direction === 'to'
                ? relationWord(it.relation)
                : say('{relation} this one', { relation: relationWord(it.relation) })}
              {': '}
              {it.other.holder ?? roleWord('unattributed')}
            </span>
          ))}
          {claim.proposal ? <Badge tone="bronze">{say('a rating is proposed')}</Badge> : null}
          {claim.followUps.some((it) => it.status === 'open') ? (
            <Badge tone="bronze">{say('a promise is open')}</Badge>
          ) : null}
        </span>
      </div>
      <div className="item-side small quiet">
        <Tlp label={claim.marking.tlp} />
        <Time at={state.enteredAt} />
        {state.saidAt ? <span>{say('said {at}', { at: state.saidAt })}</span> : null}
      </div>
    </li>
  )
}

function NoClaims({ filtered, onAll }: { filtered: boolean; onAll: () => void }): ReactNode {
  return filtered ? (
    <Empty
      icon="search"
      title={say('No claim fits these filters')}
      action={<Button onPress={onAll}>{say('Show all claims')}</Button>}
    >
      {say('Retracted claims are shown only when you ask for them.')}
    </Empty>
  ) : (
    <Empty icon="file" title={say('The ledger is empty')}>
      {say('Accept a claim of an item (press a on it), or enter what somebody told you.')}{' '}
      <Link to="/watch">{say('Go to the stories')}</Link>
    </Empty>
  )
}
