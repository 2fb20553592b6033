// The acts that ask for reports: whom, when, to whom, and each report with its limit and its contents.
import type { ReactNode } from 'react'
import { Badge } from '#web/kit/Badge.tsx'
import { Empty } from '#web/kit/Empty.tsx'
import { Scrolled } from '#web/kit/Scrolled.tsx'
import { useChoices } from '#web/place.ts'
import { say, sayCount } from '#web/say.ts'
import type { Communication, DutyReport, Regime } from '../../../model/law.ts'
import { sayArticle } from '../../../rules/clocks/say-time.ts'
import { deadlineInWords } from '../../../rules/law/diff-words.ts'
import type { LawIndex } from '../law-index.ts'
import { Unverified } from '../Unverified.tsx'
import { recipientWord } from '../words.ts'
import { fits, wordsOf } from './found.ts'
import { Who } from './Who.tsx'

export function Regimes({ index, q }: { index: LawIndex; q: string | undefined }): ReactNode {
  const [{ act }, choose] = useChoices('act')
  const words = wordsOf(q)
  const shown = index.law.regimes.filter(
    (it) =>
      it.id === act ||
      fits(words, it.title, it.id, it.instrument, ...it.reports.map((report) => `${report.name} ${report.article}`)),
  )
  if (shown.length === 0) return <Empty icon="search" title={say('No act of these words')} />
  return (
    <div className="stack tight">
      {shown.map((regime) => (
        <details
          key={regime.id}
          className="card law-part"
          open={act === regime.id}
          onToggle={(event) => {
            const open = event.currentTarget.open
            if (open !== (act === regime.id)) choose({ act: open ? regime.id : undefined })
          }}
        >
          <summary className="law-summary">
            <strong>{regime.title}</strong> <Unverified verified={regime.verified} />
            {regime.mandatory ? null : <Badge tone="quiet">{say('voluntary')}</Badge>}
            <span className="quiet small">
              {sayCount(regime.reports.length, '{n} report', '{n} reports')} · {regime.id}
            </span>
          </summary>
          {act === regime.id ? <RegimeShown regime={regime} index={index} /> : null}
        </details>
      ))}
    </div>
  )
}

function RegimeShown({ regime, index }: { regime: Regime; index: LawIndex }): ReactNode {
  const [, choose] = useChoices('tab', 'rule')
  return (
    <div className="stack law-body">
      <p>{regime.instrument}</p>
      <dl className="facts">
        <dt>{say('Whom')}</dt>
        <dd>
          {regime.who.text ? <p>{regime.who.text}</p> : null}
          <Who types={regime.who.entityTypes} index={index} />
        </dd>
        <dt>{say('When')}</dt>
        <dd>
          {regime.trigger.text ? <p>{regime.trigger.text}</p> : null}
          <ul className="law-list">
            {regime.trigger.rules.map(({ rule, only }) => (
              <li key={rule}>
                <button type="button" className="link-button" onClick={() => choose({ tab: 'rules', rule }, 'push')}>
                  {index.ruleWord(rule)}
                </button>
                {only ? <span className="quiet"> · {say('for some types only')}</span> : null}
              </li>
            ))}
          </ul>
        </dd>
        <dt>{say('To whom')}</dt>
        <dd>
          {regime.recipient.primary.map(recipientWord).join(', ')}
          {(regime.recipient.alternative ?? []).length > 0
            ? `; ${say('or {others}', { others: (regime.recipient.alternative ?? []).map(recipientWord).join(', ') })}`
            : ''}
          {[regime.recipient.text, regime.recipient.channel, regime.recipient.jurisdiction]
            .filter((text) => text !== undefined)
            .map((text) => (
              <p key={text} className="small quiet">
                {text}
              </p>
            ))}
        </dd>
        <dt>{say('Since')}</dt>
        <dd>
          {regime.appliesFrom ?? say('not known')}
          {regime.appliesUntil ? ` – ${regime.appliesUntil}` : ''} <Unverified verified={regime.appliesFromVerified} />
          {regime.appliesFromNote ? <p className="small quiet">{regime.appliesFromNote}</p> : null}
        </dd>
        {regime.calendar ? (
          <>
            <dt>{say('Days off')}</dt>
            <dd>
              {regime.calendar.text} <span className="quiet">{regime.calendar.article}</span>
            </dd>
          </>
        ) : null}
      </dl>
      <Reports reports={regime.reports} />
      <Told title={say('Whom else it tells')} items={regime.communications} />
      <Told title={say('What authorities do then')} items={regime.authorityDuties} />
      {regime.template ? (
        <p>
          {say('Its form has {n} fields: {instrument}', {
            n: regime.template.fields.length,
            instrument: regime.template.instrument,
          })}
        </p>
      ) : null}
      {[...regime.notes, ...regime.effects].map((note) => (
        <p key={note} className="small quiet">
          {note}
        </p>
      ))}
    </div>
  )
}

function Reports({ reports }: { reports: readonly DutyReport[] }): ReactNode {
  return (
    <Scrolled label={say('Reports')}>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{say('Report')}</th>
            <th scope="col">{say('Limit')}</th>
            <th scope="col">{say('Contents')}</th>
          </tr>
        </thead>
        <tbody>
          {reports.map((report) => (
            <tr key={report.id}>
              <th scope="row">
                {report.name} <Unverified verified={report.verified} />
                <span className="small quiet"> {sayArticle(report.article)}</span>
              </th>
              <td>
                {deadlineInWords(report.deadline)}
                {(report.variants ?? []).map((variant) => (
                  <p key={`${variant.article}/${variant.condition}`} className="small">
                    {say('Otherwise: {limit}', { limit: deadlineInWords(variant.deadline) })}
                    {variant.condition ? `; ${variant.condition}` : ''}{' '}
                    <span className="quiet">{sayArticle(variant.article)}</span>
                  </p>
                ))}
              </td>
              <td>
                <ul className="law-list small">
                  {report.contents.map((item) => (
                    <li key={item.id}>
                      {item.label}{' '}
                      <span className="quiet">
                        {item.required === 'always' ? say('always') : item.required.replaceAll('_', ' ')}
                      </span>{' '}
                      <Unverified verified={item.verified} />
                    </li>
                  ))}
                </ul>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolled>
  )
}

function Told({ title, items }: { title: string; items: readonly Communication[] }): ReactNode {
  if (items.length === 0) return null
  return (
    <div>
      <h2 className="law-scope">{title}</h2>
      <ul className="law-list small">
        {items.map((it) => (
          <li key={it.id}>
            {it.text ?? it.when ?? it.id.replaceAll('_', ' ')}
            {it.to ? ` → ${it.to.join(', ')}` : ''}
            {it.deadline ? ` · ${deadlineInWords(it.deadline)}` : ''}{' '}
            <span className="quiet">{it.article ? sayArticle(it.article) : ''}</span>{' '}
            <Unverified verified={it.verified} />
          </li>
        ))}
      </ul>
    </div>
  )
}
