// The sources that are followed, and how each goes: those in trouble can be seen by themselves.
import './feeds.css'
import { Link } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import type { InputOf } from '#kernel/contract.ts'
import { useAsk } from '#web/ask.ts'
import { fetchFile } from '#web/client.ts'
import { Button, buttonClass } from '#web/kit/Button.tsx'
import { Empty, Skeleton } from '#web/kit/Empty.tsx'
import { TextField } from '#web/kit/Field.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { useChoices, usePlace } from '#web/place.ts'
import { say, sayCount } from '#web/say.ts'
import { useMay } from '#web/session.ts'
import { exportOpml, type FeedCounts, followFeed, followFeeds, listFeeds, sourceKinds } from '../api.ts'
import { EditSource } from './EditSource.tsx'
import { FeedRow } from './FeedRow.tsx'
import { kindWord } from './feed-words.ts'
import { ImportOpml } from './ImportOpml.tsx'

const perPage = 60

export function Feeds(): ReactNode {
  const may = useMay()
  const [{ show, words, add, edit }, choose] = useChoices('show', 'words', 'add', 'edit')
  const filter = { ...shownBy(show), ...(words ? { text: words.slice(0, 200) } : {}) }
  const feeds = useAsk(listFeeds, { ...filter, limit: perPage }, asking)
  if (feeds.isPending) return <Skeleton lines={4} tall />
  if (!feeds.data) return <Problem error={feeds.error} onAgain={() => void feeds.refetch()} />
  const { counts, total } = feeds.data
  return (
    <div className="stack">
      {counts.all === 0 ? <NoFeeds /> : <Filters counts={counts} show={show} words={words} choose={choose} />}
      {counts.all > 0 && total === 0 ? (
        <Empty
          icon="feed"
          title={show === 'trouble' ? say('No source is in trouble') : say('Nothing fits these filters')}
          action={
            <Button onPress={() => choose({ show: undefined, words: undefined })}>{say('Show all sources')}</Button>
          }
        />
      ) : null}
      <FeedPage key={`${show} ${words}`} filter={filter} before={0} edit={edit} choose={choose} />
      {add === 'opml' && may(followFeeds) ? <ImportOpml onClose={() => choose({ add: undefined })} /> : null}
    </div>
  )
}

const asking = { hears: ['watch.source'], everySeconds: 20, keep: true } as const
type Filter = Pick<InputOf<typeof listFeeds>, 'trouble' | 'kind' | 'text'>

function shownBy(show: string | undefined): Filter {
  if (show === 'trouble') return { trouble: true }
  const kind = sourceKinds.find((one) => one === show)
  return kind ? { kind } : {}
}

interface PageProps {
  filter: Filter
  after?: string
  /** How many stand on the pages before. */
  before: number
  edit: string | undefined
  choose: (to: { edit?: string | undefined }) => void
}

/** One page of the list, and the next one when somebody asks for it. */
function FeedPage({ filter, after, before, edit, choose }: PageProps): ReactNode {
  const [more, setMore] = useState(false)
  const feeds = useAsk(listFeeds, { ...filter, ...(after ? { after } : {}), limit: perPage }, asking)
  if (!feeds.data) return feeds.error ? <Problem error={feeds.error} /> : <Skeleton lines={4} tall />
  const { feeds: page, next, total } = feeds.data
  const editing = page.find(({ id }) => id === edit)
  const left = total - before - page.length
  return (
    <>
      <ul className="feed-list">
        {page.map((feed) => (
          <FeedRow key={feed.id} feed={feed} onEdit={() => choose({ edit: feed.id })} />
        ))}
      </ul>
      {editing ? <EditSource key={editing.id} feed={editing} onClose={() => choose({ edit: undefined })} /> : null}
      {next && more ? (
        <FeedPage filter={filter} after={next} before={before + page.length} edit={edit} choose={choose} />
      ) : null}
      {next && !more ? (
        <div className="row">
          <Button onPress={() => setMore(true)}>{sayCount(left, 'Show {n} more', 'Show {n} more')}</Button>
        </div>
      ) : null}
    </>
  )
}

interface FiltersProps {
  counts: FeedCounts
  show: string | undefined
  words: string | undefined
  choose: (to: { show?: string | undefined; words?: string | undefined; add?: string | undefined }) => void
}

function Filters({ counts, show, words, choose }: FiltersProps): ReactNode {
  const may = useMay()
  const { realm } = usePlace()
  const [error, setError] = useState<unknown>(null)
  const segments = [
    { id: undefined, word: say('All'), number: counts.all },
    { id: 'trouble', word: say('In trouble'), number: counts.trouble },
    ...sourceKinds
      .filter((kind) => counts.kinds[kind] > 0)
      .map((kind) => ({ id: kind, word: kindWord(kind), number: counts.kinds[kind] })),
  ]
  return (
    <>
      <div className="filters no-print">
        {/* biome-ignore lint/a11y/useSemanticElements: a set of buttons, not a part of a form. */}
        <div role="group" aria-label={say('Which sources')} className="segments">
          {segments.map(({ id, word, number }) => (
            <button key={word} type="button" aria-pressed={show === id} onClick={() => choose({ show: id })}>
              {word} {number.toLocaleString('en')}
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
