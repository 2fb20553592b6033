// The filters of the list of stories; the address holds them.
import { type ReactNode, useState } from 'react'
import { Button } from '#web/kit/Button.tsx'
import { CheckField, SelectField, TextField } from '#web/kit/Field.tsx'
import { fromTyped, toTyped } from '#web/kit/moments.ts'
import { useChoices } from '#web/place.ts'
import { say } from '#web/say.ts'
import { useVocabulary } from '#web/vocabulary.ts'
import { SearchBox } from '../SearchBox.tsx'
import { StatusChoice } from '../StatusChoice.tsx'
import { useTopics } from '../topics.ts'
import { languageWord } from '../words.ts'

export const storyFilters = ['status', 'incident', 'topic', 'country', 'language', 'since', 'text'] as const

/** All of them taken away, and back to the first page. */
export const noFilters = {
  status: undefined,
  incident: undefined,
  topic: undefined,
  country: undefined,
  language: undefined,
  since: undefined,
  text: undefined,
  after: undefined,
}

const languages = [
  'en',
  'de',
  'fr',
  'es',
  'it',
  'nl',
  'pl',
  'pt',
  'ro',
  'sv',
  'da',
  'fi',
  'cs',
  'el',
  'hu',
  'bg',
  'hr',
  'sk',
  'sl',
  'et',
  'lv',
  'lt',
  'ga',
  'mt',
  'uk',
  'ru',
]

export function StoryFilters(): ReactNode {
  const [choice, choose] = useChoices(...storyFilters)
  const more = Boolean(choice.topic || choice.country || choice.language || choice.since)
  const [open, setOpen] = useState(more)
  const vocabulary = useVocabulary({ grouped: true })
  const topics = useTopics(open)
  /** Another choice is another list: it begins at its beginning. */
  const pick = (next: Partial<typeof choice>) => choose({ ...next, ...{ after: undefined } })
  return (
    <div className="stack tight no-print">
      <div className="filters">
        <StatusChoice chosen={choice.status} onChoose={(status) => pick({ status })} />
        <CheckField
          label={say('Only what tells of an incident')}
          value={choice.incident === 'true'}
          onChange={(on) => pick({ incident: on ? 'true' : undefined })}
        />
        <SearchBox label={say('Words in it')} value={choice.text ?? ''} onChange={(text) => pick({ text })} />
        <Button small aria-expanded={open} onPress={() => setOpen(!open)}>
          {open ? say('Fewer filters') : say('More filters')}
        </Button>
      </div>
      {open ? (
        <div className="columns">
          <SelectField
            label={say('Topic')}
            value={choice.topic ?? ''}
            none={say('Any')}
            choices={withChosen(topics, choice.topic)}
            onChange={(topic) => pick({ topic: topic || undefined })}
          />
          <SelectField
            label={say('Country')}
            value={choice.country ?? ''}
            none={say('Any')}
            choices={withChosen(vocabulary.countries, choice.country)}
            onChange={(country) => pick({ country: country || undefined })}
          />
          <SelectField
            label={say('Language')}
            value={choice.language ?? ''}
            none={say('Any')}
            choices={withChosen(
              languages.map((value) => ({ value, label: languageWord(value) })),
              choice.language,
            )}
            onChange={(language) => pick({ language: language || undefined })}
          />
          <TextField
            label={say('Newer than')}
            type="datetime-local"
            value={toTyped(choice.since)}
            onChange={(since) => pick({ since: fromTyped(since) })}
          />
        </div>
      ) : null}
    </div>
  )
}

/** A choice that the address brings along stays to be seen, even where the list does not have it. */
function withChosen<C extends { value: string; label: string }>(
  choices: readonly C[],
  chosen: string | undefined,
): readonly (C | { value: string; label: string })[] {
  if (!chosen || choices.some((it) => it.value === chosen)) return choices
  return [...choices, { value: chosen, label: chosen }]
}
