// A list of feeds (OPML): looked through first, then followed a hundred at a time, so that one sees how far it is.
import { type DragEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import type { MarkingChoice } from '#kernel/marking.ts'
import { useSend, useTell } from '#web/ask.ts'
import { Badge, type Tone } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { Dialog } from '#web/kit/Dialog.tsx'
import { cleanMarking } from '#web/kit/MarkingPicker.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { say, sayCount } from '#web/say.ts'
import { followFeeds, importOpmlFile, type OutlineOutcome, type Reliability } from '../api.ts'
import { ItemMarkingField, ReliabilityField } from './SourceFields.tsx'

type List = OutputOf<typeof importOpmlFile>
const perCall = 100
const shownAtOnce = 500

const outcomeWords: Record<OutlineOutcome['outcome'], string> = {
  followed: 'followed',
  'would-follow': 'new',
  known: 'known already',
  refused: 'refused',
}
const outcomeTones: Record<OutlineOutcome['outcome'], Tone> = {
  followed: 'good',
  'would-follow': 'accent',
  known: 'quiet',
  refused: 'bad',
}

/** Whether a file that was dropped is a list of feeds. */
export function isOpml({ name, type }: File): boolean {
  return /\.opml$/i.test(name) || /opml/i.test(type)
}

export function ImportOpml({ file, onClose }: { file?: File | undefined; onClose: () => void }): ReactNode {
  const look = useSend(importOpmlFile)
  const follow = useTell(followFeeds)
  const [list, setList] = useState<List | null>(null)
  const [out, setOut] = useState<ReadonlySet<string>>(new Set())
  const [reliability, setReliability] = useState<Reliability>('F')
  const [itemMarking, setItemMarking] = useState<MarkingChoice>({ tlp: 'CLEAR' })
  const [progress, setProgress] = useState<{ done: number; of: number } | null>(null)
  const read = look.send

  // A file that was dropped is looked through at once.
  const dropped = useRef<File | null>(null)
  useEffect(() => {
    if (!file || dropped.current === file) return
    dropped.current = file
    read({ preview: true }, file).then(setList, () => undefined)
  }, [file, read])

  async function followAll(): Promise<void> {
    if (!list) return
    const wanted = list.feeds.filter(({ outcome, url }) => outcome === 'would-follow' && !out.has(url))
    const became = new Map<string, OutlineOutcome>()
    for (let at = 0; at < wanted.length; at += perCall) {
      setProgress({ done: at, of: wanted.length })
      const feeds = wanted.slice(at, at + perCall).map(wantedFrom)
      const reply = await follow.tell({ feeds, reliability, itemMarking: cleanMarking(itemMarking) })
      for (const feed of reply.feeds) became.set(feed.url, feed)
      setList({ ...list, feeds: list.feeds.map((feed) => became.get(feed.url) ?? feed) })
    }
    setProgress(null)
  }

  function toggle(url: string): void {
    const next = new Set(out)
    if (!next.delete(url)) next.add(url)
    setOut(next)
  }

  const left = list?.feeds.filter(({ outcome, url }) => outcome === 'would-follow' && !out.has(url)).length ?? 0
  return (
    <Dialog title={say('Follow a list of feeds')} open wide onClose={onClose}>
      {list ? (
        <>
          <Summary list={list} />
          <Outlines feeds={list.feeds} out={out} onToggle={toggle} />
          {left > 0 ? (
            <>
              <ReliabilityField value={reliability} onChange={setReliability} />
              <ItemMarkingField value={itemMarking} onChange={setItemMarking} />
            </>
          ) : null}
        </>
      ) : (
        <PickFile
          pending={look.pending}
          onFile={(one) => void read({ preview: true }, one).then(setList, () => undefined)}
        />
      )}
      {progress ? (
        <div className="stack tight" role="status">
          <progress max={progress.of} value={progress.done} aria-label={say('Followed')} />
          <span className="small quiet">{say('{done} of {of}', progress)}</span>
        </div>
      ) : null}
      <Problem error={look.error ?? follow.error} />
      <div className="row">
        {left > 0 ? (
          <Button
            kind="first"
            isPending={follow.pending}
            onPress={() => void followAll().catch(() => setProgress(null))}
          >
            {sayCount(left, 'Follow {n} feed', 'Follow {n} feeds')}
          </Button>
        ) : null}
        <Button onPress={onClose}>{list && left === 0 ? say('Done') : say('Cancel')}</Button>
      </div>
    </Dialog>
  )
}

function wantedFrom({
  url,
  name,
  htmlUrl,
  categories,
  language,
}: OutlineOutcome): InputOf<typeof followFeeds>['feeds'][number] {
  return { url, name, htmlUrl, categories, language }
}

function PickFile({ pending, onFile }: { pending: boolean; onFile: (file: File) => void }): ReactNode {
  const input = useRef<HTMLInputElement>(null)
  function drop(event: DragEvent): void {
    event.preventDefault()
    event.stopPropagation()
    const [file] = event.dataTransfer.files
    if (file) onFile(file)
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a place to drop a file; the button below does the same.
    <div className="file-pick" onDragOver={(event) => event.preventDefault()} onDrop={drop}>
      <p>
        {say('An OPML file, as every feed reader can write it. Nothing is followed before you have seen the list.')}
      </p>
      <Button icon="file" isPending={pending} onPress={() => input.current?.click()}>
        {say('Choose a file, or drop it here')}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        accept=".opml,.xml,text/x-opml,application/xml,text/xml"
        aria-label={say('OPML file')}
        onChange={(event) => {
          const [file] = event.target.files ?? []
          if (file) onFile(file)
        }}
      />
    </div>
  )
}

function Summary({ list }: { list: List }): ReactNode {
  const number = (one: OutlineOutcome['outcome']) => list.feeds.filter(({ outcome }) => outcome === one).length
  return (
    <div className="stack tight" role="status">
      <p>
        <strong>{list.title || say('A list of feeds')}</strong> · {sayCount(list.feeds.length, '{n} feed', '{n} feeds')}
        {(['followed', 'would-follow', 'known', 'refused'] as const)
          .filter((one) => number(one) > 0)
          .map((one) => ` · ${number(one).toLocaleString('en')} ${say(outcomeWords[one])}`)
          .join('')}
      </p>
      {list.partial.map((line) => (
        <p key={line} className="note warn small">
          {line}
        </p>
      ))}
    </div>
  )
}

interface OutlinesProps {
  feeds: readonly OutlineOutcome[]
  out: ReadonlySet<string>
  onToggle: (url: string) => void
}

function Outlines({ feeds, out, onToggle }: OutlinesProps): ReactNode {
  // What went wrong is what one looks for in a list of thousands.
  const order = { refused: 0, 'would-follow': 1, followed: 2, known: 3 } as const
  const sorted = [...feeds].sort((a, b) => order[a.outcome] - order[b.outcome])
  return (
    <>
      <ul className="outline-list">
        {sorted.slice(0, shownAtOnce).map((feed, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: an address may stand in the list twice.
          <li key={`${feed.url} ${at}`}>
            {feed.outcome === 'would-follow' ? (
              <input
                type="checkbox"
                checked={!out.has(feed.url)}
                onChange={() => onToggle(feed.url)}
                aria-label={say('Follow {name}', { name: feed.name })}
              />
            ) : (
              <span />
            )}
            <div className="stack tight">
              <span>{feed.name}</span>
              <span className="small quiet mono wrap-anywhere">{feed.url}</span>
              {feed.why ? <span className="small">{feed.why}</span> : null}
            </div>
            <div className="row small">
              {feed.categories.slice(0, 3).map((it) => (
                <Badge key={it}>{it}</Badge>
              ))}
              <Badge tone={outcomeTones[feed.outcome]}>{say(outcomeWords[feed.outcome])}</Badge>
            </div>
          </li>
        ))}
      </ul>
      {sorted.length > shownAtOnce ? (
        <p className="small quiet">
          {sayCount(sorted.length - shownAtOnce, '{n} more is not shown here', '{n} more are not shown here')}
        </p>
      ) : null}
    </>
  )
}
