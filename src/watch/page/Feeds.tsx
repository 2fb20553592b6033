// The sources that are followed, and how each goes: those in trouble can be seen by themselves.
import './feeds.css'
import { Link } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { useAsk } from '#web/ask.ts'
import { fetchFile } from '#web/client.ts'
import { Button, buttonClass } from '#web/kit/Button.tsx'
import { Empty, Skeleton } from '#web/kit/Empty.tsx'
import { TextField } from '#web/kit/Field.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { useChoices, usePlace } from '#web/place.ts'
import { say, sayCount } from '#web/say.ts'
import { useMay } from '#web/session.ts'
import { exportOpml, type Feed, followFeed, followFeeds, listFeeds, sourceKinds } from '../api.ts'
import { EditSource } from './EditSource.tsx'
import { FeedRow } from './FeedRow.tsx'
import { inTrouble, kindWord } from './feed-words.ts'
import { ImportOpml } from './ImportOpml.tsx'

const perPage = 60

export function Feeds(): ReactNode {
  const may = useMay()
  const [{ show, words, add, edit }, choose] = useChoices('show', 'words', 'add', 'edit')
  const feeds = useAsk(listFeeds, {}, { hears: ['watch.source'], everySeconds: 20, keep: true })
  const [pages, setPages] = useState(1)
  if (feeds.isPending) return <Skeleton lines={4} tall />
  if (!feeds.data) return <Problem error={feeds.error} onAgain={() => void feeds.refetch()} />
  const all = feeds.data.feeds
  const chosen = all.filter((feed) => shows(feed, show) && says(feed, words))
  const editing = all.find(({ id }) => id === edit)
  return (
    <div className="stack">
      {all.length === 0 ? <NoFeeds /> : <Filters all={all} show={show} words={words} choose={choose} />}
      {all.length > 0 && chosen.length === 0 ? (
        <Empty
          icon="feed"
          title={show === 'trouble' ? say('No source is in trouble') : say('Nothing fits these filters')}
          action={
            <Button onPress={() => choose({ show: undefined, words: undefined })}>{say('Show all sources')}</Button>
          }
        />
      ) : null}
      <ul className="feed-list">
        {chosen.slice(0, pages * perPage).map((feed) => (
          <FeedRow key={feed.id} feed={feed} onEdit={() => choose({ edit: feed.id })} />
        ))}
      </ul>
      {chosen.length > pages * perPage ? (
        <div className="row">
          <Button onPress={() => setPages(pages + 1)}>
            {sayCount(chosen.length - pages * perPage, 'Show {n} more', 'Show {n} more')}
          </Button>
        </div>
      ) : null}
      {add === 'opml' && may(followFeeds) ? <ImportOpml onClose={() => choose({ add: undefined })} /> : null}
      {editing ? <EditSource key={editing.id} feed={editing} onClose={() => choose({ edit: undefined })} /> : null}
    </div>
  )
}

function shows(feed: Feed, show: string | undefined): boolean {
  if (show === undefined) return true
  if (show === 'trouble') return inTrouble(feed)
  return (feed.state.kind ?? 'feed') === show
}

function says({ state }: Feed, words: string | undefined): boolean {
  if (!words) return true
  const text = [state.name, state.url, state.publisher ?? '', state.note ?? '', ...(state.categories ?? [])].join(' ')
  return text.toLowerCase().includes(words.toLowerCase())
}

interface FiltersProps {
  all: readonly Feed[]
  show: string | undefined
  words: string | undefined
  choose: (to: { show?: string | undefined; words?: string | undefined; add?: string | undefined }) => void
}

function Filters({ all, show, words, choose }: FiltersProps): ReactNode {
  const may = useMay()
  const { realm } = usePlace()
  const [error, setError] = useState<unknown>(null)
  const number = (one: string | undefined) => all.filter((feed) => shows(feed, one)).length
  const segments = [
    { id: undefined, word: say('All') },
    { id: 'trouble', word: say('In trouble') },
    ...sourceKinds.filter((kind) => number(kind) > 0).map((kind) => ({ id: kind, word: kindWord(kind) })),
  ]
  return (
    <>
      <div className="filters no-print">
        {/* biome-ignore lint/a11y/useSemanticElements: a set of buttons, not a part of a form. */}
        <div role="group" aria-label={say('Which sources')} className="segments">
          {segments.map(({ id, word }) => (
            <button key={word} type="button" aria-pressed={show === id} onClick={() => choose({ show: id })}>
              {word} {number(id).toLocaleString('en')}
            </button>
          ))}
        </div>
        <TextField
          label={say('Name, address or category')}
          hideLabel
          type="search"
          placeholder={say('Name, address or category')}
          value={words ?? ''}
          onChange={(text) => choose({ words: text || undefined })}
        />
        {may(followFeeds) ? (
          <Button icon="upload" onPress={() => choose({ add: 'opml' })}>
            {say('A list of feeds')}
          </Button>
        ) : null}
        <Button
          icon="file"
          onPress={() => {
            setError(null)
            fetchFile(exportOpml, {}, 'feeds.opml', { realm }).catch(setError)
          }}
        >
          {say('Save as OPML')}
        </Button>
      </div>
      <Problem error={error} />
    </>
  )
}

function NoFeeds(): ReactNode {
  const may = useMay()
  return (
    <Empty
      icon="feed"
      title={say('No source is followed yet')}
      action={
        may(followFeed) ? (
          <>
            <Link to="/watch" search={{ tab: 'feeds', add: 'feed' }} className={buttonClass('first')}>
              {say('Follow a source')}
            </Link>
            <Link to="/watch" search={{ tab: 'feeds', add: 'opml' }} className={buttonClass()}>
              {say('A list of feeds (OPML)')}
            </Link>
          </>
        ) : null
      }
    >
      {say('A feed, a web page, or a mailbox that newsletters are forwarded to: what it brings comes in by itself.')}
    </Empty>
  )
}
