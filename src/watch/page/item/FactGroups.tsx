// The facts in their groups: claims first, since they say most, then checks, names, figures, times, places and topics.
import { memo, type ReactNode } from 'react'
import { Problem } from '#web/kit/Problem.tsx'
import { say } from '#web/say.ts'
import type { Document } from '../../api.ts'
import { nameTypes } from '../../model.ts'
import { type Fact, type FactKind, factKinds } from '../spans.ts'
import { FactDetails } from './FactDetails.tsx'
import { groupWords, nameTypeWord } from './fact-words.ts'
import type { ShownItem } from './ItemPage.tsx'
import type { FactActs } from './use-fact-keys.ts'
import type { Judging } from './use-judging.ts'

export interface FactsProps {
  facts: readonly Fact[]
  state: Document
  item: ShownItem
  judging: Judging
  acts: FactActs
  hovered: string | null
  chosen: string | null
  onHover: (id: string | null) => void
  onChoose: (id: string | null) => void
  onShowInText: (id: string) => void
}

export function FactGroups(props: FactsProps): ReactNode {
  const { facts, state, judging } = props
  const lists: Record<(typeof factKinds)[number], readonly unknown[] | undefined> = {
    claim: state.claims,
    check: state.checks,
    name: state.names,
    figure: state.figures,
    time: state.times,
    place: state.places,
    topic: state.topics,
    sector: state.sectors,
  }
  return (
    <>
      <Problem error={judging.error} />
      {factKinds.map((kind) => (
        <Group
          key={kind}
          {...props}
          kind={kind}
          facts={facts.filter((fact) => fact.kind === kind)}
          looked={lists[kind] !== undefined}
        />
      ))}
    </>
  )
}

export function Group({ kind, looked, facts, ...rest }: FactsProps & { kind: FactKind; looked: boolean }): ReactNode {
  const words = groupWords(kind)
  const id = `group-${kind}`
  const uncovered = rest.state.uncovered.find((line) => line.startsWith(`${words.stage}:`))
  return (
    <section className="fact-group" aria-labelledby={id} data-empty={facts.length === 0 || undefined}>
      <header>
        <h2 id={id}>{words.title}</h2>
        <span className="small quiet number">{facts.length || ''}</span>
      </header>
      {facts.length === 0 ? (
        <p className="quiet small">
          {!looked
            ? say('Nobody looked: this version was read before that was known.')
            : uncovered
              ? say('Not looked for, or not fully, in this language.')
              : words.none}
        </p>
      ) : (
        <ul className="fact-list">
          {facts.map((fact) => (
            <Line key={fact.id} fact={fact} {...rest} facts={facts} />
          ))}
        </ul>
      )}
    </section>
  )
}

function Line(props: FactsProps & { fact: Fact }): ReactNode {
  const { fact, judging, hovered, chosen, onHover, onChoose } = props
  const open = fact.id === chosen
  const judged = judging.of(fact)
  const type = judged?.verdict === 'retyped' ? nameTypes.find((it) => it === judged.type) : undefined
  return (
    <li
      data-fact={fact.id}
      data-kind={fact.kind}
      data-active={fact.id === hovered || undefined}
      data-open={open || undefined}
    >
      <Head
        fact={fact}
        verdict={judged?.verdict ?? null}
        says={type ? nameTypeWord(type) : fact.says}
        open={open}
        onHover={onHover}
        onChoose={onChoose}
      />
      {open ? <FactDetails {...props} /> : null}
    </li>
  )
}

interface HeadProps {
  fact: Fact
  verdict: string | null
  /** What counts by now: the type that a person gave it before the one of the rules. */
  says: string | undefined
  open: boolean
  onHover: (id: string | null) => void
  onChoose: (id: string | null) => void
}

const Head = memo(
  function Head({ fact, verdict, says, open, onHover, onChoose }: HeadProps): ReactNode {
    return (
      <button
        type="button"
        aria-expanded={open}
        data-verdict={verdict ?? undefined}
        onMouseEnter={() => onHover(fact.id)}
        onMouseLeave={() => onHover(null)}
        onFocus={() => onHover(fact.id)}
        onBlur={() => onHover(null)}
        onClick={() => onChoose(open ? null : fact.id)}
      >
        <span className="fact-title">
          <strong>{fact.title}</strong>
          {fact.spans.length > 1 ? <span className="small quiet"> × {fact.spans.length}</span> : null}
          {verdict && verdict !== 'open' ? <Verdict verdict={verdict} /> : null}
        </span>
        {says ? <span className="fact-says small quiet">{says}</span> : null}
      </button>
    )
  },
  // What the buttons call is new at each drawing, and does the same.
  (a, b) => a.fact === b.fact && a.verdict === b.verdict && a.says === b.says && a.open === b.open,
)

const verdicts: Record<string, string> = { accepted: 'accepted', retyped: 'corrected', rejected: 'rejected' }

function Verdict({ verdict }: { verdict: string }): ReactNode {
  return (
    <span className="verdict small" data-verdict={verdict}>
      {verdict === 'rejected' ? '✗ ' : '✓ '}
      {say(verdicts[verdict] ?? verdict)}
    </span>
  )
}
