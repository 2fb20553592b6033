// One part: what it needs, what needs it, how that is known, what falls with it, and what could stand in.
import '../sustain.css'
import { Link, useParams } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import type { OutputOf } from '#kernel/contract.ts'
import { useAsk } from '#web/ask.ts'
import { Badge, MarkingBadge } from '#web/kit/Badge.tsx'
import { Button, buttonClass } from '#web/kit/Button.tsx'
import { Empty, Skeleton } from '#web/kit/Empty.tsx'
import { Page } from '#web/kit/Page.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { useChoices } from '#web/place.ts'
import { say } from '#web/say.ts'
import { useMay } from '#web/session.ts'
import { useVocabulary } from '#web/vocabulary.ts'
import { observeService } from '../../api/observe.ts'
import { changePart, confirmPart, getPart } from '../../api/parts.ts'
import { ObserveDialog } from '../bring/ObserveDialog.tsx'
import { scenarioText } from '../cascade/address.ts'
import { people, percent, placeWords } from '../words.ts'
import { Alternatives } from './Alternatives.tsx'
import { EvidenceCard } from './EvidenceCard.tsx'
import { FallsWith } from './FallsWith.tsx'
import { History } from './History.tsx'
import { MinimalSets } from './MinimalSets.tsx'
import { NeededBy, Needs } from './Needs.tsx'
import { PartDialog } from './PartDialog.tsx'
import { StillSo } from './StillSo.tsx'

type Shown = OutputOf<typeof getPart>

export function PartPage(): ReactNode {
  const { id = '' } = useParams({ strict: false })
  const [{ edit }, choose] = useChoices('edit')
  const [turn, setTurn] = useState(0)
  const may = useMay()
  const shown = useAsk(getPart, { id }, { keep: true, hears: ['sustain.part'] })
  const above = <Link to="/sustain">{say('Dependencies')}</Link>
  if (!shown.data || shown.data.part.id !== id) {
    return (
      <Page title={say('Part')} above={above}>
        <Problem error={shown.error} onAgain={() => void shown.refetch()} />
        {shown.isPending ? <Skeleton lines={6} tall /> : null}
        {shown.error ? <Empty icon="sustain" title={say('There is no such part that you may read')} /> : null}
      </Page>
    )
  }
  const { part } = shown.data
  const { state, marking } = part
  const close = () => choose({ edit: undefined })
  return (
    <Page
      title={state.name}
      above={above}
      wide
      lead={
        <span className="row">
          <MarkingBadge marking={marking} />
          {placeWords(state.kind, state.layer).map((word) => (
            <Badge key={word}>{word}</Badge>
          ))}
          {state.active ? null : <Badge tone="quiet">{say('at rest')}</Badge>}
          {state.behind?.name ?? say('Not known who is behind it')}
        </span>
      }
      actions={
        <>
          {may(changePart) ? (
            <Button kind="first" onPress={() => choose({ edit: 'part' })}>
              {say('Change it')}
            </Button>
          ) : null}
          {may(confirmPart) ? <Button onPress={() => choose({ edit: 'still' })}>{say('Still so')}</Button> : null}
          {may(observeService) ? (
            <Button onPress={() => choose({ edit: 'outside' })}>{say('Look from outside')}</Button>
          ) : null}
          <Link
            to="/sustain"
            search={{ tab: 'cascade', shocks: scenarioText([{ hits: { part: id }, kind: 'fails' }]) }}
            className={buttonClass()}
          >
            {say('What if it fails')}
          </Link>
          <Link to="/sustain" search={{ around: id, part: id }} className={buttonClass()}>
            {say('On the map')}
          </Link>
        </>
      }
    >
      <Facts shown={shown.data} />
      <div className="part-cards">
        <div className="stack">
          <Needs shown={shown.data} />
          <EvidenceCard evidence={state.evidence} />
          {state.kind === 'service' ? <MinimalSets service={id} /> : <Alternatives part={id} />}
        </div>
        <div className="stack">
          <NeededBy shown={shown.data} />
          <FallsWith part={id} />
          {state.kind === 'service' ? <Alternatives part={id} /> : null}
        </div>
      </div>
      <History part={id} />
      {edit === 'part' && may(changePart) ? (
        <PartDialog
          key={turn}
          before={shown.data}
          onAnew={() => void shown.refetch().then(() => setTurn(turn + 1))}
          onClose={close}
        />
      ) : null}
      {edit === 'outside' && may(observeService) ? <ObserveDialog part={part} onClose={close} /> : null}
      {edit === 'still' && may(confirmPart) ? <StillSo part={part} onClose={close} /> : null}
    </Page>
  )
}

function Facts({ shown }: { shown: Shown }): ReactNode {
  const { country, sector } = useVocabulary()
  const { state } = shown.part
  const unknown = say('not known')
  const rows: [string, string][] = [
    [say('Under the law of'), state.country ? country(state.country) : unknown],
    [say('Stands in'), state.standsIn ? country(state.standsIn) : unknown],
    [say('Sectors'), state.sectors.map(sector).join(', ')],
    [say('Serves people in'), state.serves.map(country).join(', ')],
    [say('Users'), state.users === null ? '' : people(state.users)],
    [say('Capacity'), state.capacity ? `${state.capacity.amount.toLocaleString('en')} ${state.capacity.unit}` : ''],
    [say('As good as gone below'), state.usableFrom > 0 ? percent(state.usableFrom) : ''],
    [say('Other names'), state.aliases.join(' · ')],
    [say('Note'), state.note ?? ''],
  ]
  return (
    <dl className="facts">
      {rows
        .filter(([, value]) => value !== '')
        .map(([name, value]) => (
          <div key={name} className="fact-row">
            <dt>{name}</dt>
            <dd className="wrap-anywhere">{value}</dd>
          </div>
        ))}
    </dl>
  )
}
