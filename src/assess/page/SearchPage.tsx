// Search over everything that one may read.
import './incident.css'
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { useAsk } from '#web/ask.ts'
import { Tlp } from '#web/kit/Badge.tsx'
import { Empty, Skeleton } from '#web/kit/Empty.tsx'
import { Icon } from '#web/kit/Icon.tsx'
import { Page } from '#web/kit/Page.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { Time } from '#web/kit/Time.tsx'
import { asList, listOf, useChoices } from '#web/place.ts'
import { say, sayCount } from '#web/say.ts'
import { RecordLink } from '#web/shell/RecordLink.tsx'
import { recordWord } from '#web/shell/records.ts'
import { search } from '../api.ts'

export function SearchPage(): ReactNode {
  const [{ q = '', kinds }, choose] = useChoices('q', 'kinds')
  const [typed, setTyped] = useState(q)
  const box = useRef<HTMLInputElement>(null)
  const wanted = listOf(kinds)
  const hits = useAsk(
    search,
    { text: q || '-', ...(wanted.length > 0 ? { kinds: wanted } : {}), limit: 100 },
    { when: q.trim() !== '', keep: true, hears: ['assess.', 'watch.', 'people.'] },
  )

  useEffect(() => box.current?.focus(), [])
  useEffect(() => setTyped(q), [q])
  useEffect(() => {
    const timer = setTimeout(() => {
      if (typed.trim() !== q) choose({ q: typed.trim() || undefined })
    }, 300)
    return () => clearTimeout(timer)
  })

  function send(event: FormEvent): void {
    event.preventDefault()
    choose({ q: typed.trim() || undefined })
  }

  return (
    <Page
      title={say('Search')}
      lead={say('Incidents, reports, tasks, notes, evidence and items, as far as you may read them.')}
    >
      <search>
        <form onSubmit={send} className="search-box">
          <Icon name="search" />
          <input
            ref={box}
            className="input"
            type="search"
            aria-label={say('What you look for')}
            placeholder={say('What you look for')}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
            maxLength={200}
          />
        </form>
      </search>
      <Problem error={hits.error} onAgain={() => void hits.refetch()} />
      {q && hits.isPending ? <Skeleton lines={5} tall /> : null}
      {q === '' ? (
        <Empty icon="search" title={say('Type a word')}>
          {say('A name, a place, a number of an incident: whatever stands in it.')}
        </Empty>
      ) : null}
      {q && hits.data ? (
        <>
          {/* biome-ignore lint/a11y/useSemanticElements: a set of buttons, not a part of a form. */}
          <div className="row" role="group" aria-label={say('Kinds')}>
            {Object.entries(hits.data.counts).map(([record, count]) => (
              <button
                key={record}
                type="button"
                className="kind-chip"
                aria-pressed={wanted.includes(record)}
                onClick={() =>
                  choose({
                    kinds: asList(wanted.includes(record) ? wanted.filter((it) => it !== record) : [...wanted, record]),
                  })
                }
              >
                {recordWord(record)} <span className="count">{count}</span>
              </button>
            ))}
          </div>
          <p className="small quiet" role="status">
            {sayCount(hits.data.hits.length, '{n} found', '{n} found')}
          </p>
          {hits.data.hits.length === 0 ? (
            <Empty icon="search" title={say('Nothing found')}>
              {say('Try fewer or other words. What you may not read is not searched.')}
            </Empty>
          ) : (
            <ol className="plain-list card">
              {hits.data.hits.map((hit) => (
                <li key={hit.id}>
                  <RecordLink to={hit} row className="title-link">
                    {hit.title}
                  </RecordLink>
                  <Snippet text={hit.snippet} marks={hit.marks} />
                  <span className="row small quiet">
                    {recordWord(hit.record)} <Tlp label={hit.marking.tlp} /> <Time at={hit.since} />
                  </span>
                </li>
              ))}
            </ol>
          )}
        </>
      ) : null}
    </Page>
  )
}

function Snippet({ text, marks }: { text: string; marks: readonly { from: number; to: number }[] }): ReactNode {
  const pieces: ReactNode[] = []
  let at = 0
  for (const mark of [...marks].sort((a, b) => a.from - b.from)) {
    if (mark.from < at) continue
    pieces.push(text.slice(at, mark.from), <mark key={mark.from}>{text.slice(mark.from, mark.to)}</mark>)
    at = mark.to
  }
  pieces.push(text.slice(at))
  return <p className="small snippet">{pieces}</p>
}
