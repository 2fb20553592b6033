// One item: its text on the left with every fact marked where it stands, the facts on the right, and a judgement.
import { countryName } from '#web/country.ts'
import './watch.css'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react'
import { declareIncident, taxonomies } from '#assess/api.ts'
import type { OutputOf } from '#kernel/contract.ts'
import { useAsk, useTell } from '#web/ask.ts'
import { problemOf } from '#web/client.ts'
import { useKeys } from '#web/keys.ts'
import { Badge, MarkingBadge } from '#web/kit/Badge.tsx'
import { Button, buttonClass } from '#web/kit/Button.tsx'
import { Card } from '#web/kit/Card.tsx'
import { Dialog } from '#web/kit/Dialog.tsx'
import { Skeleton } from '#web/kit/Empty.tsx'
import { TextField } from '#web/kit/Field.tsx'
import { Form } from '#web/kit/Form.tsx'
import { fromTyped } from '#web/kit/moments.ts'
import { Page } from '#web/kit/Page.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { Time } from '#web/kit/Time.tsx'
import { toast } from '#web/kit/Toast.tsx'
import { useChoices } from '#web/place.ts'
import { say } from '#web/say.ts'
import { useMay } from '#web/session.ts'
import { useNames } from '#web/shell/names.ts'
import { acceptItem, type Document, getItem, itemVersion, rejectItem, reopenItem, setPublished } from '../api.ts'
import { cutText, type Fact, factsOf } from './spans.ts'
import { Versions } from './Versions.tsx'
import { languageWord, statusTones, statusWord, topicWord } from './words.ts'

type Shown = OutputOf<typeof getItem>

export function ItemPage(): ReactNode {
  const { id = '' } = useParams({ strict: false })
  const item = useAsk(getItem, { id }, { hears: ['watch.'] })
  const above = <Link to="/watch">← {say('Watch')}</Link>
  if (item.isPending) {
    return (
      <Page title={say('Item')} above={above}>
        <Skeleton lines={8} />
      </Page>
    )
  }
  if (!item.data) {
    return (
      <Page title={say('Item')} above={above}>
        <Problem error={item.error} onAgain={() => void item.refetch()} />
      </Page>
    )
  }
  return <Whole item={item.data} above={above} onStale={() => void item.refetch()} />
}

function Whole({ item, above, onStale }: { item: Shown; above: ReactNode; onStale: () => void }): ReactNode {
  const [{ v }, choose] = useChoices('v')
  const names = useNames()
  const { state } = item
  const newest = state.versions[state.versions.length - 1]?.number ?? 1
  const wanted = Number(v ?? newest) || newest
  const older = useAsk(itemVersion, { id: item.id, number: wanted }, { when: wanted !== newest })
  const document = wanted === newest ? item.document?.state : older.data?.state
  return (
    <Page
      title={state.title}
      above={above}
      wide
      lead={
        <span className="row small">
          <Badge tone={statusTones[state.status]}>{statusWord(state.status)}</Badge>
          <MarkingBadge marking={item.marking} />
          <span>{state.sourceName ?? say('pasted')}</span>
          {state.publishedAt ? (
            <span>
              {say('published')} <Time at={state.publishedAt} show="exact" />
            </span>
          ) : (
            <span>{say('publication date not known')}</span>
          )}
          <span>
            {say('came in')} <Time at={state.fetchedAt} />
          </span>
          {state.judgedBy && state.judgedAt ? (
            <span>
              {say('{verdict} by {name}', {
                verdict: statusWord(state.status).toLowerCase(),
                name: names.actor(state.judgedBy),
              })}{' '}
              <Time at={state.judgedAt} />
            </span>
          ) : null}
        </span>
      }
      actions={<Judge item={item} onStale={onStale} />}
    >
      {state.judgedBecause ? <p className="note">{state.judgedBecause}</p> : null}
      {older.error ? <Problem error={older.error} /> : null}
      {document ? (
        <Reading document={document} item={item} />
      ) : item.document || wanted !== newest ? (
        <Skeleton lines={8} />
      ) : (
        <p className="note warn">{say('You may read what the item says, but not its document.')}</p>
      )}
      <Versions
        item={item}
        shown={wanted}
        onShow={(number) => choose({ v: number === newest ? undefined : String(number) })}
      />
    </Page>
  )
}

function Reading({ document, item }: { document: Document; item: Shown }): ReactNode {
  const words = useAsk(taxonomies, {}, { timeless: true })
  const countryNames = useMemo(
    () => new Map((words.data?.countries ?? []).map((it) => [it.value, it.label])),
    [words.data],
  )
  const sectorNames = useMemo(
    () => new Map((words.data?.sectors ?? []).map((it) => [it.value, it.label])),
    [words.data],
  )
  const facts = useMemo(
    () =>
      factsOf(document, {
        country: (code) => countryNames.get(code) ?? countryName(code),
        topic: topicWord,
        sector: (id) => sectorNames.get(id) ?? id,
      }),
    [document, countryNames, sectorNames],
  )
  const [active, setActive] = useState<string | null>(null)
  const text = useRef<HTMLDivElement>(null)

  function show(fact: Fact): void {
    setActive(fact.id)
    text.current
      ?.querySelector(`[data-facts~="${CSS.escape(fact.id)}"]`)
      ?.scrollIntoView({ block: 'center', behavior: 'smooth' })
  }

  return (
    <div className="reading">
      <Card title={say('Text')} aside={<span className="small quiet">{languageWord(document.language.code)}</span>}>
        <div
          className="document"
          ref={text}
          lang={document.language.code === 'und' ? undefined : document.language.code}
        >
          {cutText(document.text, facts).map((piece) =>
            piece.facts.length === 0 ? (
              <span key={piece.start}>{piece.text}</span>
            ) : (
              <mark
                key={piece.start}
                data-kind={piece.facts[0]?.kind}
                data-facts={piece.facts.map((fact) => fact.id).join(' ')}
                data-active={piece.facts.some((fact) => fact.id === active) || undefined}
                title={piece.facts.map((fact) => `${fact.title}${fact.why ? `: ${fact.why}` : ''}`).join('\n')}
                onMouseEnter={() => setActive(piece.facts[0]?.id ?? null)}
                onMouseLeave={() => setActive(null)}
              >
                {piece.text}
              </mark>
            ),
          )}
        </div>
        <p className="small quiet mono wrap-anywhere">
          SHA-256 {document.rawSha256} · {document.rawBytes.toLocaleString('en')} {say('bytes as received')}
        </p>
      </Card>
      <div className="stack">
        <Card title={say('What it tells')}>
          <p>
            <Badge tone={document.incident ? 'bad' : 'quiet'}>
              {document.incident ? say('tells of an incident') : say('no incident seen')}
            </Badge>
          </p>
          <p className="small quiet">{document.incidentWhy}</p>
        </Card>
        <FactList
          title={say('Topics')}
          facts={facts.filter((it) => it.kind === 'topic')}
          active={active}
          onShow={show}
          onActive={setActive}
          none={say('No topic is certain enough.')}
        />
        <FactList
          title={say('Sectors')}
          facts={facts.filter((it) => it.kind === 'sector')}
          active={active}
          onShow={show}
          onActive={setActive}
          none={say('No sector is certain enough.')}
        />
        <FactList
          title={say('Places')}
          facts={facts.filter((it) => it.kind === 'place')}
          active={active}
          onShow={show}
          onActive={setActive}
          none={say('No place is named.')}
        />
        <FactList
          title={say('Times')}
          facts={facts.filter((it) => it.kind === 'time')}
          active={active}
          onShow={show}
          onActive={setActive}
          none={say('No time is named.')}
        />
        <Published item={item} floating={document.times.some((time) => time.floating && time.value === null)} />
        {document.uncovered.length > 0 ? (
          <p className="note warn small">
            {say('Not looked for in this language: {stages}. Empty there means "not looked", not "nothing found".', {
              stages: document.uncovered.join(', '),
            })}
          </p>
        ) : null}
        {document.partial.length > 0 ? <p className="note warn small">{document.partial.join(' ')}</p> : null}
        {item.state.url ? (
          <p className="small wrap-anywhere">
            {say('Address:')} <span className="mono">{item.state.url}</span>
          </p>
        ) : null}
      </div>
    </div>
  )
}

interface FactListProps {
  title: string
  facts: readonly Fact[]
  active: string | null
  none: string
  onShow: (fact: Fact) => void
  onActive: (id: string | null) => void
}

function FactList({ title, facts, active, none, onShow, onActive }: FactListProps): ReactNode {
  return (
    <Card title={title} aside={<span className="small quiet">{facts.length || ''}</span>}>
      {facts.length === 0 ? (
        <p className="quiet small">{none}</p>
      ) : (
        <ul className="fact-list">
          {facts.map((fact) => (
            <li key={fact.id}>
              <button
                type="button"
                data-kind={fact.kind}
                data-active={fact.id === active || undefined}
                onMouseEnter={() => onActive(fact.id)}
                onMouseLeave={() => onActive(null)}
                onFocus={() => onActive(fact.id)}
                onBlur={() => onActive(null)}
                onClick={() => onShow(fact)}
              >
                <strong>{fact.title}</strong>
                {fact.spans.length > 1 ? <span className="small"> × {fact.spans.length}</span> : null}
                {fact.why ? <span className="small quiet fact-why">{fact.why}</span> : null}
              </button>
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}

function Judge({ item, onStale }: { item: Shown; onStale: () => void }): ReactNode {
  const may = useMay()
  const navigate = useNavigate()
  const accept = useTell(acceptItem)
  const reject = useTell(rejectItem)
  const reopen = useTell(reopenItem)
  const [rejecting, setRejecting] = useState(false)
  const [reason, setReason] = useState('')
  const judged = item.state.status !== 'suggested'
  const error = accept.error ?? reopen.error
  const open = () =>
    void navigate({ to: '/incidents', search: { add: 'incident', observations: item.id, title: item.state.title } })
  const doAccept = (signal: boolean) =>
    void accept
      .tell({ id: item.id, version: item.version, signal })
      .then((done) =>
        toast(
          done.signal
            ? say('Accepted: it is a signal of the picture now.')
            : say('Accepted as background: the picture does not count it.'),
          may(declareIncident) ? { label: say('Open incident'), onPress: open } : undefined,
        ),
      )
      .catch(() => undefined)

  useKeys({
    a: () => !judged && may(acceptItem) && doAccept(item.state.incident),
    r: () => !judged && may(rejectItem) && setRejecting(true),
  })
  useEffect(() => {
    if (error && problemOf(error).refusal === 'stale-version') onStale()
  }, [error, onStale])

  return (
    <>
      {!judged && may(acceptItem) ? (
        <>
          <Button kind="first" icon="check" isPending={accept.pending} onPress={() => doAccept(item.state.incident)}>
            {say('Accept')}
          </Button>
          <Button isDisabled={accept.pending} onPress={() => doAccept(!item.state.incident)}>
            {item.state.incident ? say('Keep as background') : say('Accept as a signal')}
          </Button>
        </>
      ) : null}
      {!judged && may(rejectItem) ? (
        <Button icon="close" onPress={() => setRejecting(true)}>
          {say('Reject')}
        </Button>
      ) : null}
      {judged && may(reopenItem) ? (
        <Button
          isPending={reopen.pending}
          onPress={() => void reopen.tell({ id: item.id, version: item.version }).catch(() => undefined)}
        >
          {say('Judge again')}
        </Button>
      ) : null}
      {may(declareIncident) ? (
        <Link
          to="/incidents"
          search={{ add: 'incident', observations: item.id, title: item.state.title }}
          className={buttonClass(judged ? 'first' : 'plain')}
        >
          {say('Open incident')}
        </Link>
      ) : null}
      <Problem error={error} />
      <Dialog title={say('Reject this item')} open={rejecting} onClose={() => setRejecting(false)}>
        <Form
          submit={say('Reject')}
          danger
          pending={reject.pending}
          error={reject.error}
          onSubmit={() =>
            reject
              .tell({ id: item.id, version: item.version, ...(reason.trim() ? { reason: reason.trim() } : {}) })
              .then(() => {
                setRejecting(false)
                toast(say('Rejected. It stays findable.'))
              })
          }
        >
          <TextField
            label={say('Why')}
            optional
            value={reason}
            onChange={setReason}
            lines={3}
            autoFocus
            hint={say('A sentence helps whoever looks at it next.')}
          />
        </Form>
      </Dialog>
    </>
  )
}

function Published({ item, floating }: { item: Shown; floating: boolean }): ReactNode {
  const may = useMay()
  const act = useTell(setPublished)
  const [open, setOpen] = useState(false)
  const [at, setAt] = useState('')
  if (!may(setPublished)) return null
  async function send(): Promise<void> {
    const publishedAt = fromTyped(at)
    if (!publishedAt) return
    await act.tell({ id: item.id, version: item.version, publishedAt })
    setOpen(false)
  }
  return (
    <>
      {floating ? (
        <p className="note small">{say('Some times count from the day of publication, which is not known yet.')}</p>
      ) : null}
      <div className="row no-print">
        <Button small onPress={() => setOpen(true)}>
          {item.state.publishedAt ? say('Correct the publication date') : say('Say when it was published')}
        </Button>
      </div>
      <Dialog title={say('When was it published?')} open={open} onClose={() => setOpen(false)}>
        <Form submit={say('Keep it')} pending={act.pending} error={act.error} onSubmit={send}>
          <TextField
            label={say('Published at')}
            type="datetime-local"
            hint={say('In your own time.')}
            value={at}
            onChange={setAt}
            required
            autoFocus
          />
        </Form>
      </Dialog>
    </>
  )
}
