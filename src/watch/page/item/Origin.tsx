// Where a text came from: its source and how far that is trusted, its address, and the bytes as they came.
import { type ReactNode, useState } from 'react'
import { fetchFile } from '#web/client.ts'
import { Button } from '#web/kit/Button.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { Time } from '#web/kit/Time.tsx'
import { usePlace } from '#web/place.ts'
import { say } from '#web/say.ts'
import { type Document, getRaw } from '../../api.ts'
import { languageWord, redistributionWord, reliabilityWord } from '../words.ts'
import type { ShownItem } from './ItemPage.tsx'

export interface OriginProps {
  item: ShownItem
  state: Document
  shown: number
  /** What can be done about the date. */
  children?: ReactNode
}

export function Origin({ item, state, shown, children }: OriginProps): ReactNode {
  const { sourceThen: then, ...it } = item.state
  return (
    <section className="fact-group" aria-labelledby="group-origin">
      <header>
        <h2 id="group-origin">{say('Source and reliability')}</h2>
      </header>
      <dl className="claim-facts small">
        <dt>{say('Source')}</dt>
        <dd>{it.sourceName ?? say('pasted')}</dd>
        <dt>{say('Reliability')}</dt>
        <dd>{reliabilityWord(it.reliability)}</dd>
        {then?.publisher ? (
          <>
            <dt>{say('Publisher')}</dt>
            <dd>{then.publisher}</dd>
          </>
        ) : null}
        {then ? (
          <>
            <dt>{say('Passing on')}</dt>
            <dd>{redistributionWord(then.redistribution)}</dd>
          </>
        ) : null}
        <dt>{say('Language')}</dt>
        <dd>{languageWord(state.language.code)}</dd>
        <dt>{say('Published')}</dt>
        <dd>{it.publishedAt ? <Time at={it.publishedAt} show="exact" /> : say('not known')}</dd>
        <dt>{say('Came in')}</dt>
        <dd>
          <Time at={it.fetchedAt} show="exact" />
        </dd>
        {it.url ? (
          <>
            <dt>{say('Address')}</dt>
            <dd>
              <a href={it.url} target="_blank" rel="noopener noreferrer" className="mono wrap-anywhere">
                {it.url}
              </a>{' '}
              <kbd className="no-print">o</kbd>
              <span className="hint">{say('Opening it tells that site that somebody here looks.')}</span>
            </dd>
          </>
        ) : null}
        <dt>{say('As received')}</dt>
        <dd>
          {state.rawBytes.toLocaleString('en')} {say('bytes')}
          <span className="hint mono wrap-anywhere">SHA-256 {state.rawSha256}</span>
        </dd>
      </dl>
      <div className="row">
        {children}
        {state.rawKept ? <RawFile id={item.id} number={shown} kind={state.rawKept} /> : null}
      </div>
    </section>
  )
}

const endings = { html: 'html.txt', text: 'txt', mail: 'eml', feed: 'xml' } as const

function RawFile({ id, number, kind }: { id: string; number: number; kind: keyof typeof endings }): ReactNode {
  const { realm, asOf } = usePlace()
  const [error, setError] = useState<unknown>(null)
  return (
    <>
      <span className="no-print">
        <Button
          small
          onPress={() => {
            setError(null)
            fetchFile(getRaw, { id, number }, `${id}-${number}.${endings[kind]}`, { realm, asOf }).catch(setError)
          }}
        >
          {say('Keep it as it came')}
        </Button>
      </span>
      <Problem error={error} />
    </>
  )
}
