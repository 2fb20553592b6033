// The lexicons: which words speak for a topic or a sector, how strongly, and in how many texts of late each was found.
import { type ReactNode, useState } from 'react'
import type { OutputOf } from '#kernel/contract.ts'
import { useAsk, useTell } from '#web/ask.ts'
import { Badge } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { Empty, Skeleton } from '#web/kit/Empty.tsx'
import { SelectField } from '#web/kit/Field.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { useChoices } from '#web/place.ts'
import { say } from '#web/say.ts'
import { useMay } from '#web/session.ts'
import { useVocabulary } from '#web/vocabulary.ts'
import { dropTerm, lexicons, listTerms, setTerm } from '../../api/lexicon.ts'
import { SearchBox } from '../SearchBox.tsx'
import { languageWord, topicWord } from '../words.ts'
import { TermDialog } from './TermDialog.tsx'

export type ShownTerm = OutputOf<typeof listTerms>['terms'][number]
const days = 30

export function Lexicon(): ReactNode {
  const may = useMay()
  const { sector } = useVocabulary()
  const [choice, choose] = useChoices('lexicon', 'of', 'language', 'term', 'add')
  const lexicon = lexicons.find((it) => it === choice.lexicon) ?? 'topics'
  const word = lexicon === 'topics' ? topicWord : sector
  const all = useAsk(listTerms, { lexicon, days }, { keep: true, hears: ['watch.term'], when: !choice.of })
  const one = useAsk(
    listTerms,
    { lexicon, days, ...(choice.of ? { of: choice.of } : {}) },
    { keep: true, hears: ['watch.term'], when: Boolean(choice.of) },
  )
  const shown = choice.of ? one : all
  const [edited, setEdited] = useState<ShownTerm | null>(null)
  const owners = [...(shown.data?.owners ?? [])].sort((a, b) => word(a.of).localeCompare(word(b.of)))
  const of = owners.find((it) => it.of === choice.of)
  const inLanguage = (shown.data?.terms ?? []).filter((term) => !choice.language || term.language === choice.language)
  const terms = inLanguage.filter((term) => term.of === of?.of && (!choice.term || term.pattern.includes(choice.term)))
  const languages = [...new Set((shown.data?.terms ?? []).map((term) => term.language))].sort()

  return (
    <div className="stack">
      <p className="quiet small reading-width">
        {say(
          'Words speak for topics and sectors. You may weigh a word anew, add one, or switch one off: texts that come in from then on are read so for your organisation, and the released word lists stay as they are.',
        )}
      </p>
      <div className="filters no-print">
        {/* biome-ignore lint/a11y/useSemanticElements: a set of buttons, not a part of a form. */}
        <div role="group" aria-label={say('Lexicon')} className="segments">
          {lexicons.map((it) => (
            <button
              key={it}
              type="button"
              aria-pressed={lexicon === it}
              onClick={() => choose({ lexicon: it === 'topics' ? undefined : it, of: undefined })}
            >
              {it === 'topics' ? say('Topics') : say('Sectors')}
            </button>
          ))}
        </div>
        <SelectField
          label={lexicon === 'topics' ? say('Topic') : say('Sector')}
          hideLabel
          value={choice.of ?? ''}
          none={lexicon === 'topics' ? say('Choose a topic') : say('Choose a sector')}
          choices={owners.map((it) => ({ value: it.of, label: `${word(it.of)} (${it.terms})` }))}
          onChange={(next) => choose({ of: next || undefined })}
        />
        <SelectField
          label={say('Language')}
          hideLabel
          value={choice.language ?? ''}
          none={say('All languages')}
          choices={languages.map((code) => ({ value: code, label: languageWord(code) }))}
          onChange={(language) => choose({ language: language || undefined })}
        />
        <SearchBox label={say('Terms with')} value={choice.term ?? ''} onChange={(term) => choose({ term })} />
        {of && may(setTerm) ? (
          <Button icon="plus" onPress={() => choose({ add: 'term' })}>
            {say('Add a term')}
          </Button>
        ) : null}
      </div>
      <Problem error={shown.error} onAgain={() => void shown.refetch()} />
      {shown.isPending ? <Skeleton lines={6} /> : null}
      {shown.data && !of ? (
        <Empty icon="search" title={lexicon === 'topics' ? say('Choose a topic') : say('Choose a sector')}>
          {say('Its terms are then shown with their weights, and with how often each was found.')}
        </Empty>
      ) : null}
      {of ? (
        <>
          <p className="small quiet">
            {say('{word} needs a score of {threshold}. {texts} texts of the last {days} days were counted.', {
              word: word(of.of),
              threshold: of.threshold,
              texts: (shown.data?.texts ?? 0).toLocaleString('en'),
              days,
            })}
          </p>
          <Terms terms={terms} onEdit={setEdited} />
        </>
      ) : null}
      {of && may(setTerm) && (choice.add === 'term' || edited) ? (
        <TermDialog
          key={edited?.pattern ?? 'new'}
          lexicon={lexicon}
          of={of.of}
          title={word(of.of)}
          {...(edited ? { term: edited } : {})}
          onClose={() => {
            setEdited(null)
            choose({ add: undefined })
          }}
        />
      ) : null}
    </div>
  )
}

function Terms({ terms, onEdit }: { terms: readonly ShownTerm[]; onEdit: (term: ShownTerm) => void }): ReactNode {
  const may = useMay()
  const drop = useTell(dropTerm)
  const [{ lexicon }] = useChoices('lexicon')
  const set = useTell(setTerm)
  if (terms.length === 0) return <p className="quiet">{say('No term fits.')}</p>
  const sorted = [...terms].sort((a, b) => b.hits - a.hits || b.weight - a.weight || a.pattern.localeCompare(b.pattern))
  return (
    <>
      <Problem error={drop.error ?? set.error} />
      <div className="table-wrap card">
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{say('Term')}</th>
              <th scope="col">{say('Language')}</th>
              <th scope="col" className="right">
                {say('Weight')}
              </th>
              <th scope="col" className="right">
                {say('Texts')}
              </th>
              <th scope="col">
                <span className="unseen">{say('What can be done')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {sorted.map((term) => (
              <tr key={`${term.language} ${term.pattern}`} data-off={term.weight === 0 || undefined}>
                <td className="wrap-anywhere">
                  {term.pattern} <Changed term={term} />
                </td>
                <td>{languageWord(term.language)}</td>
                <td className="right">{term.weight}</td>
                <td className="right">{term.hits.toLocaleString('en')}</td>
                <td>
                  {may(setTerm) ? (
                    <span className="row end no-print">
                      <Button
                        small
                        onPress={() => onEdit(term)}
                        aria-label={say('Change: {term}', { term: term.pattern })}
                      >
                        {say('Change')}
                      </Button>
                      {term.weight > 0 ? (
                        <Button
                          small
                          kind="quiet"
                          aria-label={say('Switch off: {term}', { term: term.pattern })}
                          onPress={() =>
                            void set
                              .tell({
                                lexicon: lexicons.find((it) => it === lexicon) ?? 'topics',
                                of: term.of,
                                language: term.language,
                                pattern: term.pattern,
                                weight: 0,
                              })
                              .catch(() => undefined)
                          }
                        >
                          {say('Switch off')}
                        </Button>
                      ) : null}
                      {term.change ? (
                        <Button
                          small
                          kind="quiet"
                          aria-label={say('Take back: {term}', { term: term.pattern })}
                          onPress={() => term.change && void drop.tell(term.change).catch(() => undefined)}
                        >
                          {say('Take back')}
                        </Button>
                      ) : null}
                    </span>
                  ) : null}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  )
}

function Changed({ term }: { term: ShownTerm }): ReactNode {
  if (!term.change) return null
  if (term.weight === 0) return <Badge tone="quiet">{say('switched off')}</Badge>
  if (term.dataWeight === null) return <Badge tone="accent">{say('added')}</Badge>
  return <Badge tone="accent">{say('was {weight}', { weight: term.dataWeight })}</Badge>
}
