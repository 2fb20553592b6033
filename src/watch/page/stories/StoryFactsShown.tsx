// The facts of all items of a story, each once, with how many of the items tell it.
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { Badge } from '#web/kit/Badge.tsx'
import { say } from '#web/say.ts'
import { useVocabulary } from '#web/vocabulary.ts'
import type { StoryFacts } from '../../api/stories.ts'
import { checkWord, classWord, nameTypeWord, resultWord, roleWord } from '../item/fact-words.ts'

export interface StoryFactsProps {
  facts: StoryFacts
  /** How many items the story has. */
  of: number
}

interface Line {
  key: string
  text: ReactNode
  says?: ReactNode
  items: readonly string[]
}

const mostShown = 8

export function StoryFactsShown({ facts, of }: StoryFactsProps): ReactNode {
  const { country } = useVocabulary()
  const groups: { title: string; lines: Line[] }[] = [
    {
      title: say('Claims'),
      lines: facts.claims.map((claim) => ({
        key: `${claim.holder} ${claim.text}`,
        text: claim.text,
        says: (
          <>
            {[claim.holder ?? roleWord('unattributed'), classWord(claim.class)].join(' · ')}{' '}
            {claim.disputed ? <Badge tone="accent">{say('disputed')}</Badge> : null}
          </>
        ),
        items: claim.items,
      })),
    },
    {
      title: say('Checks'),
      lines: facts.checks.map((check) => ({
        key: `${check.kind} ${check.detail}`,
        text: check.detail,
        says: `${checkWord(check.kind)} · ${resultWord(check.result)}`,
        items: check.items,
      })),
    },
    {
      title: say('Figures'),
      lines: facts.figures.map((figure) => ({
        key: `${figure.text} ${figure.of}`,
        text: figure.text,
        says: figure.of ?? undefined,
        items: figure.items,
      })),
    },
    {
      title: say('Names'),
      lines: facts.names.map((name) => ({
        key: `${name.type} ${name.text}`,
        text: name.text,
        says: nameTypeWord(name.type),
        items: name.items,
      })),
    },
    {
      title: say('Places'),
      lines: facts.places.map((place) => ({
        key: `${place.country} ${place.text}`,
        text: place.text,
        says: country(place.country),
        items: place.items,
      })),
    },
  ].filter((group) => group.lines.length > 0)
  if (groups.length === 0) return null
  return (
    <section className="stack tight">
      <h2 className="group-head">{say('Facts of all items')}</h2>
      <div className="story-facts">
        {groups.map((group) => (
          <div key={group.title} className="stack tight">
            <h3 className="small">
              {group.title} <span className="quiet">{group.lines.length}</span>
            </h3>
            <ul className="fact-lines small">
              {group.lines.slice(0, mostShown).map((line) => (
                <FactLine key={line.key} line={line} of={of} />
              ))}
            </ul>
            {group.lines.length > mostShown ? (
              <details className="small">
                <summary>{say('{n} more', { n: group.lines.length - mostShown })}</summary>
                <ul className="fact-lines">
                  {group.lines.slice(mostShown).map((line) => (
                    <FactLine key={line.key} line={line} of={of} />
                  ))}
                </ul>
              </details>
            ) : null}
          </div>
        ))}
      </div>
    </section>
  )
}

function FactLine({ line, of }: { line: Line; of: number }): ReactNode {
  const [first] = line.items
  return (
    <li>
      {first ? (
        <Link to="/watch/$id" params={{ id: first }} search={{ pane: 'facts' }} className="fact-line-text">
          {line.text}
        </Link>
      ) : (
        line.text
      )}{' '}
      <span className="quiet">
        {line.says}
        {of > 1 ? ` · ${say('in {n} of {of}', { n: line.items.length, of })}` : ''}
      </span>
    </li>
  )
}
