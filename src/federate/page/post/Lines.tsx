// Each peer's line: what waits since when, why it does not go, when it is tried again, and how it went so far.
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { OutputOf } from '#kernel/contract.ts'
import { useAsk, useTell } from '#web/ask.ts'
import { fetchFile, problemOf } from '#web/client.ts'
import { Badge } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { Empty, Skeleton } from '#web/kit/Empty.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { Time } from '#web/kit/Time.tsx'
import { toast } from '#web/kit/Toast.tsx'
import { usePlace } from '#web/place.ts'
import { say, sayCount } from '#web/say.ts'
import { useMay } from '#web/session.ts'
import { exportLetters, listQueue, sendNow } from '../../api/post.ts'
import { partWords, stateOfLine } from './words.ts'

export type LineShown = OutputOf<typeof listQueue>['lines'][number]

/** Letters come and go without an entry of the journal, so the page asks again by itself. */
const everySeconds = 3

export function Lines({ peer }: { peer?: string }): ReactNode {
  const asked = useAsk(listQueue, peer ? { peer } : {}, { keep: true, present: true, everySeconds })
  if (asked.isPending) return <Skeleton lines={4} tall />
  if (!asked.data) return <Problem error={asked.error} onAgain={() => void asked.refetch()} />
  const { lines } = asked.data
  if (lines.length === 0)
    return (
      <Empty title={say('No letter has gone or come yet.')}>
        {say('Trust a peer and sign an agreement with it: what was agreed then goes by itself.')}
      </Empty>
    )
  return (
    <ul className="plain-list bordered">
      {worstFirst(lines).map((line) => (
        <li key={line.peer} className="stack tight">
          <Head line={line} />
          <Waits line={line} />
          <Done line={line} />
        </li>
      ))}
    </ul>
  )
}

/** At night nobody reads a list to its end. */
function worstFirst(lines: readonly LineShown[]): LineShown[] {
  return [...lines].sort(
    (a, b) => stateOfLine(a).order - stateOfLine(b).order || a.name.localeCompare(b.name) || (a.peer < b.peer ? -1 : 1),
  )
}

function Head({ line }: { line: LineShown }): ReactNode {
  const state = stateOfLine(line)
  return (
    <div className="row post-head">
      <Link to="/peers/$id" params={{ id: line.peer }} className="title-link" data-row>
        {line.name || line.peer}
      </Link>
      <Badge tone={state.tone}>{say(state.word)}</Badge>
      {line.slowed > 0 ? <Badge tone="warn">{sayCount(line.slowed, 'Slowed once', 'Slowed {n} times')}</Badge> : null}
      <Actions line={line} />
    </div>
  )
}

function Actions({ line }: { line: LineShown }): ReactNode {
  const may = useMay()
  const now = useTell(sendNow)
  const { realm } = usePlace()
  if (line.status !== 'trusted') return null
  return (
    <span className="row post-actions no-print">
      {line.fault && line.address && may(sendNow) ? (
        <Button
          small
          isPending={now.pending}
          onPress={() =>
            void now.tell({ peer: line.peer }).then(
              () => toast(say('It is tried now.')),
              (error: unknown) => toast(problemOf(error).title),
            )
          }
        >
          {say('Try now')}
        </Button>
      ) : null}
      {may(exportLetters) ? (
        <Button
          small
          kind="quiet"
          onPress={() =>
            void fetchFile(exportLetters, { to: line.peer }, `letters-${line.peer.slice(0, 8)}.tocsin`, {
              realm,
            }).catch((error: unknown) => toast(problemOf(error).title))
          }
        >
          {say('As a file')}
        </Button>
      ) : null}
    </span>
  )
}

function Waits({ line }: { line: LineShown }): ReactNode {
  const { fault, waits, sealed, nextTry, faultSince } = line
  return (
    <>
      {fault && (waits.length > 0 || sealed > 0) ? (
        <p className="small">
          {fault}{' '}
          {faultSince ? (
            <>
              ({say('since')} <Time at={faultSince} />)
            </>
          ) : null}{' '}
          {nextTry ? (
            <>
              {say('Next try:')} <Time at={nextTry} />
            </>
          ) : null}
        </p>
      ) : null}
      {!fault && nextTry && (waits.length > 0 || sealed > 0) ? (
        <p className="small">
          {say('It goes no faster than the agreement allows. The next letter goes')} <Time at={nextTry} />
        </p>
      ) : null}
      {sealed > 0 ? (
        <p className="small">
          {sayCount(
            sealed,
            '{n} letter is sealed and has no receipt yet',
            '{n} letters are sealed and have no receipt yet',
          )}
        </p>
      ) : null}
      {waits.map((wait) => (
        <p key={`${wait.kind}-${wait.urgent}-${wait.stuck ?? ''}`} className="small row">
          {wait.urgent ? <Badge tone="bad">{say('Urgent')}</Badge> : null}
          <span>
            {say(partWords[wait.kind] ?? wait.kind)}: {sayCount(wait.count, '{n} waits', '{n} wait')},{' '}
            {say('the oldest since')} <Time at={wait.oldest} />
          </span>
          {wait.stuck ? <span className="post-stuck">{wait.stuck}</span> : null}
        </p>
      ))}
    </>
  )
}

function Done({ line }: { line: LineShown }): ReactNode {
  const { sent, acknowledged, taken, refusedParts, held, latencySeconds, heardAt } = line
  return (
    <p className="small quiet">
      {[
        sayCount(sent, '{n} letter sent', '{n} letters sent'),
        sayCount(acknowledged, '{n} acknowledged', '{n} acknowledged'),
        refusedParts > 0 ? sayCount(refusedParts, '{n} part refused there', '{n} parts refused there') : '',
        sayCount(taken, '{n} taken from it', '{n} taken from it'),
        held > 0 ? sayCount(held, '{n} came early and waits', '{n} came early and wait') : '',
        latencySeconds === null ? '' : say('{n} s to the receipt, median', { n: String(latencySeconds) }),
      ]
        .filter(Boolean)
        .join(' · ')}
      {heardAt ? (
        <>
          {' '}
          · {say('heard')} <Time at={heardAt} />
        </>
      ) : null}
    </p>
  )
}
