// What share of the record is marked higher than it must be: in numbers, over time, by kind and person, and record by record.
import { type ReactNode, useState } from 'react'
import type { OutputOf } from '#kernel/contract.ts'
import { useAsk } from '#web/ask.ts'
import { Badge, Tlp } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { Card } from '#web/kit/Card.tsx'
import { Empty, Skeleton } from '#web/kit/Empty.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { Time } from '#web/kit/Time.tsx'
import { useChoices } from '#web/place.ts'
import { say, sayCount } from '#web/say.ts'
import { useMay } from '#web/session.ts'
import { useNames } from '#web/shell/names.ts'
import { recordWord } from '#web/shell/records.ts'
import { handlingFaults, markingFindings, overMarking } from '../../api/handling.ts'
import { proposeRelease } from '../../api/releases.ts'
import { ProposeDialog, type ToPropose } from './ProposeDialog.tsx'
import { answerTone, answerWord, percent } from './words.ts'

type Over = OutputOf<typeof overMarking>
type Counts = NonNullable<Over['all']>
type Finding = OutputOf<typeof markingFindings>['items'][number]
/** What the adviser keeps changes without an entry of this room. */
const again = { keep: true, everySeconds: 10 }

export function OverMarkingTab(): ReactNode {
  // Counting takes a second or two where there are very many records.
  const asked = useAsk(overMarking, {}, { keep: true, everySeconds: 60 })
  if (asked.isPending) return <Skeleton lines={5} tall />
  if (!asked.data) return <Problem error={asked.error} onAgain={() => void asked.refetch()} />
  const over = asked.data
  return (
    <div className="stack">
      <Card title={say('In numbers')}>
        {over.all ? <Numbers counts={over.all} /> : <Guarded />}
        <p className="small quiet">
          {over.complete
            ? sayCount(
                over.readable,
                'Counted over the {n} record that you may read.',
                'Counted over all {n} records that you may read.',
              )
            : say('Counted over {judged} of {readable} records that you may read; the rest follows in a few minutes.', {
                judged: over.judged,
                readable: over.readable,
              })}{' '}
          {say(
            'Sentences are read by persons: what a program cannot judge stands apart, and is not counted as too high.',
          )}
        </p>
      </Card>
      <Tables over={over} />
      <Findings />
    </div>
  )
}

function Guarded(): ReactNode {
  return <p>{say('So few persons are behind this number that it would tell of one of them. It is not shown.')}</p>
}

function Numbers({ counts }: { counts: Counts }): ReactNode {
  return (
    <dl className="handling-numbers">
      <div>
        <dt>{say('marked too high: {n} of {of}', { n: counts.over, of: counts.records })}</dt>
        <dd>{percent(counts.share)}</dd>
      </div>
      <div>
        <dt>{say('would do with less, unless a person finds something in the text')}</dt>
        <dd>{counts.readFirst}</dd>
      </div>
      <div>
        <dt>{say('marked too low for what they hold')}</dt>
        <dd>{counts.low}</dd>
      </div>
    </dl>
  )
}

function Tables({ over }: { over: Over }): ReactNode {
  const names = useNames()
  if (over.readable === 0) return null
  return (
    <>
      <CountTable
        title={say('By kind of record')}
        first={say('Kind')}
        rows={over.kinds.map(({ record, counts }) => ({ key: record, name: recordWord(record), counts }))}
      />
      {over.persons.length > 0 ? (
        <CountTable
          title={say('By who marked it')}
          first={say('Person')}
          rows={over.persons.map(({ by, counts }) => ({ key: by, name: names.actor(by), counts }))}
        />
      ) : null}
      {over.overTime.length > 0 ? (
        <CountTable
          title={say('Week by week')}
          first={say('At')}
          rows={over.overTime.map(({ at, counts }) => ({ key: at, name: at.slice(0, 10), counts }))}
        />
      ) : null}
    </>
  )
}

interface Row {
  key: string
  name: string
  counts: Counts | null
}

function CountTable({ title, first, rows }: { title: string; first: string; rows: readonly Row[] }): ReactNode {
  return (
    <details className="card">
      <summary>
        <strong>{title}</strong>
      </summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a table that scrolls sideways is reached from the keyboard. */}
      <section className="table-wrap" tabIndex={0} aria-label={title}>
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{first}</th>
              <th scope="col" className="right">
                {say('Records')}
              </th>
              <th scope="col" className="right">
                {say('Too high')}
              </th>
              <th scope="col" className="right">
                {say('Share')}
              </th>
              <th scope="col" className="right">
                {say('To be read')}
              </th>
              <th scope="col" className="right">
                {say('Too low')}
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ key, name, counts }) => (
              <tr key={key}>
                <th scope="row">{name}</th>
                {counts ? (
                  <>
                    <td className="right">{counts.records}</td>
                    <td className="right">{counts.over}</td>
                    <td className="right">{percent(counts.share)}</td>
                    <td className="right">{counts.readFirst}</td>
                    <td className="right">{counts.low}</td>
                  </>
                ) : (
                  <td colSpan={5}>
                    <span className="quiet">{say('kept back: it would tell of one person')}</span>
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </details>
  )
}

const shows = ['lower', 'read-first', 'raise', 'faults'] as const
type Show = (typeof shows)[number]

function showWord(show: Show): string {
  return show === 'faults' ? say('Breaks the guideline') : answerWord(show)
}

function Findings(): ReactNode {
  const [{ show, after }, choose] = useChoices('show', 'after')
  const chosen = shows.find((it) => it === show) ?? 'lower'
  const paged = after ? { after } : {}
  const found = useAsk(markingFindings, chosen === 'faults' ? paged : { answer: chosen, ...paged }, {
    ...again,
    when: chosen !== 'faults',
  })
  const faults = useAsk(handlingFaults, paged, { ...again, when: chosen === 'faults' })
  const asked = chosen === 'faults' ? faults : found
  return (
    <Card title={say('Record by record')}>
      <div className="stack">
        {/* biome-ignore lint/a11y/useSemanticElements: a set of buttons, not a part of a form. */}
        <div role="group" aria-label={say('Which records')} className="segments wraps no-print">
          {shows.map((one) => (
            <button
              key={one}
              type="button"
              aria-pressed={chosen === one}
              onClick={() => choose({ show: one === 'lower' ? undefined : one, after: undefined })}
            >
              {showWord(one)}
            </button>
          ))}
        </div>
        {asked.error && !asked.data ? <Problem error={asked.error} onAgain={() => void asked.refetch()} /> : null}
        {asked.isPending ? <Skeleton lines={3} /> : null}
        {asked.data ? <FindingList key={chosen} items={asked.data.items} chosen={chosen} /> : null}
        {asked.data?.next ? (
          <div className="row">
            <Button onPress={() => choose({ after: asked.data?.next ?? undefined }, 'push')}>
              {say('Further on')}
            </Button>
          </div>
        ) : null}
      </div>
    </Card>
  )
}

function FindingList({ items, chosen }: { items: readonly Finding[]; chosen: Show }): ReactNode {
  const may = useMay()
  const [, choose] = useChoices('record')
  const [picked, setPicked] = useState<readonly string[]>([])
  const [proposing, setProposing] = useState(false)
  const selectable = may(proposeRelease) && (chosen === 'lower' || chosen === 'read-first')
  if (items.length === 0)
    return (
      <Empty title={say('Nothing of that kind.')}>
        {say('The adviser looks at each record some seconds after it changed.')}
      </Empty>
    )
  const proposed = items.filter(({ id }) => picked.includes(id)).map(toPropose)
  return (
    <>
      <ul className="plain-list stack tight">
        {items.map((item) => (
          <li key={item.id} className="row apart" data-row>
            <span className="row">
              {selectable ? (
                <input
                  type="checkbox"
                  aria-label={say('Choose {title}', { title: item.title })}
                  checked={picked.includes(item.id)}
                  onChange={(event) =>
                    setPicked(event.target.checked ? [...picked, item.id] : picked.filter((one) => one !== item.id))
                  }
                />
              ) : null}
              <Tlp label={item.marking.tlp} />
              <span className="quiet">{recordWord(item.record)}</span> {item.title}
              {item.faults.map((fault) => (
                <Badge key={fault} tone="bad">
                  {fault}
                </Badge>
              ))}
            </span>
            <span className="row">
              <Badge tone={answerTone(item.answer)}>
                {item.answer === 'fits' ? answerWord('fits') : say('enough: TLP:{tlp}', { tlp: item.enough })}
              </Badge>
              <Time at={item.markedAt} />
              <Button
                small
                aria-label={say('Why: {title}', { title: item.title })}
                onPress={() => choose({ record: item.id }, 'push')}
              >
                {say('Why')}
              </Button>
            </span>
          </li>
        ))}
      </ul>
      {selectable ? (
        <div className="row no-print">
          <Button kind="first" isDisabled={proposed.length === 0} onPress={() => setProposing(true)}>
            {say('Propose to lower {n}', { n: proposed.length })}
          </Button>
          <Button onPress={() => setPicked(picked.length === items.length ? [] : items.map(({ id }) => id))}>
            {picked.length === items.length ? say('Choose none') : say('Choose all of this page')}
          </Button>
        </div>
      ) : null}
      {proposing ? (
        <ProposeDialog items={proposed} onClose={() => setProposing(false)} onDone={() => setPicked([])} />
      ) : null}
    </>
  )
}

function toPropose({ id, record, title, version, marking, enough, answer }: Finding): ToPropose {
  return { id, record, title, version, from: marking.tlp, to: enough, read: answer === 'read-first' }
}
