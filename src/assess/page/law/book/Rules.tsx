// The rules of the law, each explained: in words, with its facts and their questions, and what hangs on it.
import { type ReactNode, useMemo } from 'react'
import { Badge } from '#web/kit/Badge.tsx'
import { Empty } from '#web/kit/Empty.tsx'
import { useChoices } from '#web/place.ts'
import { say, sayCount } from '#web/say.ts'
import { explainRule } from '../../../rules/law/explain.ts'
import { type PreparedLaw, prepareLaw } from '../../../rules/law/prepare-law.ts'
import { basisWord } from '../acts.ts'
import type { LawIndex } from '../law-index.ts'
import { Unverified } from '../Unverified.tsx'
import { scopeWord } from '../words.ts'
import { fits, wordsOf } from './found.ts'

export function Rules({ index, q }: { index: LawIndex; q: string | undefined }): ReactNode {
  const [{ rule: chosen }, choose] = useChoices('rule')
  const prepared = useMemo(() => prepareLaw(index.law), [index])
  const words = wordsOf(q)
  const shown = index.law.rules.filter((it) => it.id === chosen || fits(words, it.label, it.id, it.article, it.note))
  if (shown.length === 0) return <Empty icon="search" title={say('No rule of these words')} />
  return (
    <div className="stack tight">
      {shown.map((rule) => (
        <details
          key={rule.id}
          className="card law-part"
          open={chosen === rule.id}
          ref={(element) => {
            // Who comes here by a link sees the rule that the link names.
            if (element && chosen === rule.id && !element.dataset.seen) element.scrollIntoView({ block: 'nearest' })
            if (element) element.dataset.seen = 'true'
          }}
          onToggle={(event) => {
            const open = event.currentTarget.open
            if (open !== (chosen === rule.id)) choose({ rule: open ? rule.id : undefined })
          }}
        >
          <summary className="law-summary">
            <strong>{rule.label}</strong> <Unverified verified={rule.verified} />
            {rule.top ? <Badge tone="accent">{say('decides')}</Badge> : null}
            <span className="quiet small">
              {rule.article} · <code>{rule.id}</code>
            </span>
          </summary>
          {chosen === rule.id ? <Explained prepared={prepared} id={rule.id} index={index} /> : null}
        </details>
      ))}
    </div>
  )
}

function Explained({ prepared, id, index }: { prepared: PreparedLaw; id: string; index: LawIndex }): ReactNode {
  const [, choose] = useChoices('tab', 'rule', 'act')
  const it = explainRule(prepared, id)
  if (!it) return null
  const link = (rule: { id: string; label: string }) => (
    <li key={rule.id}>
      <button type="button" className="link-button" onClick={() => choose({ rule: rule.id }, 'push')}>
        {rule.label}
      </button>{' '}
      <code className="quiet">{rule.id}</code>
    </li>
  )
  return (
    <div className="stack law-body">
      <p>
        {scopeWord(it.rule.scope)} · {it.rule.article}
        {it.rule.evidence ? (
          <span className="quiet">
            {' '}
            · {say('read in: {evidence}', { evidence: it.rule.evidence.replaceAll('-', ' ') })}
          </span>
        ) : null}
      </p>
      <pre className="rule-words">{it.words.join('\n')}</pre>
      {it.rule.note ? <p className="note">{it.rule.note}</p> : null}
      {it.rule.interpretation ? (
        <p className="note warn">
          {say('How it is read here: {text}', { text: it.rule.interpretation.text })}{' '}
          <Unverified verified={it.rule.interpretation.verified} />
        </p>
      ) : null}
      <dl className="facts">
        <dt>{say('Whom')}</dt>
        <dd>{it.concerns.join('; ')}</dd>
        <dt>{say('Decides')}</dt>
        <dd>
          {it.decides.length === 0 ? say('no act by itself') : null}
          <ul className="law-list">
            {it.decides.map((one) => (
              <li key={one.regime}>
                <button
                  type="button"
                  className="link-button"
                  onClick={() => choose({ tab: undefined, act: one.regime }, 'push')}
                >
                  {one.title}
                </button>
                {one.direct ? '' : ` (${say('through another rule')})`}
                {one.reports.length > 0 ? `: ${one.reports.map((report) => report.name).join(', ')}` : ''}
              </li>
            ))}
          </ul>
        </dd>
        {it.names.length > 0 ? (
          <>
            <dt>{say('Rests on')}</dt>
            <dd>
              <ul className="law-list">{it.names.map(link)}</ul>
            </dd>
          </>
        ) : null}
        {it.namedBy.length > 0 ? (
          <>
            <dt>{say('Is used by')}</dt>
            <dd>
              <ul className="law-list">{it.namedBy.map(link)}</ul>
            </dd>
          </>
        ) : null}
        <dt>{sayCount(it.facts.length, 'Its fact', 'Its facts')}</dt>
        <dd>
          <ul className="law-list">
            {it.facts.map((fact) => (
              <li key={fact.id}>
                {fact.question}{' '}
                <span className="small quiet">
                  {basisWord(fact.basis ?? undefined)} <code>{fact.id}</code>
                </span>{' '}
                <Unverified verified={index.fact(fact.id)?.verified} />
              </li>
            ))}
          </ul>
        </dd>
      </dl>
    </div>
  )
}
