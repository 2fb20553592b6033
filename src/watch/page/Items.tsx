// The list of items: by freshness, filtered by the address, chosen by ticking.
import { Link } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { declareIncident } from '#assess/api.ts'
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import { useAsk } from '#web/ask.ts'
import { Badge, Tlp } from '#web/kit/Badge.tsx'
import { Button, buttonClass } from '#web/kit/Button.tsx'
import { Skeleton } from '#web/kit/Empty.tsx'
import { CheckField } from '#web/kit/Field.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { Time, useNow } from '#web/kit/Time.tsx'
import { useGlow } from '#web/live.ts'
import { useChoices } from '#web/place.ts'
import { say, sayCount } from '#web/say.ts'
import { useMay } from '#web/session.ts'
import { itemStatuses, listItems } from '../api.ts'
import { NothingIn } from './NothingIn.tsx'
import { SearchBox } from './SearchBox.tsx'
import { StatusChoice } from './StatusChoice.tsx'
import { languageWord, statusTones, statusWord, topicWord } from './words.ts'

type Item = OutputOf<typeof listItems>['items'][number]

export function Items(): ReactNode {
  const [choice, choose] = useChoices('status', 'incident', 'country', 'topic', 'text', 'pages')
  const pages = Math.min(20, Number(choice.pages ?? '1') || 1)
  const status = itemStatuses.find((it) => it === choice.status)
  const input: InputOf<typeof listItems> = {
    ...(status ? { status: [status] } : {}),
    ...(choice.incident ? { incident: choice.incident === 'true' } : {}),
    ...(choice.country ? { country: [choice.country] } : {}),
    ...(choice.topic ? { topic: [choice.topic] } : {}),
    ...(choice.text ? { text: choice.text } : {}),
    limit: Math.min(200, pages * 50),
  }
  const items = useAsk(listItems, input, { keep: true, hears: ['watch.'] })
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set())
  const filtered = Boolean(status || choice.incident || choice.country || choice.topic || choice.text)

  function tick(id: string): void {
    const next = new Set(ticked)
    if (!next.delete(id)) next.add(id)
    setTicked(next)
  }

  return (
    <div className="stack">
      <Filters />
      <Problem error={items.error} onAgain={() => void items.refetch()} />
      {items.isPending ? <Skeleton lines={6} tall /> : null}
      {items.data?.items.length === 0 ? (
        <NothingIn
          filtered={filtered}
          all={say('Show all items')}
          onAll={() =>
            choose({ status: undefined, incident: undefined, country: undefined, topic: undefined, text: undefined })
          }
        >
          {say('Paste an article, drop a file on this page, or follow a feed: its items then come in by themselves.')}
        </NothingIn>
      ) : null}
      {items.data && items.data.items.length > 0 ? (
        <>
          <p className="small quiet">
            {items.data.total >= 10_000
              ? say('10,000 items or more')
              : sayCount(items.data.total, '{n} item', '{n} items')}
          </p>
          <Grouped items={items.data.items} ticked={ticked} onTick={tick} />
          {items.data.next && pages * 50 < 200 ? (
            <div className="row">
              <Button onPress={() => choose({ pages: String(pages + 1) })}>{say('More')}</Button>
            </div>
          ) : null}
        </>
      ) : null}
      <Chosen items={items.data?.items ?? []} ticked={ticked} onClear={() => setTicked(new Set())} />
    </div>
  )
}

function Filters(): ReactNode {
  const [choice, choose] = useChoices('status', 'incident', 'country', 'topic', 'text')
  return (
    <div className="filters no-print">
      <StatusChoice chosen={choice.status} onChoose={(status) => choose({ status })} />
      <CheckField
        label={say('Only what tells of an incident')}
        value={choice.incident === 'true'}
        onChange={(on) => choose({ incident: on ? 'true' : undefined })}
      />
      {choice.country ? <FilterChip label={choice.country} onClear={() => choose({ country: undefined })} /> : null}
      {choice.topic ? (
        <FilterChip label={topicWord(choice.topic)} onClear={() => choose({ topic: undefined })} />
      ) : null}
      <SearchBox label={say('Words in it')} value={choice.text ?? ''} onChange={(text) => choose({ text })} />
    </div>
  )
}

function FilterChip({ label, onClear }: { label: string; onClear: () => void }): ReactNode {
  return (
    <Button small icon="close" aria-label={say('Remove the filter {label}', { label })} onPress={onClear}>
      {label}
    </Button>
  )
}

const hour = 3_600_000

function Grouped({
  items,
  ticked,
  onTick,
}: {
  items: readonly Item[]
  ticked: ReadonlySet<string>
  onTick: (id: string) => void
}): ReactNode {
  const now = useNow()
  const ageOf = (item: Item) => now - Date.parse(item.state.fetchedAt)
  const groups = [
    { title: say('In the last hour'), items: items.filter((it) => ageOf(it) < hour) },
    { title: say('In the last day'), items: items.filter((it) => ageOf(it) >= hour && ageOf(it) < 24 * hour) },
    { title: say('Earlier'), items: items.filter((it) => ageOf(it) >= 24 * hour) },
  ]
  return (
    <>
      {groups
        .filter((group) => group.items.length > 0)
        .map((group) => (
          <section key={group.title} className="stack tight">
            <h2 className="group-head">{group.title}</h2>
            <ul className="item-list">
              {group.items.map((item) => (
                <Row key={item.id} item={item} on={ticked.has(item.id)} onTick={() => onTick(item.id)} />
              ))}
            </ul>
          </section>
        ))}
    </>
  )
}

function Row({ item, on, onTick }: { item: Item; on: boolean; onTick: () => void }): ReactNode {
  const glow = useGlow()
  const { state } = item
  const lead = (state.lead.startsWith(state.title) ? state.lead.slice(state.title.length) : state.lead).trim()
  return (
    <li className={glow.has(item.id) ? 'item glow' : 'item'} data-status={state.status}>
      <input
        type="checkbox"
        checked={on}
        onChange={onTick}
        aria-label={say('Choose: {title}', { title: state.title })}
      />
      <div className="item-main">
        <Link to="/watch/$id" params={{ id: item.id }} className="title-link" data-row>
          {state.title}
        </Link>
        {lead ? <p className="item-lead quiet small">{lead}</p> : null}
        <span className="row small">
          <Badge tone={statusTones[state.status]}>{statusWord(state.status)}</Badge>
          {state.incident ? <Badge tone="bad">{say('incident')}</Badge> : null}
          {state.topics.slice(0, 3).map((topic) => (
            <Badge key={topic.topic}>{topicWord(topic.topic)}</Badge>
          ))}
          {state.countries.length > 0 ? <span>{state.countries.slice(0, 8).join(' ')}</span> : null}
          {state.versionCount > 1 ? (
            <Badge tone="accent">{say('{n} versions', { n: state.versionCount })}</Badge>
          ) : null}
        </span>
      </div>
      <div className="item-side small quiet">
        <Tlp label={item.marking.tlp} />
        <Time at={state.fetchedAt} />
        <span>{state.sourceName ?? say('pasted')}</span>
        <span>{languageWord(state.language)}</span>
      </div>
    </li>
  )
}

/** What to do with the ticked items; stands at the foot while there are any. */
function Chosen({
  items,
  ticked,
  onClear,
}: {
  items: readonly Item[]
  ticked: ReadonlySet<string>
  onClear: () => void
}): ReactNode {
  const may = useMay()
  if (ticked.size === 0) return null
  const first = items.find((item) => ticked.has(item.id))
  return (
    <div className="chosen-bar" role="status">
      <strong>{sayCount(ticked.size, '{n} item chosen', '{n} items chosen')}</strong>
      {may(declareIncident) ? (
        <Link
          to="/incidents"
          search={{ add: 'incident', observations: [...ticked].join(','), title: first?.state.title }}
          className={buttonClass('first', true)}
        >
          {say('Open incident from these')}
        </Link>
      ) : null}
      <Button small kind="quiet" onPress={onClear}>
        {say('Choose none')}
      </Button>
    </div>
  )
}
